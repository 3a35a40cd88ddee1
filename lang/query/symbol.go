package query

import (
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// Kind is what has a name, as a user calls it.
type Kind string

// The kinds of what has a name.
const (
	Variable    Kind = "variable"
	Local       Kind = "local value"
	Layer       Kind = "layer"
	Variant     Kind = "variant"
	Input       Kind = "input"
	Declared    Kind = "package" // a package block
	Pkgset      Kind = "package set"
	Overlay     Kind = "overlay"
	Group       Kind = "group"
	Module      Kind = "module"
	Function    Kind = "function"
	Labelled    Kind = "block" // with a name that no expression can use
	User        Kind = "user"
	Parameter   Kind = "parameter"
	LoopName    Kind = "name of a for expression"
	Builtin     Kind = "built-in function"
	FromNixpkgs Kind = "package of nixpkgs" // of a package set: its name is not the user's
)

// Symbol is something that has a name. Equal symbols are the same thing, in
// whatever unit they are met.
type Symbol struct {
	Kind Kind
	Unit string // directory of the unit that declares it; "" for a built-in function
	Key  string // its address, such as "layer.base"; for what has none, another text that is unique in the unit
	Name string
}

// Use is what an occurrence of a name does.
type Use uint8

// The uses of names.
const (
	Reads Use = iota
	Declares
	Sets // gives a variable its value, in a module block or a test
)

// Occurrence is a place where a name stands.
type Occurrence struct {
	Symbol Symbol
	Use    Use
	Name   diag.Range // the name alone
	Whole  diag.Range // with what leads to it: layer.base; of a declaration the header of the block
}

// kinds are those of what a reference names.
var kinds = map[config.RefKind]Kind{
	config.Variable: Variable,
	config.Local:    Local,
	config.Layer:    Layer,
	config.Variant:  Variant,
	config.Input:    Input,
	config.Package:  Declared,
	config.Pkgset:   Pkgset,
	config.Overlay:  Overlay,
	config.Group:    Group,
	config.Module:   Module,
	config.Function: Function,
}

// blockKinds are those of what top-level blocks declare.
var blockKinds = map[string]Kind{
	"variable": Variable,
	"input":    Input,
	"pkgset":   Pkgset,
	"overlay":  Overlay,
	"function": Function,
	"group":    Group,
	"package":  Declared,
	"layer":    Layer,
	"variant":  Variant,
	"module":   Module,
}
