package check

import (
	"cmp"
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// budget merges budget blocks by attribute; later blocks win, and nil ones are
// left out.
func (p place) budget(blocks []*config.Block) *ir.Budget {
	set := map[string]*config.Attr{}
	var out *ir.Budget
	for _, b := range blocks {
		if b == nil {
			continue
		}
		out = &ir.Budget{Range: b.Range}
		for _, a := range b.Attrs {
			set[a.Name] = a
		}
	}
	if out == nil {
		return nil
	}
	for _, metric := range []ir.Metric{ir.Max, ir.MaxCompressed, ir.MaxGrowth, ir.MaxLayer, ir.MaxLayers, ir.MaxWaste} {
		if limit, ok := p.limit(metric, set[string(metric)]); ok {
			out.Limits = append(out.Limits, limit)
		}
	}
	slices.SortFunc(out.Limits, func(a, b ir.Limit) int { return cmp.Compare(a.Metric, b.Metric) })
	out.Warn = int(p.number(set["warn"], 0))
	return out
}

func (p place) limit(metric ir.Metric, a *config.Attr) (ir.Limit, bool) {
	it, ok := p.one(a)
	if !ok {
		return ir.Limit{}, false
	}
	limit := ir.Limit{Metric: metric, Range: a.Range}
	if metric == ir.MaxLayers {
		limit.Value = p.number(a, 0)
		return limit, limit.Value > 0
	}
	if it.value.Type() == cty.Number {
		if it.value.AsBigFloat().IsInf() {
			p.diags.Add(brokenRule{Item: it, Rule: it.attr.Schema.Check})
		} else {
			p.diags.Add(bareSize{Item: it, Metric: metric})
		}
		return limit, false
	}
	text, ok := p.itemText(it)
	if !ok {
		return limit, false
	}
	limit.Written, _ = text.Plain()
	if metric == ir.MaxGrowth {
		limit.Value, limit.Percent, _ = growth(limit.Written)
		return limit, true
	}
	limit.Value, _ = size(limit.Written)
	return limit, true
}
