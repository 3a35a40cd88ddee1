package review

import (
	"cmp"
	"maps"
	"slices"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/build"
	"github.com/agentboxc/agentboxc/codegen/budget"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// mostGrown is how many packages are told for an image.
const mostGrown = 10

// images are those that were measured on either side. Each side may be nil.
func images(was, is *compiled) []Image {
	list := []Image{}
	before, after := measuredOf(was), measuredOf(is)
	figures := []budget.Figure{}
	hash := ""
	if is != nil && is.out != nil && after != nil {
		figures, hash = budget.Figures(judged(was, is)), is.hash()
	}
	addresses := addressesOf(was, is)
	for _, at := range measuredIn(before, after) {
		i := imageOf(at, before.Image(at.address, at.platform), after.Image(at.address, at.platform), hash)
		i.Address = addresses.Of("variant." + at.address)
		for _, f := range figures {
			if f.Variant == at.address && f.System == at.platform {
				i.Limits = append(i.Limits, limitOf(f))
			}
		}
		list = append(list, i)
	}
	return list
}

func measuredOf(c *compiled) *measure.Measurements {
	if c == nil {
		return nil
	}
	return c.measured
}

// measuredIn are the names of variants with their platforms, sorted.
func measuredIn(both ...*measure.Measurements) []place {
	var all []place
	for _, m := range both {
		if m == nil {
			continue
		}
		for _, i := range m.Images {
			all = append(all, place{i.Variant, i.System})
		}
	}
	slices.SortFunc(all, comparePlaces)
	return slices.Compact(all)
}

// addressesOf has those of both sides. Where they differ, what is there now counts.
func addressesOf(was, is *compiled) ir.Addresses {
	all := ir.Addresses{}
	for _, c := range []*compiled{was, is} {
		if c != nil && c.program != nil {
			maps.Copy(all, c.program.Addresses())
		}
	}
	return all
}

func imageOf(at place, was, is *measure.Image, hash string) Image {
	i := Image{Variant: at.address, Platform: at.platform, Recorded: plan.NotRecorded, Grew: []Grown{}, Limits: []Limit{}}
	if was != nil {
		size := was.Size()
		i.Before = &size
	}
	if is == nil {
		return i
	}
	size := is.Size()
	i.After, i.Recorded = &size, recorded(is, hash)
	if was == nil {
		return i
	}
	differ := measure.Compare(was.Layers, is.Layers)
	for _, d := range differ[:min(len(differ), mostGrown)] {
		i.Grew = append(i.Grew, grown(d))
	}
	return i
}

// recorded compares what an image was measured of with the hash of what there is.
func recorded(i *measure.Image, hash string) plan.Recorded {
	if i.Program == hash && hash != "" {
		return plan.Current
	}
	return plan.Stale
}

// judged is what budgets hold the recorded measurements of head against.
func judged(was, is *compiled) budget.Request {
	r := budget.Request{Program: is.judged, Built: is.measured, Base: measuredOf(was), Compression: map[string]budget.Compression{}}
	for _, i := range is.measured.Images {
		c := build.Published(is.program, i.Variant)
		r.Compression[i.Variant] = budget.Compression{Method: c.Method, Level: c.Level}
	}
	return r
}

// breaches are the budgets and policies that are broken, or nearly so, by what is
// listed and by what was recorded. What only a build can tell is left to it.
func breaches(was, is *compiled) diag.List {
	found := budget.Listed(is.judged)
	if is.measured == nil {
		return found
	}
	measured := slices.DeleteFunc(budget.Check(judged(was, is)), func(d diag.Diagnostic) bool { return d.Code == diag.LimitUnchecked })
	return append(found, measured...)
}

// inputs are those that are locked to something else.
func inputs(was, is *lock.Lock) []Input {
	list := []Input{}
	for _, c := range lock.Diff(was, is) {
		if c.Same() {
			continue
		}
		in := Input{Path: c.Path, Before: pin(c.Before), After: pin(c.After), Action: plan.Update}
		switch {
		case in.Before == nil:
			in.Action = plan.Create
		case in.After == nil:
			in.Action = plan.Delete
		}
		list = append(list, in)
	}
	slices.SortFunc(list, func(a, b Input) int { return cmp.Compare(a.Path, b.Path) })
	return list
}

func pin(n *lock.Node) *Pin {
	if n == nil {
		return nil
	}
	p := n.Pin()
	return &Pin{p.Reference, p.Rev, p.LastModified}
}
