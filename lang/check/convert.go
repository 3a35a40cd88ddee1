package check

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/schema"
)

// attrs returns a map of values that are handed to Nix as they are.
func (p place) attrs(a *config.Attr) []ir.Attr {
	var attrs []ir.Attr
	for _, entry := range p.entries(a) {
		if v, ok := p.handed(entry, entry.value); ok {
			attrs = append(attrs, ir.Attr{Name: entry.key, Value: v, Range: entry.at})
		}
	}
	sortAttrs(attrs)
	return attrs
}

func sortAttrs(attrs []ir.Attr) {
	slices.SortFunc(attrs, func(a, b ir.Attr) int { return cmp.Compare(a.Name, b.Name) })
}

// handed turns an evaluated value into one for Nix.
func (p place) handed(it item, v cty.Value) (ir.Value, bool) {
	ty := v.Type()
	switch {
	case !v.IsKnown():
		return nil, false
	case v.IsNull():
		return ir.Null{}, true
	case ty == cty.Bool:
		return ir.Bool(v.True()), true
	case ty == cty.String:
		one := it
		one.value = v
		t, ok := p.itemText(one)
		return t, ok
	case ty == cty.Number:
		return p.handedNumber(it, v.AsBigFloat())
	case isList(v):
		return p.handedList(it, v)
	case isMap(v):
		return p.handedAttrs(it, v)
	}
	if r, ok := asReference(v); ok && r.Kind == schema.Package {
		ref := r.packageRef(ir.PackageRef{Range: it.at})
		return ref, p.isHere(it, ref)
	}
	it.value = v // it may stand inside that of the item
	p.diags.Add(wrongType{Item: it, Want: "values that Nix can be given"})
	return nil, false
}

func (p place) handedNumber(it item, f *big.Float) (ir.Value, bool) {
	if n, accuracy := f.Int64(); accuracy == big.Exact {
		return ir.Int(n), true
	}
	n, _ := f.Float64()
	if f.IsInf() || f.IsInt() {
		p.diags.Add(wrongType{Item: it, Want: "a number that fits into 64 bits"})
		return nil, false
	}
	return ir.Float(n), true
}

func (p place) handedList(it item, v cty.Value) (ir.Value, bool) {
	list, all := ir.List{}, true
	for e := v.ElementIterator(); e.Next(); {
		_, element := e.Element()
		value, ok := p.handed(it, element)
		if all = all && ok; ok {
			list = append(list, value)
		}
	}
	return list, all
}

func (p place) handedAttrs(it item, v cty.Value) (ir.Value, bool) {
	attrs, all := ir.Attrs{}, true
	for e := v.ElementIterator(); e.Next(); {
		key, element := e.Element()
		if hasToken(key.AsString()) {
			p.diags.Add(pathInKey{Item: it, Key: key.AsString(), At: it.at})
			all = false
			continue
		}
		value, ok := p.handed(it, element)
		if all = all && ok; ok {
			attrs = append(attrs, ir.Attr{Name: key.AsString(), Value: value, Range: it.at})
		}
	}
	sortAttrs(attrs)
	return attrs, all
}

// reference returns the reference of the wanted kind that an item is, and
// reports anything else.
func (p place) reference(it item, want schema.Ref) (*reference, bool) {
	r, ok := asReference(it.value)
	if !ok || r.Kind != want {
		p.diags.Add(wrongReference{Item: it, Want: want, Have: r, Known: p.program})
		return nil, false
	}
	return r, true
}

// packages returns a list of packages. A string stands for the attribute of
// that name in the default package set.
func (p place) packages(a *config.Attr) []ir.PackageRef {
	items := p.list(a)
	if len(items) == 0 {
		return nil
	}
	refs := make([]ir.PackageRef, 0, len(items))
	first := make(map[string]diag.Range, len(items))
	for _, it := range items {
		ref, address, ok := p.packageItem(it)
		if !ok {
			continue
		}
		if at, taken := first[address]; taken {
			p.diags.Add(listedTwice{Item: it, Address: address, First: at})
			continue
		}
		first[address] = it.at
		if p.onlyOf(ref) == nil {
			refs = append(refs, ref)
		}
	}
	return refs
}

func (p place) packageItem(it item) (ir.PackageRef, string, bool) {
	at := ir.PackageRef{Range: it.at}
	if it.value.Type() == cty.String {
		s := it.value.AsString()
		if r := whole(s); r != nil {
			return r.packageRef(at), r.display(), true
		}
		if hasToken(s) {
			p.diags.Add(pathAsPackage{Item: it, Text: s})
			return at, "", false
		}
		r, err := p.named(s)
		if err != nil {
			p.diags.Add(invalidPackage{Item: it, Why: err})
			return at, "", false
		}
		return r.packageRef(at), r.Address, true
	}
	r, ok := p.reference(it, schema.Package)
	if !ok {
		return at, "", false
	}
	return r.packageRef(at), r.display(), true
}

// layerRefs returns a list of layers, without those that the platform does not
// have.
func (p place) layerRefs(a *config.Attr) []ir.LayerRef {
	var refs []ir.LayerRef
	first := map[string]diag.Range{}
	for _, it := range p.list(a) {
		r, ok := p.reference(it, schema.LayerRef)
		if !ok {
			continue
		}
		if at, taken := first[r.Address]; taken {
			p.diags.Add(listedTwice{Item: it, Address: r.Address, First: at})
			continue
		}
		first[r.Address] = it.at
		if p.of(r.of.Symbol).platform == nil || p.isThere(r.of) {
			refs = append(refs, ir.LayerRef{Name: r.of.name, Block: r.of.block(), Range: it.at})
		}
	}
	return refs
}
