package check

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/schema"
)

// sharedBudgets reads the top-level budgets. They are the same on every
// platform, so that layers and variants stay the same wherever they are.
func (c *checker) sharedBudgets() {
	p := place{env: c.shared}
	for _, b := range byName(c.program.Unit.Of("budget")) {
		budget := p.budget(p.above+b.Address(), []*config.Block{b})
		for _, t := range p.targets(b.Attr("applies_to"), "no budget can hold for it. Name the variants that extend it") {
			c.budgets[t.address()] = append(c.budgets[t.address()], budget)
		}
	}
}

// budgetsOf returns the budgets of a layer or variant: that of the blocks nested
// in it and in what it inherits from, then the top-level ones.
func (p place) budgetsOf(i *instance) []*ir.Budget {
	var budgets []*ir.Budget
	nested := nestedBudgets(p.chain)
	if len(nested) > 0 {
		blocks := make([]*config.Block, len(nested))
		for i, n := range nested {
			blocks[i] = n.block
		}
		nearest := nested[len(nested)-1]
		budgets = append(budgets, p.budget(nearest.in.address+" budget", blocks))
	}
	return append(budgets, p.budgets[i.address]...)
}

// nestedBudget is a budget block and what it is written in.
type nestedBudget struct {
	in    *instance
	block *config.Block
}

// nestedBudgets returns the budget blocks of a chain, in that order.
func nestedBudgets(chain []*instance) []nestedBudget {
	var found []nestedBudget
	for _, s := range chain {
		if b := s.Block.Block("budget"); b != nil {
			found = append(found, nestedBudget{s, b})
		}
	}
	return found
}

var metrics = []ir.Metric{ir.Max, ir.MaxCompressed, ir.MaxGrowth, ir.MaxLayer, ir.MaxLayers, ir.MaxWaste}

// budget merges budget blocks by attribute; later blocks win.
func (p place) budget(address string, blocks []*config.Block) *ir.Budget {
	set := map[string]*config.Attr{}
	for _, b := range blocks {
		for _, a := range b.Attrs {
			set[a.Name] = a
		}
	}
	out := &ir.Budget{Address: address, Range: blocks[len(blocks)-1].Range}
	for _, metric := range metrics {
		if limit, ok := p.limit(metric, set[string(metric)]); ok {
			out.Limits = append(out.Limits, limit)
		}
	}
	slices.SortFunc(out.Limits, func(a, b ir.Limit) int { return cmp.Compare(a.Metric, b.Metric) })
	out.Warn = int(p.number(set["warn"], 0))
	return out
}

// limit reads an attribute as a limit of the metric, whatever its own schema is.
func (p place) limit(metric ir.Metric, a *config.Attr) (ir.Limit, bool) {
	if a == nil {
		return ir.Limit{}, false
	}
	as, known := *a, *limitSchema(metric)
	known.Required = a.Schema.Required
	as.Schema = &known
	it, ok := p.one(&as)
	if !ok {
		return ir.Limit{}, false
	}
	limit := ir.Limit{Metric: metric, Range: a.Range}
	if metric == ir.MaxLayers {
		limit.Value = p.number(&as, 0)
		limit.Written = strconv.FormatInt(limit.Value, 10)
		return limit, limit.Value > 0
	}
	if it.value.Type() == cty.Number {
		if it.value.AsBigFloat().IsInf() {
			p.diags.Add(brokenRule{Item: it, Rule: as.Schema.Check})
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

// limitSchema describes the attribute of a budget that limits the metric.
func limitSchema(metric ir.Metric) *schema.Attr {
	for _, b := range schema.Root() {
		if b.Type == "budget" {
			return config.SchemaOf(b, string(metric))
		}
	}
	panic("check: the language has no budgets")
}

// byName returns blocks in the order of their names, without those whose
// contents are not known.
func byName(blocks []*config.Block) []*config.Block {
	blocks = slices.DeleteFunc(slices.Clone(blocks), func(b *config.Block) bool { return b.Damaged })
	slices.SortStableFunc(blocks, func(a, b *config.Block) int { return cmp.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(blocks, func(a, b *config.Block) bool { return a.Name() == b.Name() })
}
