package check

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

// How many things blocks may make. Whoever needs more has a mistake in a product.
const (
	maxPerBlock = 1_000
	maxRepeated = 10_000 // of a unit, for blocks with for_each or matrix together
	maxKey      = 64     // bytes
)

// repeated is an item that a block is made for.
type repeated struct {
	key   string
	value cty.Value
	at    diag.Range
}

// repetition returns the items that the block of a symbol is made for.
func (p place) repetition(s *resolve.Symbol) []repeated {
	var items []repeated
	if s.Repeat.Name == "matrix" {
		items = p.combinations(s.Repeat, s.Block.Attr("exclude"))
	} else {
		items = p.forEach(s.Repeat)
	}
	if len(items) > maxPerBlock {
		p.diags.Add(tooManyInstances{Attr: s.Repeat, Have: len(items)})
		return nil
	}
	return p.keyed(s.Repeat, items)
}

// forEach reads a set of strings or a map. A list of strings is as good as a set:
// HCL has no way of its own to write one.
func (p place) forEach(a *config.Attr) []repeated {
	whole, ok := p.one(a)
	if !ok {
		return nil
	}
	var items []repeated
	switch {
	case isMap(whole.value):
		for _, entry := range p.entries(a) {
			items = append(items, repeated{entry.key, entry.value, entry.keyAt})
		}
	case isList(whole.value):
		first := map[string]diag.Range{}
		for _, it := range p.list(a) {
			key, ok := asText(it.value)
			if !ok {
				p.diags.Add(wrongType{Item: it, Want: "strings, or a map whose keys they are"})
				continue
			}
			if at, taken := first[key]; taken {
				p.diags.Add(listedTwice{Item: it, Address: describe(it.value), First: at})
				continue
			}
			first[key] = it.at
			items = append(items, repeated{key, cty.StringVal(key), it.at})
		}
	default:
		p.diags.Add(wrongType{Item: whole, Want: "a set of strings or a map"})
	}
	return items
}

// keyed leaves out, and reports, items whose key cannot be part of an address.
func (p place) keyed(a *config.Attr, items []repeated) []repeated {
	first := map[string]diag.Range{}
	return slices.DeleteFunc(items, func(it repeated) bool {
		if !isKey(it.key) {
			p.diags.Add(invalidKey{Attr: a, Key: it.key, At: it.at})
			return true
		}
		if at, taken := first[it.key]; taken {
			p.diags.Add(sameKey{Attr: a, Key: it.key, At: it.at, First: at})
			return true
		}
		first[it.key] = it.at
		return false
	})
}

func isKey(s string) bool {
	return len(s) <= maxKey && made(s, letter+digit+"_", letter+digit+"_-.+@:/")
}

// axis is one of the lists of a matrix.
type axis struct {
	name   string
	values []cty.Value
	texts  []string
}

// combinations returns one item for each combination of a matrix that is not
// excluded. The first axis changes slowest. Axes are in the order in which they
// are written, and in that of their names when the map is computed.
func (p place) combinations(matrix, exclude *config.Attr) []repeated {
	axes, ok := p.axes(matrix)
	if !ok || len(axes) == 0 {
		return nil
	}
	count := 1
	for _, a := range axes {
		if count *= len(a.values); count > maxPerBlock {
			p.diags.Add(tooManyInstances{Attr: matrix, Have: count})
			return nil
		}
	}
	without := p.exclusions(exclude, axes)
	var items []repeated
	for n := range count {
		item := combination(axes, n)
		if !slices.ContainsFunc(without, func(x map[string]string) bool { return covers(x, axes, n) }) {
			item.at = matrix.Range
			items = append(items, item)
		}
	}
	return items
}

// at returns which value of each axis the n-th combination has.
func at(axes []axis, n int) []int {
	index := make([]int, len(axes))
	for i := len(axes) - 1; i >= 0; i-- {
		index[i], n = n%len(axes[i].values), n/len(axes[i].values)
	}
	return index
}

func combination(axes []axis, n int) repeated {
	values := map[string]cty.Value{}
	var keys []string
	for i, which := range at(axes, n) {
		values[axes[i].name] = axes[i].values[which]
		keys = append(keys, axes[i].texts[which])
	}
	return repeated{key: strings.Join(keys, "-"), value: cty.ObjectVal(values)}
}

// covers reports whether an exclusion fits the n-th combination.
func covers(exclusion map[string]string, axes []axis, n int) bool {
	for i, which := range at(axes, n) {
		if want, said := exclusion[axes[i].name]; said && want != axes[i].texts[which] {
			return false
		}
	}
	return true
}

func (p place) axes(matrix *config.Attr) ([]axis, bool) {
	if whole, ok := p.one(matrix); !ok || !isMap(whole.value) {
		if ok {
			p.diags.Add(wrongType{Item: whole, Want: "a map of lists"})
		}
		return nil, false
	}
	var axes []axis
	all := true
	for _, entry := range p.entries(matrix) {
		a, ok := p.axis(entry)
		axes, all = append(axes, a), all && ok
	}
	return axes, all
}

func (p place) axis(entry item) (axis, bool) {
	a := axis{name: entry.key}
	if entry.value.IsNull() || !isList(entry.value) {
		p.diags.Add(wrongType{Item: entry, Want: "a list of strings, numbers or bools for each key"})
		return a, false
	}
	for it := entry.value.ElementIterator(); it.Next(); {
		_, v := it.Element()
		element := item{attr: entry.attr, value: v, at: entry.at}
		if !p.usable(&element) {
			return a, false
		}
		text, ok := asText(v)
		if !ok || hasToken(text) {
			p.diags.Add(wrongType{Item: element, Want: "strings, numbers or bools in its lists"})
			return a, false
		}
		if slices.Contains(a.texts, text) {
			p.diags.Add(twiceInMatrix{Item: entry, Value: v})
			continue
		}
		a.values, a.texts = append(a.values, v), append(a.texts, text)
	}
	return a, true
}

// exclusions returns for each item of exclude the values that it names.
func (p place) exclusions(exclude *config.Attr, axes []axis) []map[string]string {
	var all []map[string]string
	for _, it := range p.list(exclude) {
		if !isMap(it.value) {
			p.diags.Add(wrongType{Item: it, Want: "maps of the values that are not combined"})
			continue
		}
		if x, ok := p.exclusion(it, axes); ok {
			all = append(all, x)
		}
	}
	return all
}

func (p place) exclusion(it item, axes []axis) (map[string]string, bool) {
	x := map[string]string{}
	for e := it.value.ElementIterator(); e.Next(); {
		key, v := e.Element()
		name := key.AsString()
		if !slices.ContainsFunc(axes, func(a axis) bool { return a.name == name }) {
			p.diags.Add(unknownAxis{Item: it, Name: name, Axes: axes})
			return nil, false
		}
		text, ok := "", !v.IsNull() && v.IsKnown()
		if ok {
			text, ok = asText(v)
		}
		if !ok {
			p.diags.Add(wrongType{Item: item{attr: it.attr, value: v, at: it.at}, Want: "strings, numbers or bools in its maps"})
			return nil, false
		}
		x[name] = text
	}
	return x, len(x) > 0
}
