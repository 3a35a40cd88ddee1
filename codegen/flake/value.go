package flake

import (
	"path"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// text is a string in which each package is an interpolation.
func (b *builder) text(t ir.Text) *nix.Str {
	s := &nix.Str{}
	for _, p := range t.Parts {
		if p.Package != nil {
			s.Parts = append(s.Parts, nix.StrPart{Expr: b.pkg(*p.Package)})
			continue
		}
		s.Parts = append(s.Parts, nix.StrPart{Literal: p.Literal})
	}
	return nix.At(s, t.Range)
}

func (b *builder) texts(items []ir.Text) *nix.List {
	list := &nix.List{}
	for _, t := range items {
		list.Items = append(list.Items, b.text(t))
	}
	return list
}

// env is an attribute set of strings, in the order given.
func (b *builder) env(vars []ir.Env) *nix.Attrs {
	set := &nix.Attrs{}
	for _, v := range vars {
		set.Binds = append(set.Binds, nix.B(v.Name, b.text(v.Value)))
	}
	return set
}

// value is any value handed to Nix as it is.
func (b *builder) value(v ir.Value) nix.Expr {
	switch v := v.(type) {
	case ir.Text:
		return b.text(v)
	case ir.Bool:
		return nix.Bool(bool(v))
	case ir.Int:
		return &nix.Int{Value: int64(v)}
	case ir.Float:
		return &nix.Float{Value: float64(v)}
	case ir.Null:
		return nix.Id("null")
	case ir.PackageRef:
		return b.pkg(v)
	case ir.List:
		list := &nix.List{}
		for _, item := range v {
			list.Items = append(list.Items, b.value(item))
		}
		return list
	case ir.Attrs:
		return b.attrs(v)
	}
	panic("flake: unknown kind of value")
}

func (b *builder) attrs(attrs []ir.Attr) *nix.Attrs {
	set := &nix.Attrs{}
	for _, a := range attrs {
		set.Binds = append(set.Binds, nix.B(a.Name, b.value(a.Value)))
	}
	return set
}

// file is a path of the unit for code that Nix reads where it lies.
func file(rel string, r diag.Range) *nix.Path {
	return nix.At(&nix.Path{Rel: path.Clean(rel)}, r)
}

// source is a path of the unit that Nix copies into the store under a name of
// its own. A base name that the store does not take is replaced.
func source(rel string, r diag.Range) nix.Expr {
	p := file(rel, r)
	if isStoreName(path.Base(p.Rel)) {
		return p
	}
	return nix.At(nix.Call(nix.Dot("builtins", "path"), nix.A(
		nix.B("name", nix.S("source")),
		nix.B("path", p),
	)), r)
}

// isStoreName reports whether s can be the name of a store path whose name also
// is a regular expression that matches itself, as nix2container takes it.
func isStoreName(s string) bool {
	if s == "" || len(s) > 150 || s[0] == '.' {
		return false
	}
	for i := range len(s) {
		if !isStoreByte(s[i]) {
			return false
		}
	}
	return true
}

func isStoreByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '_' || c == '-'
}
