// Package diag holds what the compiler says about a user's configuration:
// diagnostics with a stable code, ranges, notes and edits that repair. Every
// stage makes them, every renderer shows the same ones. It does not know HCL,
// and it is not for faults of the world outside, which are Go errors.
package diag

import (
	"cmp"
	"slices"
)

// Severity says whether a diagnostic stops the command.
type Severity uint8

// Error stops the command after all passes have reported; Warning never does.
const (
	Error Severity = iota
	Warning
)

// String is the lower-case word that JSON output uses.
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Pos is a place in a file. Line and Column start at 1 and Column counts
// grapheme clusters, as hcl does; Byte is the offset from the file's start.
type Pos struct {
	Line, Column, Byte int
}

// Range is the half-open span [Start, End) of one file. File is the
// slash-separated path relative to the root of the workspace. The zero Range
// means "no place in any file".
type Range struct {
	File       string
	Start, End Pos
}

// IsZero reports whether the range names no place.
func (r Range) IsZero() bool { return r == Range{} }

// Related is a second place that helps to understand a diagnostic, such as the
// first of two definitions or one step of a cycle.
type Related struct {
	Message string
	Range   Range
}

// Edit replaces the bytes of Range by NewText.
type Edit struct {
	Range   Range
	NewText string
}

// Fix is a set of edits that makes its diagnostic go away. Safe ones keep the
// meaning the author evidently had and may be applied unseen (validate --fix).
type Fix struct {
	Title string
	Edits []Edit
	Safe  bool
}

// Value says what an expression inside the subject was when the error arose,
// as in: var.n is 3. Sensitive values are never put in.
type Value struct {
	Traversal string // source text, such as "var.n"
	Statement string // such as "is 3" or "is a list of 2 strings"
}

// Diagnostic is one problem. Summary is the fixed phrase of its Code, without
// names from the user's files; Detail is whole sentences: what, why, the way
// out. Subject is the tightest range; Context, when set, is the wider statement
// around it.
type Diagnostic struct {
	Code     Code
	Severity Severity
	Summary  string
	Detail   string
	Subject  Range
	Context  Range
	Related  []Related
	Fixes    []Fix
	Values   []Value
}

// Problem is a diagnostic that has not been phrased yet: each stage has a small
// type per code that holds the facts and phrases itself.
type Problem interface {
	Diagnostic() Diagnostic
}

// List collects diagnostics in the order they were found.
type List []Diagnostic

// Add phrases p and appends it, with the severity and summary of its code.
func (l *List) Add(p Problem) {
	d := p.Diagnostic()
	info := d.Code.Info()
	d.Severity, d.Summary = info.Severity, info.Summary
	*l = append(*l, d)
}

// Append adds the diagnostics of another list.
func (l *List) Append(other List) { *l = append(*l, other...) }

// HasErrors reports whether any diagnostic is an error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Count returns how many diagnostics have the severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Sorted returns the list in source order (file, offset, code) without
// repetitions; l is not changed.
func (l List) Sorted() List {
	sorted := slices.Clone(l)
	slices.SortStableFunc(sorted, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Subject.File, b.Subject.File),
			cmp.Compare(a.Subject.Start.Byte, b.Subject.Start.Byte),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Detail, b.Detail),
		)
	})
	return slices.CompactFunc(sorted, func(a, b Diagnostic) bool {
		return a.Code == b.Code && a.Subject == b.Subject && a.Detail == b.Detail
	})
}
