package plan

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/flake"
	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// place is an address on a platform.
type place struct{ address, platform string }

func comparePlaces(a, b place) int {
	return cmp.Or(cmp.Compare(a.address, b.address), cmp.Compare(a.platform, b.platform))
}

// comparison holds the places of both layouts.
type comparison struct {
	missing       string // why there is nothing before
	before, after map[place]side
	causes        map[place]string // what other places say when they depend on a changed one
	found         map[place][]place
	addresses     ir.Addresses // those of the request
}

// side is a place in one of the two layouts.
type side struct {
	tree   tree
	uses   []place  // sorted
	layers []string // names of the layers that a variant lists, in order
}

func newComparison(before, after layout, inputs []Input) *comparison {
	c := &comparison{
		missing: before.missing(),
		before:  before.sides,
		after:   after.sides,
		causes:  map[place]string{},
		found:   map[place][]place{},
	}
	for at, is := range c.after {
		if was, ok := c.before[at]; ok && !same(was.tree, is.tree) {
			c.causes[at] = at.address + " changed"
		}
	}
	for _, in := range inputs {
		if in.Action == Update {
			c.causes[place{address: "input." + in.Name}] = in.change()
		}
	}
	return c
}

func (r Request) sides(sections []flake.Section) map[place]side {
	inputs := map[string]bool{}
	for _, s := range sections {
		if name, ok := strings.CutPrefix(s.Address, "input."); ok {
			inputs[name] = true
		}
	}
	// What does not depend on the platform is one expression for all of them.
	trees := map[nix.Expr]tree{}
	all := make(map[place]side, len(sections))
	for _, s := range sections {
		t, done := trees[s.Value]
		if !done {
			t = reader{r, inputs}.section(s)
			trees[s.Value] = t
		}
		all[place{r.address(s.Address), s.System}] = side{tree: t, uses: r.uses(s, inputs), layers: layerNames(s)}
	}
	return all
}

// section names layers as layers where a variant or a shell lists them.
func (r reader) section(s flake.Section) tree {
	t := r.tree(s.Value)
	o, ok := t.(object)
	if !ok || !strings.HasPrefix(s.Address, "variant.") && !strings.HasPrefix(s.Address, "shell.") {
		return t
	}
	layers, _ := o.get("layers")
	list, _ := layers.([]tree)
	for i, item := range list {
		if name, ok := item.(string); ok {
			list[i] = reference(r.address("layer" + attribute(name)))
		}
	}
	return t
}

// changes compares every place but the inputs, which have a list of their own.
func (c *comparison) changes() []Change {
	places := map[place]side{}
	maps.Copy(places, c.before)
	maps.Copy(places, c.after)
	changes := []Change{}
	for _, at := range slices.SortedFunc(maps.Keys(places), comparePlaces) {
		if !strings.HasPrefix(at.address, "input.") {
			changes = append(changes, c.change(at))
		}
	}
	return changes
}

func (c *comparison) change(at place) Change {
	was, had := c.before[at]
	is, has := c.after[at]
	change := Change{
		Address: at.address, Platform: at.platform, Reasons: []string{},
		Before: Value{tree: was.tree, exists: had}, After: Value{tree: is.tree, exists: has},
	}
	switch {
	case !had:
		change.Action = Create
		change.Reasons = append(change.Reasons, cmp.Or(c.missing, c.platform(at, c.before, "is new"), "it is new"))
	case !has:
		change.Action = Delete
		change.Reasons = append(change.Reasons, cmp.Or(c.platform(at, c.after, "is no longer declared"), "it is no longer declared"))
	default:
		if _, changed := c.causes[at]; changed {
			change.Reasons = append(change.Reasons, differences(label(at, is.tree), was.tree, is.tree)...)
		}
		change.Reasons = append(change.Reasons, c.inherited(at)...)
		change.Action = Update
		if len(change.Reasons) == 0 {
			change.Action = NoOp
		}
	}
	return change
}

// platform says that the whole platform came or went, or nothing.
func (c *comparison) platform(at place, other map[place]side, what string) string {
	if _, known := other[place{"platform." + at.platform, at.platform}]; known || at.platform == "" {
		return ""
	}
	return "platform " + at.platform + " " + what
}

// label names the values that are not objects.
func label(at place, t tree) string {
	if _, ok := t.(object); ok {
		return ""
	}
	switch kind, _, _ := strings.Cut(at.address, "."); {
	case kind == "agentbox" && at.platform == "":
		return "description"
	case kind == "agentbox":
		return "default"
	case kind == "platform":
		return "architecture"
	}
	return ""
}

// inherited says which changed places a place depends on, however indirectly.
func (c *comparison) inherited(at place) []string {
	var reasons []string
	for _, on := range c.reached(at) {
		if cause, ok := c.causes[on]; ok {
			reasons = append(reasons, cause)
		}
	}
	return reasons
}

// reached returns all places that a place depends on, sorted, itself excluded.
func (c *comparison) reached(at place) []place {
	if done, ok := c.found[at]; ok {
		return done
	}
	c.found[at] = nil // ends cycles, which Nix would report
	all := map[place]bool{}
	for _, on := range c.direct(at) {
		all[on] = true
		for _, further := range c.reached(on) {
			all[further] = true
		}
	}
	delete(all, at)
	list := slices.SortedFunc(maps.Keys(all), comparePlaces)
	c.found[at] = list
	return list
}

func (c *comparison) direct(at place) []place {
	if s, ok := c.after[at]; ok {
		return s.uses
	}
	return c.before[at].uses
}

// needs returns the addresses that an address depends on, on any platform, before
// or after.
func (c *comparison) needs(address string) []string {
	all := map[string]bool{}
	for _, sides := range []map[place]side{c.before, c.after} {
		for at := range sides {
			if at.address != address {
				continue
			}
			for _, on := range c.reached(at) {
				all[on.address] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}
