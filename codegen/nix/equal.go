package nix

import (
	"math"
	"slices"
)

// Equal reports whether the expressions are the same code: it ignores ranges,
// comments and layout, and how nested calls, selections and literal parts of
// strings were put together.
func Equal(a, b Expr) bool {
	if a == b || a == nil || b == nil {
		return a == b
	}
	return equal(unfolded(a), unfolded(b))
}

// unfolded replaces a call without arguments, or a selection of nothing, by
// what it is.
func unfolded(e Expr) Expr {
	switch x := e.(type) {
	case *Apply:
		if len(x.Args) == 0 {
			return unfolded(x.Fn)
		}
	case *Select:
		if len(x.Path) == 0 {
			return unfolded(x.Of)
		}
	}
	return e
}

func equal(a, b Expr) bool {
	switch a := a.(type) {
	case *Ident:
		b, ok := b.(*Ident)
		return ok && a.Name == b.Name
	case *Int:
		b, ok := b.(*Int)
		return ok && a.Value == b.Value
	case *Float:
		b, ok := b.(*Float)
		return ok && math.Float64bits(a.Value) == math.Float64bits(b.Value)
	case *Path:
		b, ok := b.(*Path)
		return ok && formatPath(a.Rel) == formatPath(b.Rel)
	case *Outside:
		b, ok := b.(*Outside)
		return ok && a.Text == b.Text
	case *Str:
		b, ok := b.(*Str)
		return ok && slices.EqualFunc(joined(a.Parts), joined(b.Parts), equalParts)
	case *List:
		b, ok := b.(*List)
		return ok && slices.EqualFunc(a.Items, b.Items, Equal)
	case *Attrs:
		b, ok := b.(*Attrs)
		return ok && a.Rec == b.Rec && slices.EqualFunc(a.Binds, b.Binds, equalBinds)
	case *Select:
		b, ok := b.(*Select)
		return ok && equalSelections(a, b)
	case *Apply:
		b, ok := b.(*Apply)
		return ok && equalCalls(a, b)
	}
	return equalKeywords(a, b)
}

func equalKeywords(a, b Expr) bool {
	switch a := a.(type) {
	case *Lambda:
		b, ok := b.(*Lambda)
		return ok && a.Param == b.Param && a.Open == b.Open && a.As == b.As &&
			slices.Equal(a.Formals, b.Formals) && equalDefaults(a, b) && Equal(a.Body, b.Body)
	case *Let:
		b, ok := b.(*Let)
		return ok && slices.EqualFunc(a.Binds, b.Binds, equalBinds) && Equal(a.Body, b.Body)
	case *Binary:
		b, ok := b.(*Binary)
		return ok && a.Op == b.Op && Equal(a.Left, b.Left) && Equal(a.Right, b.Right)
	case *Unary:
		b, ok := b.(*Unary)
		return ok && a.Op == b.Op && Equal(a.X, b.X)
	case *Has:
		b, ok := b.(*Has)
		return ok && Equal(a.Of, b.Of) && slices.EqualFunc(a.Path, b.Path, equalNames)
	case *If:
		b, ok := b.(*If)
		return ok && Equal(a.Cond, b.Cond) && Equal(a.Then, b.Then) && Equal(a.Else, b.Else)
	case *Assert:
		b, ok := b.(*Assert)
		return ok && Equal(a.Cond, b.Cond) && Equal(a.Body, b.Body)
	case *With:
		b, ok := b.(*With)
		return ok && Equal(a.Scope, b.Scope) && Equal(a.Body, b.Body)
	}
	return false
}

func equalSelections(a, b *Select) bool {
	ofA, pathA := chain(a)
	ofB, pathB := chain(b)
	return Equal(ofA.Expr, ofB.Expr) && slices.EqualFunc(pathA, pathB, equalNames) &&
		Equal(a.Default, b.Default)
}

func equalCalls(a, b *Apply) bool {
	fnA, argsA := spine(a)
	fnB, argsB := spine(b)
	return Equal(fnA.Expr, fnB.Expr) && slices.EqualFunc(argsA, argsB, func(a, b operand) bool {
		return Equal(a.Expr, b.Expr)
	})
}

func equalDefaults(a, b *Lambda) bool {
	for i := range a.Formals {
		if !Equal(a.defaultOf(i), b.defaultOf(i)) {
			return false
		}
	}
	return true
}

func equalParts(a, b StrPart) bool { return a.Literal == b.Literal && Equal(a.Expr, b.Expr) }

func equalNames(a, b AttrName) bool {
	a, b = a.plain(), b.plain()
	return a.Name == b.Name && Equal(a.Expr, b.Expr)
}

func equalBinds(a, b Bind) bool {
	if a.Written != b.Written {
		return false
	}
	if a.Inherit == nil || b.Inherit == nil {
		return a.Inherit == b.Inherit &&
			slices.EqualFunc(a.Path, b.Path, equalNames) && Equal(a.Value, b.Value)
	}
	return Equal(a.Inherit.From, b.Inherit.From) && slices.Equal(a.Inherit.Names, b.Inherit.Names)
}
