package ir

import (
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Text is a string in which a package stands for its store path. The zero Text
// is the empty string.
type Text struct {
	Parts []Part // never two literals in a row, never an empty literal
	Range diag.Range
}

// Part is either a literal piece or, when Package is set, a package's store path.
type Part struct {
	Literal string
	Package *PackageRef
}

// Literal makes a Text of a plain string.
func Literal(s string, at diag.Range) Text {
	if s == "" {
		return Text{Range: at}
	}
	return Text{Parts: []Part{{Literal: s}}, Range: at}
}

// Empty reports whether the text is the empty string.
func (t Text) Empty() bool { return len(t.Parts) == 0 }

// Plain returns the string when no package is part of it.
func (t Text) Plain() (string, bool) {
	switch {
	case len(t.Parts) == 0:
		return "", true
	case len(t.Parts) == 1 && t.Parts[0].Package == nil:
		return t.Parts[0].Literal, true
	}
	return "", false
}

// Value is any value that is handed to Nix as it is: Text, Bool, Int, Float,
// Null, List, Attrs or PackageRef.
type Value interface{ value() }

// The plain kinds of Value.
type (
	Bool  bool
	Int   int64
	Float float64
	Null  struct{}
	// Secret stands for a sensitive value among those that are shown to people.
	Secret struct{}
	List   []Value
	Attrs  []Attr // sorted by name
)

// Hidden is what is shown in the place of a sensitive value.
const Hidden = "(sensitive value)"

// Attr is a named value.
type Attr struct {
	Name  string
	Value Value
	Range diag.Range
}

func (Text) value()       {}
func (Bool) value()       {}
func (Int) value()        {}
func (Float) value()      {}
func (Null) value()       {}
func (Secret) value()     {}
func (List) value()       {}
func (Attrs) value()      {}
func (PackageRef) value() {}

// IsName reports whether a name can stand behind a dot in the source; others are
// written as ["…"].
func IsName(name string) bool {
	for i, r := range name {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '_'
		further := '0' <= r && r <= '9' || r == '-'
		if !letter && (i == 0 || !further) {
			return false
		}
	}
	return name != ""
}

// Traversal is the path of an attribute as it stands behind a name in the source:
// .a.b["c d"].
func Traversal(path []string) string {
	var b strings.Builder
	for _, name := range path {
		if IsName(name) {
			b.WriteString("." + name)
		} else {
			b.WriteString("[" + strconv.Quote(name) + "]")
		}
	}
	return b.String()
}
