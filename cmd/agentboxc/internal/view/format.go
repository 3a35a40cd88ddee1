package view

import "github.com/rogpeppe/go-internal/diff"

// Formatted shows that fmt changed a file, or would change it.
func (v *View) Formatted(name string, before, after []byte, withDiff bool) {
	if withDiff {
		v.Diff(name, before, after)
		return
	}
	v.Line(name)
}

// Diff prints a unified diff of a file's contents.
func (v *View) Diff(name string, before, after []byte) {
	v.out.Write(diff.Diff(name+" (before)", before, name+" (after)", after))
}
