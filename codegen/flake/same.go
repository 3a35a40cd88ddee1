package flake

import (
	"slices"

	"github.com/agentboxc/agentboxc/codegen/nix"
)

// Same reports whether a and b are the same code. Source ranges, comments and
// empty lines do not count; the order of an attribute set's entries does.
func Same(a, b nix.Expr) bool {
	if a == b || a == nil || b == nil {
		return a == b
	}
	switch a := a.(type) {
	case *nix.Ident:
		b, ok := b.(*nix.Ident)
		return ok && a.Name == b.Name
	case *nix.Str:
		b, ok := b.(*nix.Str)
		return ok && slices.EqualFunc(a.Parts, b.Parts, samePart)
	case *nix.Int:
		b, ok := b.(*nix.Int)
		return ok && a.Value == b.Value
	case *nix.Float:
		b, ok := b.(*nix.Float)
		return ok && a.Value == b.Value
	case *nix.Path:
		b, ok := b.(*nix.Path)
		return ok && a.Rel == b.Rel
	case *nix.List:
		b, ok := b.(*nix.List)
		return ok && slices.EqualFunc(a.Items, b.Items, Same)
	case *nix.Attrs:
		b, ok := b.(*nix.Attrs)
		return ok && a.Rec == b.Rec && slices.EqualFunc(a.Binds, b.Binds, sameBind)
	}
	return sameCompound(a, b)
}

// sameCompound compares the kinds that are made of other expressions only.
func sameCompound(a, b nix.Expr) bool {
	switch a := a.(type) {
	case *nix.Select:
		b, ok := b.(*nix.Select)
		return ok && Same(a.Of, b.Of) && slices.EqualFunc(a.Path, b.Path, sameName) && Same(a.Default, b.Default)
	case *nix.Apply:
		b, ok := b.(*nix.Apply)
		return ok && Same(a.Fn, b.Fn) && slices.EqualFunc(a.Args, b.Args, Same)
	case *nix.Lambda:
		b, ok := b.(*nix.Lambda)
		return ok && a.Param == b.Param && a.Open == b.Open && slices.Equal(a.Formals, b.Formals) && Same(a.Body, b.Body)
	case *nix.Let:
		b, ok := b.(*nix.Let)
		return ok && slices.EqualFunc(a.Binds, b.Binds, sameBind) && Same(a.Body, b.Body)
	case *nix.Binary:
		b, ok := b.(*nix.Binary)
		return ok && a.Op == b.Op && Same(a.Left, b.Left) && Same(a.Right, b.Right)
	case *nix.If:
		b, ok := b.(*nix.If)
		return ok && Same(a.Cond, b.Cond) && Same(a.Then, b.Then) && Same(a.Else, b.Else)
	case *nix.With:
		b, ok := b.(*nix.With)
		return ok && Same(a.Scope, b.Scope) && Same(a.Body, b.Body)
	case *nix.Has:
		b, ok := b.(*nix.Has)
		return ok && Same(a.Of, b.Of) && slices.EqualFunc(a.Path, b.Path, sameName)
	case *nix.Assert:
		b, ok := b.(*nix.Assert)
		return ok && Same(a.Cond, b.Cond) && Same(a.Body, b.Body)
	}
	return false
}

func samePart(a, b nix.StrPart) bool { return a.Literal == b.Literal && Same(a.Expr, b.Expr) }

func sameName(a, b nix.AttrName) bool { return a.Name == b.Name && Same(a.Expr, b.Expr) }

func sameBind(a, b nix.Bind) bool {
	if a.Inherit == nil || b.Inherit == nil {
		return a.Inherit == b.Inherit && slices.EqualFunc(a.Path, b.Path, sameName) && Same(a.Value, b.Value)
	}
	return Same(a.Inherit.From, b.Inherit.From) && slices.Equal(a.Inherit.Names, b.Inherit.Names)
}
