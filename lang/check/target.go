package check

import (
	"strings"

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

// targets returns the layers and variants of a list, without repetitions. why
// completes what is said of an abstract variant: it is never built, so …
func (p place) targets(a *config.Attr, why string) []target {
	var targets []target
	first := map[string]diag.Range{}
	for _, it := range p.list(a) {
		t, ok := p.target(it, why)
		if !ok {
			continue
		}
		if at, taken := first[t.address()]; taken {
			p.diags.Add(listedTwice{Item: it, Address: t.address(), First: at})
			continue
		}
		first[t.address()] = it.at
		targets = append(targets, t)
	}
	return targets
}

// target accepts the kinds of reference that the item's attribute takes.
func (p place) target(it item, why string) (target, bool) {
	r, ok := asReference(it.value)
	if !ok || !takes(it.attr.Schema.Type.Ref, r.Kind) {
		p.diags.Add(wrongReference{Item: it, Want: it.attr.Schema.Type.Ref, Have: r, Known: p.program})
		return target{}, false
	}
	t := target{kind: r.Kind, name: r.Names[0], of: r.of, item: it}
	if r.Kind == schema.VariantRef {
		p.toBuild = append(p.toBuild, namedVariant{t, why})
	}
	return t, true
}

func takes(want, have schema.Ref) bool {
	return want == have || want == schema.LayerOrVariant && (have == schema.LayerRef || have == schema.VariantRef)
}

// kindsOf returns the kinds of reference that one stands for.
func kindsOf(r schema.Ref) []string { return strings.Split(string(r), " or ") }

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
			c.diags.Add(abstractUse{Item: n.item, Name: v.Name, Why: n.why, Declared: v.Range})
		}
	}
}
