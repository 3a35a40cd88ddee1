// Package nix holds the part of the Nix language that the back end writes: a
// syntax tree, constructors that cannot build ill-formed code, a printer in
// nixfmt's style with a source map, and a parser for what the printer writes.
// It is the only place where Nix text is made, and the only one where a string
// is escaped. It does not know what the code means.
package nix

import "github.com/agentboxc/agentboxc/lang/diag"

// Expr is a Nix expression. The family is closed: the types of this file.
type Expr interface {
	expr()
	// Source is the range of the user's configuration the expression came
	// from; zero when nothing there corresponds to it.
	Source() diag.Range
}

// From is embedded by every node and holds its source range.
type From struct{ Range diag.Range }

// Source returns the range.
func (f From) Source() diag.Range { return f.Range }

type (
	// Ident is a variable: x.
	Ident struct {
		From
		Name string
	}
	// Str is a string with interpolations: "a${b}c". Parts are literals or
	// expressions; the printer chooses between "…" and ''…''.
	Str struct {
		From
		Parts []StrPart
	}
	// Int is an integer.
	Int struct {
		From
		Value int64
	}
	// Float is a floating-point number.
	Float struct {
		From
		Value float64
	}
	// Path is a path literal relative to the file, without the leading "./":
	// ./scripts/x.sh, ../y. The printer writes what a literal cannot hold as
	// ./. + "/…".
	Path struct {
		From
		Rel string
	}
	// Outside is a path literal that does not start at the file: /etc/hosts,
	// ~/x or <nixpkgs>. Flakes must not depend on one; it is here for reading.
	Outside struct {
		From
		Text string
	}
	// List is [ a b ]. Expand writes a single item on a line of its own.
	List struct {
		From
		Expand bool
		Items  []Expr
	}
	// Attrs is { a = 1; }, or rec { … }. Expand writes the braces on lines of
	// their own where { a = 1; } would be short enough for one.
	Attrs struct {
		From
		Rec    bool
		Expand bool
		Binds  []Bind
	}
	// Select is x.a.b, or x.a or default when Default is set.
	Select struct {
		From
		Of      Expr
		Path    []AttrName
		Default Expr
	}
	// Apply is f x y.
	Apply struct {
		From
		Fn   Expr
		Args []Expr
	}
	// Lambda is x: body when Param is set, else { a, b, ... }: body. Defaults
	// belong to the formals of the same index: nil, or absent at the end, where
	// there is none. As is the name of the whole set: { a, b }@as.
	Lambda struct {
		From
		Param    string
		Formals  []string
		Defaults []Expr
		Open     bool // ends in ...
		As       string
		Body     Expr
	}
	// Let is let … in body.
	Let struct {
		From
		Binds []Bind
		Body  Expr
	}
	// Binary is l op r for any binary operator of the language.
	Binary struct {
		From
		Op          string
		Left, Right Expr
	}
	// Unary is !x or -x.
	Unary struct {
		From
		Op string
		X  Expr
	}
	// Has is x ? a.b.
	Has struct {
		From
		Of   Expr
		Path []AttrName
	}
	// If is if c then a else b.
	If struct {
		From
		Cond, Then, Else Expr
	}
	// With is with scope; body.
	With struct {
		From
		Scope, Body Expr
	}
	// Assert is assert c; body.
	Assert struct {
		From
		Cond, Body Expr
	}
)

// StrPart is a literal piece of a string, or an interpolated expression.
type StrPart struct {
	Literal string
	Expr    Expr
}

// AttrName is a component of an attribute path: a name, or ${Expr}.
type AttrName struct {
	Name string
	Expr Expr
}

// Bind is one entry of an attribute set or a let: path = value, or, when
// Inherit is set, inherit (From) names.
type Bind struct {
	Comment string // lines printed above as # comments; ends in a line break to stand apart
	Blank   bool   // an empty line above
	Path    []AttrName
	Value   Expr
	Inherit *Inherit
	// Written is set alone: bindings as Print writes them at the left margin,
	// which are put in place as they are. For code that never changes.
	Written string
}

// Inherit is inherit a b; or inherit (from) a b;.
type Inherit struct {
	From  Expr
	Names []string
}

func (*Ident) expr()   {}
func (*Str) expr()     {}
func (*Int) expr()     {}
func (*Float) expr()   {}
func (*Path) expr()    {}
func (*List) expr()    {}
func (*Attrs) expr()   {}
func (*Select) expr()  {}
func (*Apply) expr()   {}
func (*Lambda) expr()  {}
func (*Let) expr()     {}
func (*Binary) expr()  {}
func (*If) expr()      {}
func (*With) expr()    {}
func (*Unary) expr()   {}
func (*Has) expr()     {}
func (*Outside) expr() {}
func (*Assert) expr()  {}
