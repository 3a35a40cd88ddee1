package check

import (
	"cmp"
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/schema"
)

func (e *env) pkgset(i *instance) *ir.Pkgset {
	p := place{env: e}
	set := &ir.Pkgset{Name: i.name, Input: "nixpkgs", Range: e.program.Unit.Start}
	if i.Block == nil {
		return set
	}
	set.Range = i.Block.Range
	if it, ok := p.one(i.Block.Attr("input")); ok {
		if r, ok := p.reference(it, schema.InputRef); ok {
			set.Input = r.Names[0]
		}
	}
	for _, it := range p.list(i.Block.Attr("overlays")) {
		if ref, ok := p.overlayRef(it); ok {
			set.Overlays = append(set.Overlays, ref)
		}
	}
	p.allowUnfree(set, i.Block.Attr("allow_unfree"))
	for _, b := range i.Block.Of("permit_insecure") {
		if permit, ok := p.insecure(b); ok {
			set.Insecure = append(set.Insecure, permit)
		}
	}
	slices.SortFunc(set.Insecure, func(a, b ir.Insecure) int { return cmp.Compare(a.Name, b.Name) })
	set.Config = p.attrs(i.Block.Attr("config"))
	return set
}

func (p place) overlayRef(it item) (ir.OverlayRef, bool) {
	r, ok := p.reference(it, schema.OverlayRef)
	if !ok {
		return ir.OverlayRef{}, false
	}
	ref := ir.OverlayRef{Overlay: r.Names[0], Range: it.at}
	if len(r.Names) > 1 {
		ref.Overlay, ref.Input, ref.Path = "", r.Names[0], r.Names[1:]
	}
	return ref, true
}

// allowUnfree reads true, false or the names of packages.
func (p place) allowUnfree(set *ir.Pkgset, a *config.Attr) {
	if a == nil {
		return
	}
	whole := item{attr: a, value: p.evaluate(a), at: a.Range}
	if ty := whole.value.Type(); ty == cty.Bool {
		if p.usable(&whole) {
			set.AllowUnfree = whole.value.True()
		}
		return
	}
	if ty := whole.value.Type(); !ty.IsTupleType() && !ty.IsListType() && !ty.IsSetType() {
		if p.usable(&whole) {
			p.diags.Add(wrongType{Item: whole, Want: "true, false, or a list of names"})
		}
		return
	}
	set.UnfreeNames = p.plains(a)
	slices.Sort(set.UnfreeNames)
	set.UnfreeNames = slices.Compact(set.UnfreeNames)
}

func (p place) insecure(b *config.Block) (ir.Insecure, bool) {
	permit := ir.Insecure{
		Name: b.Name(), Reason: p.plain(b.Attr("reason")), Expires: p.plain(b.Attr("expires")), Range: b.Range,
	}
	return permit, !p.lapsed(b.Attr("expires"), "The permission for "+permit.Name, permit.Expires)
}
