package check

import (
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/schema"
)

func (e *env) variant(s *resolve.Symbol) *ir.Variant {
	return once(e, s, (*env).newVariant)
}

func (e *env) newVariant(s *resolve.Symbol) *ir.Variant {
	own := place{env: e, chain: s.Chain()}
	b := s.Block
	own.parent(s)
	l := layered(own)
	v := &ir.Variant{
		Name:        s.Name,
		Abstract:    own.flag(b.Attr("abstract"), false),
		Description: own.plain(b.Attr("description")),
		Image:       l.plain("image"),
		Tag:         l.plain("tag"),
		Layers:      l.layers("layers"),
		Packages:    l.packages("packages"),
		MaxLayers:   int(l.number("max_layers", 1)),
		Budgets:     own.budgetsOf(s, nestedBudgets(own.chain...)),
		Range:       b.Range,
	}
	if v.Image == "" {
		v.Image = e.image
	}
	if v.Tag == "" {
		v.Tag = s.Name
	}
	v.Users = l.users()
	v.Config = l.config(v.Users)
	v.Rootfs = l.rootfs()
	v.Files = l.files(v.Users)
	v.Directories = l.directories(v.Users)
	v.Symlinks = l.symlinks()
	l.samePaths(v)
	return v
}

// parent evaluates what the variant extends, so that its mistakes are known
// before its values are asked for. Where resolve found no variant, it says why:
// there is something else, or it is computed.
func (p place) parent(s *resolve.Symbol) {
	a := s.Block.Attr("extends")
	switch {
	case a == nil:
		return
	case s.Parent != nil:
		p.variant(s.Parent)
		return
	}
	if it, ok := p.one(a); ok {
		if _, ok := p.reference(it, schema.VariantRef); ok {
			p.diags.Add(computedParent{Item: it})
		}
	}
}

// platformsOf returns the nearest platforms attribute of a variant's chain.
func platformsOf(s *resolve.Symbol) *config.Attr {
	a, _ := lookup(place{chain: s.Chain()}, "", "platforms")
	return a
}
