package check

import (
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

func (e *env) layer(s *resolve.Symbol) *ir.Layer {
	p := place{env: e}
	b := s.Block
	return &ir.Layer{
		Name:        s.Name,
		Description: p.plain(b.Attr("description")),
		Packages:    p.packages(b.Attr("packages")),
		MaxLayers:   int(p.number(b.Attr("max_layers"), 1)),
		Budgets:     p.budgetsOf(s, nestedBudgets(s)),
		Range:       b.Range,
	}
}
