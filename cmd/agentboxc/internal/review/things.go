package review

import (
	"io/fs"
	"slices"

	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/shape"
)

// fsysDir is a directory of a tree.
type fsysDir struct {
	fs.FS
	dir string
}

// place is an address on a platform; "" is all of them.
type place struct{ address, platform string }

// things are what a program declares, as plain data.
type things map[place]shape.Object

// thingsOf takes a program apart. Shells that are made from the default variant are
// left out: what happens to them is told of the variant.
func thingsOf(p *ir.Program) things {
	if p == nil {
		return things{}
	}
	t := taker{things{}, shape.In(p)}
	t.put("agentbox", "", shape.Object{
		{Name: "name", Value: p.Name}, {Name: "description", Value: p.Description}, {Name: "default", Value: defaultOf(p)},
	})
	for _, in := range p.Inputs {
		t.add("input."+in.Name, "", in)
	}
	for _, g := range p.Groups {
		t.add(g.Address(), "", g)
	}
	for _, w := range p.Waivers {
		t.waiver(w)
	}
	for _, x := range p.Policies {
		t.add("policy."+x.Name, "", x)
	}
	addresses := p.Addresses()
	for _, x := range p.Publishes {
		address := "publish." + x.Name
		if slices.ContainsFunc(p.Publishes, func(o *ir.Publish) bool { return o != x && o.Name == x.Name }) {
			address += " of " + addresses.Of("variant."+x.Variants[0]) // it is one for each of them
		}
		t.add(address, "", x)
	}
	for _, pl := range p.Platforms {
		t.platform(pl)
	}
	return t.things
}

// taker takes a program apart.
type taker struct {
	things
	in shape.Shaper
}

func defaultOf(p *ir.Program) any {
	if p.Default == nil {
		return nil
	}
	return p.Default.Address()
}

func (t taker) platform(pl *ir.Platform) {
	t.put("platform."+pl.System, pl.System, shape.Object{{Name: "builders", Value: t.in.Of(pl.Builders)}})
	for _, x := range pl.Pkgsets {
		t.add("pkgset."+x.Name, pl.System, x)
	}
	for _, x := range pl.Overlays {
		t.add("overlay."+x.Name, pl.System, x)
	}
	for _, x := range pl.Packages {
		t.add(x.Address(), pl.System, x)
	}
	for _, x := range pl.Layers {
		t.add(x.Address(), pl.System, x)
		t.budgets(x.Address(), pl.System, x.Budgets)
	}
	for _, x := range pl.Variants {
		t.add(x.Address(), pl.System, x)
		t.budgets(x.Address(), pl.System, x.Budgets)
	}
	for _, x := range pl.Shells {
		if !x.Implied {
			t.add("shell."+x.Name, pl.System, x)
		}
	}
}

// budgets puts in each budget once, with the limits and what it holds for.
func (t taker) budgets(of, system string, budgets []*ir.Budget) {
	for _, b := range budgets {
		at := place{b.Address, system}
		if o, known := t.things[at]; known {
			last := &o[len(o)-1]
			last.Value = append(last.Value.([]any), of)
			continue
		}
		o := shape.Object{}
		for _, limit := range b.Limits {
			o = append(o, asWritten(limit))
		}
		o = append(o, shape.Member{Name: "warn", Value: int64(b.Warn)})
		t.things[at] = append(o, shape.Member{Name: "applies_to", Value: []any{of}})
	}
}

// waiver puts in a waiver with its limit as a budget has it.
func (t taker) waiver(w *ir.Waiver) {
	address := "waiver." + w.Name
	t.add(address, "", w)
	o := t.things[place{address, ""}]
	at := slices.IndexFunc(o, func(m shape.Member) bool { return m.Name == "limit" })
	o[at] = asWritten(w.Limit)
}

func asWritten(limit ir.Limit) shape.Member {
	return shape.Member{Name: string(limit.Metric), Value: limit.Written}
}

// apart are members that say where something is written, or that are told
// elsewhere.
var apart = []string{"name", "kind", "block", "own", "slot", "implied", "budgets"}

func (t taker) add(address, system string, part any) {
	o := t.in.Of(part).(shape.Object)
	recipe := shape.Object{}
	o = slices.DeleteFunc(o, func(m shape.Member) bool {
		if m.Name == "recipe" {
			recipe, _ = m.Value.(shape.Object)
		}
		return m.Name == "recipe" || slices.Contains(apart, m.Name)
	})
	t.put(address, system, append(o, recipe...))
}

func (t things) put(address, system string, o shape.Object) { t[place{address, system}] = o }
