package check

import (
	"math/big"
	"slices"
	"strconv"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// item is one value together with the place it came from: an attribute's whole
// value, an element of a list, or a value of a map.
type item struct {
	attr  *config.Attr
	value cty.Value
	keyed bool       // it is a value of a map
	key   string     // of a map
	keyAt diag.Range // of a map
	at    diag.Range
}

// usable reports whether an item has a value to look at, and reports null and
// sensitive values. An unknown value is the trace of an earlier error.
func (p place) usable(it *item) bool {
	v := it.value
	if containsMarked(v) {
		p.diags.Add(secretValue{Item: *it})
		return false
	}
	if !v.IsKnown() {
		return false
	}
	if v.IsNull() && !it.handed() {
		p.diags.Add(nullValue{Item: *it})
		return false
	}
	return true
}

// containsMarked is v.ContainsMarked, which takes long even for a single string.
func containsMarked(v cty.Value) bool {
	if ty := v.Type(); ty.IsPrimitiveType() || ty.IsCapsuleType() {
		return v.IsMarked()
	}
	return v.ContainsMarked()
}

// handed reports whether the item is a value for Nix, where null means something.
func (it item) handed() bool {
	return it.keyed && it.attr.Schema.Type.Value == cty.DynamicPseudoType
}

// one returns the attribute's value. A null value counts as not set, which is
// reported where the attribute has to be set.
func (p place) one(a *config.Attr) (item, bool) {
	if a == nil {
		return item{}, false
	}
	it := item{attr: a, value: p.evaluate(a), at: a.Range}
	if v, _ := it.value.Unmark(); v.IsKnown() && v.IsNull() {
		if a.Schema.Required && !p.faulty(a) {
			p.diags.Add(requiredNull{Attr: a})
		}
		return it, false
	}
	return it, p.usable(&it)
}

// text returns a string that may hold store paths where the schema allows them.
func (p place) text(a *config.Attr) (ir.Text, bool) {
	it, ok := p.one(a)
	if !ok {
		return ir.Text{}, false
	}
	return p.itemText(it)
}

// plain returns a string without store paths; "" when the attribute is not set.
func (p place) plain(a *config.Attr) string {
	t, _ := p.text(a)
	s, _ := t.Plain()
	return s
}

func (p place) itemText(it item) (ir.Text, bool) {
	s, ok := asText(it.value)
	if !ok {
		want := "a string"
		if it.attr.Schema.Type.List {
			want = "strings"
		}
		p.diags.Add(wrongType{Item: it, Want: want})
		return ir.Text{}, false
	}
	if hasToken(s) && !it.attr.Schema.StorePaths {
		p.diags.Add(pathNotAllowed{Item: it, Text: s})
		return ir.Text{}, false
	}
	if !p.rules(it, s) {
		return ir.Text{}, false
	}
	t := textOf(s, it.at)
	for _, part := range t.Parts {
		if part.Package != nil && !p.isHere(it, *part.Package) {
			return ir.Text{}, false
		}
	}
	return t, true
}

// asText converts a known value to a string as HCL does. Whole numbers take a
// short cut: the general way formats 512 bits.
func asText(v cty.Value) (string, bool) {
	switch v.Type() {
	case cty.String:
		return v.AsString(), true
	case cty.Number:
		if n, accuracy := v.AsBigFloat().Int64(); accuracy == big.Exact {
			return strconv.FormatInt(n, 10), true
		}
	}
	v, err := convert.Convert(v, cty.String)
	if err != nil || v.IsNull() || !v.IsKnown() {
		return "", false
	}
	return v.AsString(), true
}

// rules checks the accepted strings and the named rule of the attribute.
func (p place) rules(it item, s string) bool {
	known := it.attr.Schema
	if len(known.Enum) > 0 && !slices.Contains(known.Enum, s) {
		p.diags.Add(notInEnum{Item: it, Have: s, Enum: known.Enum})
		return false
	}
	if known.Check != nil && !holds(known.Check, s) {
		p.diags.Add(brokenRule{Item: it, Rule: known.Check})
		return false
	}
	return true
}

func (p place) flag(a *config.Attr, def bool) bool {
	it, ok := p.one(a)
	if !ok {
		return def
	}
	v, err := convert.Convert(it.value, cty.Bool)
	if err != nil {
		p.diags.Add(wrongType{Item: it, Want: "true or false"})
		return def
	}
	return v.True()
}

// number returns a whole number that the attribute's rule accepts.
func (p place) number(a *config.Attr, def int64) int64 {
	it, ok := p.one(a)
	if !ok {
		return def
	}
	v, err := convert.Convert(it.value, cty.Number)
	if err != nil {
		p.diags.Add(wrongType{Item: it, Want: "a number"})
		return def
	}
	n, accuracy := v.AsBigFloat().Int64()
	if accuracy != big.Exact {
		p.diags.Add(wrongType{Item: it, Want: "a whole number"})
		return def
	}
	if !p.rules(it, strconv.FormatInt(n, 10)) {
		return def
	}
	return n
}

// unset reports whether an attribute is left out, or null.
func (p place) unset(a *config.Attr) bool {
	if a == nil {
		return true
	}
	v, _ := p.evaluate(a).Unmark()
	return v.IsKnown() && v.IsNull()
}

func isMap(v cty.Value) bool { return v.Type().IsObjectType() || v.Type().IsMapType() }

// isList reports a list of any kind, a set included.
func isList(v cty.Value) bool {
	return v.Type().IsTupleType() || v.Type().IsListType() || v.Type().IsSetType()
}

// list returns the elements of a list, each with its own range when the list is
// written out.
func (p place) list(a *config.Attr) []item {
	return p.listOr(a, func(cty.Value) bool { return false })
}

// listOr is list for an attribute whose value may also be another one, which is
// the only item then.
func (p place) listOr(a *config.Attr, other func(cty.Value) bool) []item {
	if a == nil {
		return nil
	}
	if tuple, ok := config.Unbound(a.Expr()).(*hclsyntax.TupleConsExpr); ok {
		items := make([]item, 0, len(tuple.Exprs))
		x := &evaluation{place: p, attr: a}
		for _, e := range tuple.Exprs {
			it := item{attr: a, value: x.value(e), at: syntax.Range(e.Range())}
			if p.usable(&it) {
				items = append(items, it)
			}
		}
		return items
	}
	whole, ok := p.one(a)
	if !ok {
		return nil
	}
	if other(whole.value) {
		return []item{whole}
	}
	if !isList(whole.value) {
		p.diags.Add(wrongType{Item: whole, Want: "a list"})
		return nil
	}
	return p.elements(whole)
}

func (p place) elements(whole item) []item {
	items := make([]item, 0, whole.value.LengthInt())
	for it := whole.value.ElementIterator(); it.Next(); {
		_, v := it.Element()
		element := item{attr: whole.attr, value: v, at: whole.at}
		if p.usable(&element) {
			items = append(items, element)
		}
	}
	return items
}

// entries returns the elements of a map, each with the ranges of its key and
// value when the map is written out, in source order.
func (p place) entries(a *config.Attr) []item {
	if a == nil {
		return nil
	}
	if object, ok := config.Unbound(a.Expr()).(*hclsyntax.ObjectConsExpr); ok {
		return p.objectItems(a, object)
	}
	whole, ok := p.one(a)
	if !ok {
		return nil
	}
	ty := whole.value.Type()
	if !ty.IsMapType() && !ty.IsObjectType() {
		p.diags.Add(wrongType{Item: whole, Want: "a map"})
		return nil
	}
	var items []item
	for it := whole.value.ElementIterator(); it.Next(); {
		key, v := it.Element()
		entry := item{attr: a, value: v, keyed: true, key: key.AsString(), keyAt: whole.at, at: whole.at}
		if p.checkKey(entry) && p.usable(&entry) {
			items = append(items, entry)
		}
	}
	return items
}

func (p place) objectItems(a *config.Attr, object *hclsyntax.ObjectConsExpr) []item {
	items := make([]item, 0, len(object.Items))
	first := make(map[string]diag.Range, len(object.Items))
	x := &evaluation{place: p, attr: a}
	for _, pair := range object.Items {
		entry := item{attr: a, keyAt: syntax.Range(pair.KeyExpr.Range()), at: syntax.Range(pair.ValueExpr.Range())}
		if !x.key(pair.KeyExpr, &entry) {
			continue
		}
		if at, taken := first[entry.key]; taken {
			p.diags.Add(duplicateKey{Item: entry, First: at})
			continue
		}
		first[entry.key] = entry.keyAt
		entry.value = x.value(pair.ValueExpr)
		if p.usable(&entry) {
			items = append(items, entry)
		}
	}
	return items
}

func (x *evaluation) key(e hclsyntax.Expression, entry *item) bool {
	k := item{attr: x.attr, value: x.value(e), at: entry.keyAt}
	if !x.usable(&k) {
		return false
	}
	key, ok := asText(k.value)
	if !ok {
		x.diags.Add(wrongType{Item: k, Want: "a string as the key"})
		return false
	}
	entry.keyed, entry.key = true, key
	return x.checkKey(*entry)
}

func (p place) checkKey(entry item) bool {
	if hasToken(entry.key) {
		p.diags.Add(pathInKey{Item: entry, Key: entry.key, At: entry.keyAt})
		return false
	}
	if rule := entry.attr.Schema.Keys; rule != nil && !holds(rule, entry.key) {
		p.diags.Add(brokenKey{Item: entry, Rule: rule})
		return false
	}
	return true
}

func (p place) texts(a *config.Attr) []ir.Text {
	items := p.list(a)
	if len(items) == 0 {
		return nil
	}
	texts := make([]ir.Text, 0, len(items))
	for _, it := range items {
		if t, ok := p.itemText(it); ok {
			texts = append(texts, t)
		}
	}
	return texts
}

// plains returns a list of strings without store paths.
func (p place) plains(a *config.Attr) []string {
	var list []string
	for _, t := range p.texts(a) {
		s, _ := t.Plain()
		list = append(list, s)
	}
	return list
}
