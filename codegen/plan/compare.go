package plan

import (
	"cmp"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/flake"
	"github.com/agentboxc/agentboxc/codegen/nix"
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
}

// side is a place in one of the two layouts.
type side struct {
	tree tree
	uses []place // sorted
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
		if was, ok := c.before[at]; ok && !reflect.DeepEqual(was.tree, is.tree) {
			c.causes[at] = at.address + " changed"
		}
	}
	for _, in := range inputs {
		if in.Action == Update {
			c.causes[place{address: "input." + in.Name}] = "input " + in.Name + " moved"
		}
	}
	return c
}

func sides(sections []flake.Section) map[place]side {
	inputs := map[string]bool{}
	for _, s := range sections {
		if name, ok := strings.CutPrefix(s.Address, "input."); ok {
			inputs[name] = true
		}
	}
	all := make(map[place]side, len(sections))
	for _, s := range sections {
		all[place{s.Address, s.System}] = side{tree: sectionTree(s, inputs), uses: uses(s, inputs)}
	}
	return all
}

// sectionTree names layers as layers where a variant or a shell lists them.
func sectionTree(s flake.Section, inputs map[string]bool) tree {
	t := treeOf(s.Value, inputs)
	o, ok := t.(object)
	if !ok || !strings.HasPrefix(s.Address, "variant.") && !strings.HasPrefix(s.Address, "shell.") {
		return t
	}
	layers, _ := o.get("layers")
	list, _ := layers.([]tree)
	for i, item := range list {
		if name, ok := item.(string); ok {
			list[i] = reference("layer" + attribute(name))
		}
	}
	return t
}

// changes compares every place but the inputs, which have a list of their own.
func (c *comparison) changes() []Change {
	places := maps.Clone(c.before)
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
	change := Change{Address: at.address, Platform: at.platform, Before: rendered(was, had), After: rendered(is, has), Reasons: []string{}}
	switch {
	case !had:
		change.Action = Create
		change.Reasons = append(change.Reasons, cmp.Or(c.missing, "it is new"))
	case !has:
		change.Action = Delete
		change.Reasons = append(change.Reasons, "it is no longer declared")
	default:
		change.Reasons = append(change.Reasons, differences(label(at), was.tree, is.tree)...)
		change.Reasons = append(change.Reasons, c.inherited(at)...)
		change.Action = Update
		if len(change.Reasons) == 0 {
			change.Action = NoOp
		}
	}
	return change
}

// label names the values that are not objects.
func label(at place) string {
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

func rendered(s side, exists bool) json.RawMessage {
	if !exists {
		return json.RawMessage("null")
	}
	return encode(s.tree)
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

// needs is reached by address, for all platforms together.
func (c *comparison) needs() map[string][]string {
	all := map[string]map[string]bool{}
	for _, sides := range []map[place]side{c.before, c.after} {
		for at := range sides {
			if all[at.address] == nil {
				all[at.address] = map[string]bool{}
			}
			for _, on := range c.reached(at) {
				all[at.address][on.address] = true
			}
		}
	}
	needs := make(map[string][]string, len(all))
	for address, set := range all {
		needs[address] = slices.Sorted(maps.Keys(set))
	}
	return needs
}

// uses finds what the code of a section refers to, and what the functions that
// are made of it need: packages to put images together, and nix2container.
func uses(s flake.Section, inputs map[string]bool) []place {
	found := map[place]bool{}
	add := func(address string) {
		at := place{address, s.System}
		if strings.HasPrefix(address, "input.") {
			at.platform = ""
		}
		found[at] = true
	}
	nix.Walk(s.Value, func(e nix.Expr) bool {
		use(e, inputs, add)
		return true
	})
	switch kind, _, _ := strings.Cut(s.Address, "."); kind {
	case "variant", "layer":
		add("input.nix2container")
		add("pkgset.default")
	case "shell":
		add("pkgset.default")
	}
	for _, name := range layerNames(s) {
		add("layer." + name)
	}
	return slices.SortedFunc(maps.Keys(found), comparePlaces)
}

func use(e nix.Expr, inputs map[string]bool, add func(string)) {
	switch e := e.(type) {
	case *nix.Ident:
		if e.Name == "pkgs" {
			add("pkgset.default")
		} else if inputs[e.Name] {
			add("input." + e.Name)
		}
	case *nix.Select:
		root, ok := e.Of.(*nix.Ident)
		if !ok || families[root.Name] == "" || root.Name == "pkgs" {
			return
		}
		labels := 1
		if root.Name == "declared" {
			labels = 2
		}
		if len(e.Path) < labels {
			return
		}
		address := families[root.Name]
		for _, name := range e.Path[:labels] {
			address += "." + name.Name
		}
		add(address)
	}
}

// layerNames are the strings in the list of layers of a variant or a shell.
func layerNames(s flake.Section) []string {
	set, ok := s.Value.(*nix.Attrs)
	if !ok || strings.HasPrefix(s.Address, "layer.") {
		return nil
	}
	var names []string
	for _, b := range set.Binds {
		if b.Inherit != nil || len(b.Path) != 1 || b.Path[0].Name != "layers" {
			continue
		}
		nix.Walk(b.Value, func(e nix.Expr) bool {
			if str, ok := e.(*nix.Str); ok && len(str.Parts) == 1 {
				names = append(names, str.Parts[0].Literal)
			}
			return true
		})
	}
	return names
}
