package check

import (
	"slices"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/schema"
)

// target is a layer or a variant that a block is about.
type target struct {
	kind schema.Ref // LayerRef or VariantRef
	name string
	of   *instance
	item item
}

func (t target) address() string { return t.of.address }

// split returns the name as that of a layer or of a variant.
func (t target) split() (layer, variant string) {
	if t.kind == schema.LayerRef {
		return t.name, ""
	}
	return "", t.name
}

// targets returns the layers and variants of a list, without repetitions: groups
// and blocks that make several stand for all that they name. why completes what
// is said of an abstract variant: it is never built, so …
func (p place) targets(a *config.Attr, why string) []target {
	var targets []target
	known := map[string]bool{}
	add := func(t target) {
		if !known[t.address()] {
			known[t.address()] = true
			targets = append(targets, t)
		}
	}
	first := map[string]diag.Range{} // what is written out
	for _, it := range p.flatList(a) {
		r, ok := p.targetReference(it.item)
		if !ok {
			continue
		}
		if at, taken := first[r.Address]; taken && !it.inside {
			p.diags.Add(listedTwice{Item: it.item, Address: r.Address, First: at})
			continue
		}
		if !it.inside {
			first[r.Address] = it.at
		}
		if r.Kind != schema.GroupRef {
			if t, ok := p.aim(it.item, r, why); ok {
				add(t)
			}
			continue
		}
		for _, t := range p.membersOf(r.Address, a) {
			t.item = it.item
			add(t)
		}
	}
	return targets
}

// listed is an element of a list, or of a list or map inside it.
type listed struct {
	item
	inside bool
}

// flatList returns the elements of a list, those of lists and maps inside it in
// their place. The whole may be a map, too: that is what a block with for_each is.
func (p place) flatList(a *config.Attr) []listed {
	var flat []listed
	for _, it := range p.listOr(a, isMap) {
		flat = p.flatten(flat, it, false)
	}
	return flat
}

func (p place) flatten(flat []listed, it item, inside bool) []listed {
	if ty := it.value.Type(); !ty.IsCollectionType() && !ty.IsTupleType() && !ty.IsObjectType() {
		return append(flat, listed{it, inside})
	}
	for _, element := range p.elements(it) {
		flat = p.flatten(flat, element, true)
	}
	return flat
}

// target reads one layer or variant.
func (p place) target(it item, why string) (target, bool) {
	r, ok := p.targetReference(it)
	if !ok {
		return target{}, false
	}
	return p.aim(it, r, why)
}

// targetReference accepts the kinds of reference that the item's attribute takes.
func (p place) targetReference(it item) (*reference, bool) {
	r, ok := asReference(it.value)
	if !ok || !slices.Contains(it.attr.Schema.Type.Ref.Kinds(), string(r.Kind)) {
		p.diags.Add(wrongReference{Item: it, Want: it.attr.Schema.Type.Ref, Have: r, Known: p.program})
		return nil, false
	}
	return r, true
}

func (p place) aim(it item, r *reference, why string) (target, bool) {
	t := target{kind: r.Kind, name: r.Names[0], of: r.of, item: it}
	if r.Kind == schema.VariantRef {
		if !p.ownVariant(it, r) {
			return target{}, false
		}
		p.toBuild = append(p.toBuild, namedVariant{t, why})
	} else if r.of.owner != p.checker {
		p.ruled = append(p.ruled, ir.LayerRef{Name: t.name, Block: t.address()})
	}
	return t, true
}

// ownVariant reports a variant of a module where one is wanted that is built.
func (p place) ownVariant(it item, r *reference) bool {
	if r.of.owner == p.checker {
		return true
	}
	p.diags.Add(moduleVariant{Item: it, Have: r})
	return false
}

// namedVariant is where a block names a variant that has to be one that is built.
type namedVariant struct {
	target
	why string
}

// builtVariants reports abstract variants where they are named. It waits until
// all variants have been read.
func (c *checker) builtVariants(platforms []*ir.Platform) {
	for _, n := range c.toBuild {
		if v := find(platforms, n.name); v != nil && v.Abstract {
			c.diags.Add(abstractUse{Item: n.item, Address: v.Address(), Why: n.why, Declared: v.Range})
		}
	}
}
