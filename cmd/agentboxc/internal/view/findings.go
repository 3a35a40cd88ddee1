package view

import (
	"maps"
	"slices"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Findings are the diagnostics of one or several units under the names by which
// a reader can open the files: relative to the current directory.
type Findings struct {
	list  diag.List
	texts map[string]func() []byte
	told  map[finding]bool // what Join has put in
	alike int              // units of which Join has left out what others say alike
}

// Add puts in the diagnostics of a tree. shown returns the name by which a reader
// can open a file of it, and text its contents.
func (f *Findings) Add(list diag.List, shown func(string) string, text diag.Sources) {
	if f.texts == nil {
		f.texts = map[string]func() []byte{}
	}
	for _, d := range list.Sorted() {
		f.list = append(f.list, renamed(d, func(file string) string {
			name := shown(file)
			if f.texts[name] == nil {
				f.texts[name] = func() []byte { return text(file) }
			}
			return name
		}))
	}
}

// Join puts in those of another unit, and returns the ones that are new: what several
// units say of a file that they have in common, such as that of a module, is said
// once.
func (f *Findings) Join(other *Findings) *Findings {
	fresh := &Findings{texts: other.texts}
	if len(other.list) == 0 {
		return fresh
	}
	if f.told == nil {
		f.told = map[finding]bool{}
	}
	if f.texts == nil {
		f.texts = map[string]func() []byte{}
	}
	maps.Copy(f.texts, other.texts)
	keys := make([]finding, len(other.list))
	for i, d := range other.list {
		keys[i] = key(d)
		if !f.told[keys[i]] {
			fresh.list = append(fresh.list, d)
		}
	}
	if len(fresh.list) < len(other.list) && slices.ContainsFunc(other.list, isAlike) && !slices.ContainsFunc(fresh.list, isAlike) {
		f.alike++
	}
	for _, key := range keys { // now, so that one unit may say a thing twice
		f.told[key] = true
	}
	f.list = append(f.list, fresh.list...)
	return fresh
}

// key tells what is said from other things that are. That an input is not locked is the
// same for all units, and one command mends it.
func key(d diag.Diagnostic) finding {
	if isAlike(d) {
		return finding{code: d.Code, detail: d.Detail}
	}
	return finding{d.Code, d.Subject, d.Detail}
}

// finding is what two diagnostics have in common that say the same.
type finding struct {
	code    diag.Code
	subject diag.Range
	detail  string
}

func isAlike(d diag.Diagnostic) bool { return d.Code == diag.InputNotLocked }

// NotLocked tells of how many further units inputs are not locked.
func (v *View) NotLocked(f *Findings) {
	if f.alike > 0 {
		v.Note("The inputs of %s are not locked either; `agentboxc lock` locks all at once.", counted(f.alike, "further unit"))
	}
}

// HasErrors reports whether any of them is an error.
func (f *Findings) HasErrors() bool { return f.list.HasErrors() }

// report is their JSON form.
func (f *Findings) report() []diag.JSONDiagnostic { return diag.NewReport(f.list, f.text).Diagnostics }

func (f *Findings) text(name string) []byte {
	if text := f.texts[name]; text != nil {
		return text()
	}
	return nil
}

// renamed is the diagnostic with other names of files; d is not changed.
func renamed(d diag.Diagnostic, name func(string) string) diag.Diagnostic {
	rename := func(r *diag.Range) {
		if r.File != "" {
			r.File = name(r.File)
		}
	}
	rename(&d.Subject)
	rename(&d.Context)
	d.Related = slices.Clone(d.Related)
	for i := range d.Related {
		rename(&d.Related[i].Range)
	}
	d.Fixes = slices.Clone(d.Fixes)
	for i := range d.Fixes {
		edits := slices.Clone(d.Fixes[i].Edits)
		for j := range edits {
			rename(&edits[j].Range)
		}
		d.Fixes[i].Edits = edits
	}
	return d
}
