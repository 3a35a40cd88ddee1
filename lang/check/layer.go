package check

import (
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

func (e *env) layer(s *resolve.Symbol) *ir.Layer {
	e = e.of(s)
	if l, ok := e.layers[s]; ok {
		return l
	}
	p := place{env: e}
	b := s.Block
	l := &ir.Layer{
		Name:        s.Name,
		Description: p.plain(b.Attr("description")),
		Packages:    p.packages(b.Attr("packages")),
		MaxLayers:   int(p.number(b.Attr("max_layers"), 1)),
		Budget:      p.budget([]*config.Block{b.Block("budget")}),
		Range:       b.Range,
	}
	e.layers[s] = l
	return l
}
