package plan

import (
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/measure"
)

// keeper knows which layers must become what they were.
type keeper struct {
	*comparison
	Request
	unchanged map[place]bool // sections that do not change, with all they depend on
	// prefixes are contents by what leads to them, since what a layer has depends
	// on what earlier ones have: the same layers in the same order are the same in
	// every image.
	prefixes map[string]*Content
}

func (r Request) keeper(c *comparison, changes []Change) keeper {
	k := keeper{comparison: c, Request: r, unchanged: map[place]bool{}, prefixes: map[string]*Content{}}
	if sameFunctions(r.Present.Flake, r.Wanted.Flake) && r.Wanted.Lock != nil {
		for _, change := range changes {
			k.unchanged[place{change.Address, change.Platform}] = change.Action == NoOp
		}
	}
	for n := range r.Measured.Images {
		if i := &r.Measured.Images[n]; r.worth(i) == Current {
			k.learn(i)
		}
	}
	return k
}

// learn remembers the prefixes of an image that will be there again.
func (k keeper) learn(i *measure.Image) {
	at := place{k.address("variant." + i.Variant), i.System}
	names := k.before[at].layers
	if k.whole(i) {
		names = k.after[at].layers
	}
	has, _ := contents(i)
	for n, name := range names {
		if !k.whole(i) && !k.unchanged[place{k.address("layer." + name), i.System}] {
			return
		}
		c := has[name]
		if c == nil { // earlier layers have all that it needs
			c = &Content{Digests: []string{}}
		}
		k.prefixes[prefix(i.System, names[:n+1])] = c
	}
}

func prefix(system string, names []string) string { return system + "\n" + strings.Join(names, "\n") }

// whole reports whether an image was measured with the wanted files.
func (k keeper) whole(i *measure.Image) bool {
	return i != nil && i.Program != "" && i.Program == k.Programs.Wanted
}

// layers compares the layers of an image.
func (k keeper) layers(at place, recorded *measure.Image) []Layer {
	was, isThere := contents(recorded)
	var names []string
	if after, wanted := k.after[at]; wanted {
		names = append(slices.Clone(after.layers), "")
	}
	list := []Layer{}
	for n, name := range names {
		l := Layer{Address: k.layerAddress(at, name), Before: was[name], Shared: []string{}}
		switch {
		case name != "":
			l.After = k.prefixes[prefix(at.platform, names[:n+1])]
		case k.whole(recorded), k.worth(recorded) == Current && k.unchanged[at]:
			l.After = was[name]
		}
		if l.Before == nil && l.After != nil && len(l.After.Digests) == 0 && recorded != nil {
			l.Before = l.After
		}
		l.Action = l.action()
		list = append(list, l)
	}
	for _, name := range isThere {
		if !slices.Contains(names, name) {
			list = append(list, Layer{Address: k.layerAddress(at, name), Action: Delete, Before: was[name], Shared: []string{}})
		}
	}
	return list
}

func (l Layer) action() Action {
	switch {
	case l.Before == nil:
		return Create
	case l.Before.same(l.After):
		return NoOp
	}
	return Update
}

func (k keeper) layerAddress(at place, name string) string {
	if name == "" {
		return at.address
	}
	return k.address("layer." + name)
}

// contents puts together the image layers of each name, and returns the names in
// image order.
func contents(i *measure.Image) (map[string]*Content, []string) {
	all := map[string]*Content{}
	var names []string
	if i == nil {
		return all, nil
	}
	for _, l := range i.Layers {
		if all[l.Name] == nil {
			all[l.Name] = &Content{}
			names = append(names, l.Name)
		}
		c := all[l.Name]
		c.Digests, c.Size = append(c.Digests, l.Digest), c.Size+l.Size
	}
	return all, names
}
