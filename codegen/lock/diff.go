package lock

import (
	"maps"
	"slices"
)

// Change is an input, or an input of one, in two locks. A node is nil where
// there is none, which is also so where the input follows another.
type Change struct {
	Path          string // such as "rust-overlay/nixpkgs"
	Before, After *Node
}

// Same reports whether both locks hold the same tree for it.
func (c Change) Same() bool {
	return c.Before != nil && c.After != nil && c.Before.Locked.Equal(c.After.Locked)
}

// Diff compares two locks, each of which may be nil, input by input, sorted by
// path.
func Diff(before, after *Lock) []Change {
	was, is := before.byPath(), after.byPath()
	all := maps.Clone(was)
	maps.Copy(all, is)
	var changes []Change
	for _, path := range slices.Sorted(maps.Keys(all)) {
		changes = append(changes, Change{Path: path, Before: was[path], After: is[path]})
	}
	return changes
}

// byPath returns every node that is reached without following.
func (l *Lock) byPath() map[string]*Node {
	nodes := map[string]*Node{}
	if l != nil {
		l.collect(l.RootNode(), "", nodes)
	}
	return nodes
}

func (l *Lock) collect(n *Node, at string, nodes map[string]*Node) {
	for _, e := range n.Inputs {
		if !e.IsFollows() {
			nodes[at+e.Name] = l.Nodes[e.Node]
			l.collect(l.Nodes[e.Node], at+e.Name+"/", nodes)
		}
	}
}
