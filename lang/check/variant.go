package check

import (
	"slices"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/schema"
)

func (e *env) variant(i *instance) *ir.Variant {
	return once(e, i, (*env).namedVariant)
}

// namedVariant gives a variant the image name of the unit when it sets none.
func (e *env) namedVariant(i *instance) *ir.Variant {
	v := again(e, i, (*env).newVariant)
	if v.Image != "" {
		return v
	}
	named := *v
	named.Image = e.image
	return &named
}

func (e *env) newVariant(i *instance) *ir.Variant {
	own := place{env: e, chain: e.variantChain(i)}
	b := i.Block
	if len(own.chain) > 1 {
		// So that the parent's mistakes are known before its values are asked for.
		own.variant(own.chain[len(own.chain)-2])
	}
	l := layered(own)
	v := &ir.Variant{
		Name:        i.name,
		Block:       i.block(),
		Abstract:    own.flag(b.Attr("abstract"), false),
		Description: own.plain(b.Attr("description")),
		Image:       l.plain("image"),
		Tag:         l.plain("tag"),
		Layers:      l.layers("layers"),
		Packages:    l.packages("packages"),
		MaxLayers:   int(l.number("max_layers", 1)),
		Budgets:     own.budgetsOf(i),
		Range:       b.Range,
	}
	if v.Tag == "" {
		v.Tag = i.name
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

// chain returns the variants from the topmost ancestor down to the instance.
func (e *env) chain(i *instance) []*instance {
	own := e.at(i)
	a := i.Block.Attr("extends")
	if a == nil {
		return own.chain
	}
	parent := e.extended(own, a, i)
	if parent == nil {
		return own.chain
	}
	above := e.with(parent.owner).of(parent.Symbol).variantChain(parent)
	above = above[max(0, len(above)-resolve.MaxChain):] // more has been reported
	return append(slices.Clone(above), i)
}

func (e *env) variantChain(i *instance) []*instance {
	if known, ok := e.chains[i]; ok {
		return known
	}
	chain := e.chain(i)
	e.chains.keep(i, chain)
	return chain
}

// extended returns the variant that an instance extends, nil where there is none
// or it is not known. Where resolve found no variant, it says why: there is
// something else, or it is computed.
func (e *env) extended(own place, a *config.Attr, i *instance) *instance {
	if i.Parent != nil && i.Parent.Repeat == nil && e.program.Symbol(i.Parent.Key) == i.Parent && !i.Parent.Broken {
		return e.only(i.Parent)
	}
	it, ok := own.one(a)
	if !ok {
		return nil
	}
	r, ok := own.reference(it, schema.VariantRef)
	switch {
	case !ok:
		return nil
	case i.Parent == nil:
		own.diags.Add(computedParent{Item: it})
		return nil
	}
	return r.of
}

// hasVariant reports whether the variant exists on the environment's platform.
func (e *env) hasVariant(i *instance) bool {
	e = e.with(i.owner)
	a, p := lookup(place{env: e, chain: e.variantChain(i)}, "", "platforms")
	return p.exists(a)
}
