package check

import (
	"cmp"
	"slices"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
)

func (c *checker) waivers() []*ir.Waiver {
	p := place{env: c.shared}
	var waivers []*ir.Waiver
	for _, b := range byName(c.program.Unit.Of("waiver")) {
		if w, ok := p.waiver(b); ok {
			waivers = append(waivers, w)
		}
	}
	c.eachModule(func(child *checker) {
		for _, w := range child.waivers() {
			w.Name = ir.Attribute(child.prefix, w.Name)
			waivers = append(waivers, w)
		}
	})
	return waivers
}

// waiver returns false for one that is expired or not known in whole.
func (p place) waiver(b *config.Block) (*ir.Waiver, bool) {
	w := &ir.Waiver{
		Name:    b.Name(),
		Metric:  ir.Metric(p.plain(b.Attr("metric"))),
		Reason:  p.plain(b.Attr("reason")),
		Expires: p.plain(b.Attr("expires")),
		Owner:   p.plain(b.Attr("owner")),
		Range:   b.Range,
	}
	whole := w.Metric != "" && !p.lapsed(b.Attr("expires"), b.Address(), w.Expires)
	it, ok := p.one(b.Attr("for"))
	if whole = whole && ok; ok {
		t, ok := p.target(it, "there is no limit of it to raise. Name the variants that extend it")
		whole = whole && ok
		if ok {
			w.Layer, w.Variant = t.split()
		}
	}
	if w.Metric != "" {
		w.Limit, ok = p.limit(w.Metric, b.Attr("max"))
		whole = whole && ok
	}
	return w, whole
}

// lapsed reports a date that is past. Dates as YYYY-MM-DD compare like strings,
// and the day itself still counts.
func (p place) lapsed(a *config.Attr, what, date string) bool {
	if p.opts.Today == nil || date == "" || date >= p.opts.Today() {
		return false
	}
	p.diags.Add(expired{Attr: a, What: what, Date: date})
	return true
}

// idleWaivers complains of waivers that raise no limit. Another error may be why
// a limit is not there.
func (c *checker) idleWaivers(out *ir.Program) {
	if c.opts.Partial || c.diags.HasErrors() {
		return
	}
	addresses := out.Addresses()
	for _, w := range out.Waivers {
		budgets, exists := budgetsFor(w, out.Platforms)
		problem := newIdleWaiver(out, w, budgets)
		if !exists || problem.raises {
			continue
		}
		problem.Of = addresses.Of("layer." + w.Layer)
		if w.Variant != "" {
			problem.Of = addresses.Of("variant." + w.Variant)
		}
		c.diags.Add(problem)
	}
}

func newIdleWaiver(out *ir.Program, w *ir.Waiver, budgets []*ir.Budget) idleWaiver {
	problem := idleWaiver{Waiver: w}
	for _, b := range budgets {
		for _, l := range b.Limits {
			if l.Metric != w.Metric {
				problem.Others = append(problem.Others, string(l.Metric))
				continue
			}
			problem.Limits = append(problem.Limits, l)
			by := out.Waiver(w.Layer, w.Variant, l)
			problem.raises = problem.raises || by == w
			problem.By = cmp.Or(by, problem.By)
		}
	}
	return problem
}

// budgetsFor returns the budgets of what a waiver is for, each once, and whether
// that exists on a platform.
func budgetsFor(w *ir.Waiver, platforms []*ir.Platform) (budgets []*ir.Budget, exists bool) {
	add := func(more []*ir.Budget) {
		exists = true
		for _, b := range more {
			if !slices.Contains(budgets, b) {
				budgets = append(budgets, b)
			}
		}
	}
	for _, p := range platforms {
		for _, l := range p.Layers {
			if l.Name == w.Layer {
				add(l.Budgets)
			}
		}
		for _, v := range p.Variants {
			if v.Name == w.Variant {
				add(v.Budgets)
			}
		}
	}
	return budgets, exists
}
