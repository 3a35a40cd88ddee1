package lock

import (
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/ir"
)

// Pinned is the lock with the entries that another one, which several units
// share, has for the same references of the inputs. It is l itself where that
// changes nothing. Both may be nil.
func (l *Lock) Pinned(shared *Lock, inputs []*ir.Input) *Lock {
	if shared == nil {
		return l
	}
	m := merge{made: newRelock(nil).made, taken: map[string]bool{}}
	for _, in := range sortedInputs(inputs) {
		want, err := Reference(in.URL, in.Flake)
		if node := shared.direct(in.Name); err == nil && node != nil && node.Original.Equal(want) && node.Flake == in.Flake {
			m.take(shared, in.Name)
		}
	}
	if len(m.taken) == 0 {
		return l
	}
	m.rest(l)
	if l != nil && string(m.made.normal().Bytes()) == string(l.normal().Bytes()) {
		return l
	}
	return m.made
}

// With is the lock with all entries of a unit's lock, which win. Inputs whose
// place depends on where the unit is are left out. l may be nil.
func (l *Lock) With(unit *Lock) *Lock {
	m := merge{made: newRelock(nil).made, taken: map[string]bool{}}
	for _, e := range unit.RootNode().Inputs {
		if node := unit.direct(e.Name); node != nil && !node.Original.isRelative() {
			m.take(unit, e.Name)
		}
	}
	m.rest(l)
	return m.made.normal()
}

// direct is the node of an input of the flake itself that does not follow
// another; nil when there is none.
func (l *Lock) direct(name string) *Node {
	e, ok := l.RootNode().Input(name)
	if !ok || e.IsFollows() {
		return nil
	}
	return l.Nodes[e.Node]
}

// merge puts a lock together from the inputs of several.
type merge struct {
	made  *Lock
	taken map[string]bool
}

// take copies an input with all that it needs.
func (m *merge) take(from *Lock, name string) {
	e, _ := from.RootNode().Input(name)
	if !e.IsFollows() {
		r := relock{old: from, made: m.made}
		e.Node = r.copy(name, from.Nodes[e.Node], nil)
	}
	root := m.made.RootNode()
	root.Inputs = append(root.Inputs, e)
	slices.SortFunc(root.Inputs, func(a, b Edge) int { return strings.Compare(a.Name, b.Name) })
	m.taken[name] = true
}

// rest copies the inputs that were not taken from elsewhere.
func (m *merge) rest(from *Lock) {
	if from == nil {
		return
	}
	for _, e := range from.RootNode().Inputs {
		if !m.taken[e.Name] {
			m.take(from, e.Name)
		}
	}
}
