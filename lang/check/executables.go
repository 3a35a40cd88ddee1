package check

import (
	"cmp"
	"path"
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/schema"
)

// executables reads bin: a map by name, or a list or a single string of what is
// called as the last part of its path. They are sorted by name.
func (p place) executables(b *config.Block) []ir.Executable {
	a := b.Attr("bin")
	if a == nil {
		return nil
	}
	var out []ir.Executable
	first := map[string]diag.Range{}
	for _, it := range p.several(a) {
		text, ok := p.itemText(it)
		if !ok {
			continue
		}
		written, _ := text.Plain()
		one := ir.Executable{Name: it.key, Path: path.Clean(written)}
		if !it.keyed {
			one.Name = path.Base(one.Path)
		}
		if !holds(schema.ProgramName, one.Name) {
			p.diags.Add(brokenRule{Item: it, Rule: schema.ProgramName})
			continue
		}
		if at, taken := first[one.Name]; taken {
			p.diags.Add(sameProgram{Item: it, Name: one.Name, First: at})
			continue
		}
		first[one.Name] = it.at
		out = append(out, one)
	}
	slices.SortFunc(out, func(a, b ir.Executable) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// several returns the elements of a list, the values of a map, or a single value
// where the schema has one.
func (p place) several(a *config.Attr) []item {
	v := p.evaluate(a)
	switch {
	case isMap(v):
		return p.entries(a)
	case v.Type() == cty.String && accepts(&a.Schema.Type, schema.Text):
		it, ok := p.one(a)
		if !ok {
			return nil
		}
		return []item{it}
	case a.Schema.Type.Or == nil:
		return p.entries(a)
	}
	return p.list(a)
}

// accepts reports whether the type is, or has as an alternative, the other one.
func accepts(t *schema.Type, want schema.Type) bool {
	for ; t != nil; t = t.Or {
		if t.Value == want.Value && t.List == want.List && t.Map == want.Map {
			return true
		}
	}
	return false
}
