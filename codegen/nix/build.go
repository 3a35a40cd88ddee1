package nix

import "github.com/agentboxc/agentboxc/lang/diag"

// File is a Nix file: a comment at the top and one expression.
type File struct {
	Header string // like Bind.Comment
	Body   Expr
}

// Id is a variable. The name must be a valid identifier that the generator
// itself chose: names of users go into attribute sets, never into variables.
func Id(name string) *Ident { return &Ident{Name: name} }

// S is a plain string.
func S(s string) *Str {
	if s == "" {
		return &Str{}
	}
	return &Str{Parts: []StrPart{{Literal: s}}}
}

// Strs is a list of plain strings.
func Strs(items []string) *List {
	l := &List{}
	for _, s := range items {
		l.Items = append(l.Items, S(s))
	}
	return l
}

// L is a list.
func L(items ...Expr) *List { return &List{Items: items} }

// A is an attribute set.
func A(binds ...Bind) *Attrs { return &Attrs{Binds: binds} }

// B binds one name.
func B(name string, value Expr) Bind { return Bind{Path: Names(name), Value: value} }

// Inh is inherit names;.
func Inh(names ...string) Bind { return Bind{Inherit: &Inherit{Names: names}} }

// InhFrom is inherit (from) names;.
func InhFrom(from Expr, names ...string) Bind {
	return Bind{Inherit: &Inherit{From: from, Names: names}}
}

// Names is an attribute path of plain names.
func Names(names ...string) []AttrName {
	path := make([]AttrName, len(names))
	for i, n := range names {
		path[i] = AttrName{Name: n}
	}
	return path
}

// Sel is of.a.b.
func Sel(of Expr, names ...string) *Select { return &Select{Of: of, Path: Names(names...)} }

// Dot is root.a.b for a variable of the generator's own.
func Dot(root string, names ...string) Expr {
	if len(names) == 0 {
		return Id(root)
	}
	return Sel(Id(root), names...)
}

// Dyn is of.${by}.
func Dyn(of, by Expr) *Select { return &Select{Of: of, Path: []AttrName{{Expr: by}}} }

// Call is fn args….
func Call(fn Expr, args ...Expr) *Apply { return &Apply{Fn: fn, Args: args} }

// Fn is param: body.
func Fn(param string, body Expr) *Lambda { return &Lambda{Param: param, Body: body} }

// Op is left op right.
func Op(left Expr, op string, right Expr) *Binary {
	return &Binary{Op: op, Left: left, Right: right}
}

// Bool is true or false.
func Bool(b bool) Expr {
	if b {
		return Id("true")
	}
	return Id("false")
}

// At returns the expression with the source range r; it changes and returns x.
func At[T interface {
	Expr
	at(diag.Range)
}](x T, r diag.Range) T {
	x.at(r)
	return x
}

func (f *From) at(r diag.Range) { f.Range = r }
