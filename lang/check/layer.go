package check

import "github.com/agentboxc/agentboxc/lang/ir"

func (e *env) layer(i *instance) *ir.Layer { return again(e, i, (*env).newLayer) }

func (e *env) newLayer(i *instance) *ir.Layer {
	p := e.at(i)
	b := i.Block
	return &ir.Layer{
		Name:        i.name,
		Block:       i.block(),
		Description: p.plain(b.Attr("description")),
		Packages:    p.packages(b.Attr("packages")),
		MaxLayers:   int(p.number(b.Attr("max_layers"), 1)),
		Budgets:     p.budgetsOf(i),
		Range:       b.Range,
	}
}
