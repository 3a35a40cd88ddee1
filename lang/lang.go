// Package lang is the front end: from the files of a unit to the checked
// program. It is pure: it reads files through fs.FS and knows no process, no
// network and no clock. A compiler, an editor and a review of a git tree all
// call Compile and so say the same.
package lang

import (
	"io/fs"
	"slices"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/names"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// Options are what the values of a unit depend on besides its own files.
type Options struct {
	DirName   string     // base name of the unit's directory, the default image name
	Version   string     // of the compiler, for required_version; "" meets every requirement
	Variables []Variable // in order of precedence, the last one wins
	// Today returns YYYY-MM-DD, and is asked only for permissions that expire; nil
	// checks none.
	Today func() string
	// Names is what is known of the names in package sets; nil is nothing. It
	// adds diagnostics and changes nothing else.
	Names names.Index
	// Shelf is shared by the compiles of several units of one tree; nil is fine for
	// one. It changes nothing but how long they take.
	Shelf *Shelf
	// Memory is shared by the compiles of a tree before and after changes, as an
	// editor makes them; nil is fine for one. It changes nothing but how long they
	// take.
	Memory *Memory
}

// Variable is a value that is set from outside for a variable of the unit.
type Variable = check.Variable

// Result is what each pass made of the unit, usable in part when there are
// errors. Program is nil only when no file could be read.
type Result struct {
	Unit     *source.Unit
	Files    []*syntax.File
	Config   *config.Unit
	Resolved *resolve.Program
	Modules  []*Unit // units that it uses, and those that they use, each once
	Program  *ir.Program
	Partial  bool // something of the unit is missing in Resolved because of an error

	checked check.Options // that the program was checked with
}

// Ask returns values in the unit, as the program was checked with them.
func (r *Result) Ask(q check.Question) []check.Answer {
	if r.Resolved == nil {
		return nil
	}
	return check.Ask(r.Resolved, r.checked, q)
}

// Sources are the files of the unit and of its modules.
func (r *Result) Sources() []*source.File {
	files := slices.Clone(r.Unit.Files)
	for _, m := range r.Modules {
		files = append(files, m.Source.Files...)
	}
	return files
}

// Source returns the bytes of one of those files, for messages that quote them;
// nil when it is none of them.
func (r *Result) Source(file string) []byte {
	for _, f := range r.Sources() {
		if f.Path == file {
			return f.Bytes
		}
	}
	return nil
}

// HasSecrets reports whether the unit may have sensitive variables, so that files
// of values must not be quoted in messages: which of their lines are secret is not
// known where a name is mistyped.
func (r *Result) HasSecrets() bool {
	if r.Config == nil {
		return true
	}
	return slices.ContainsFunc(r.Config.Of("variable"), func(b *config.Block) bool {
		return b.Damaged || b.Attr("sensitive") != nil
	})
}

// Compile runs every pass over the unit in dir, a slash-separated path relative
// to the root of fsys, and over the units that are its modules. Diagnostics come
// sorted in source order.
func Compile(fsys fs.FS, dir string, opts Options) (*Result, diag.List) {
	// Files, syntax, structure and names, of modules before what refers to them.
	unit, loader := load(fsys, dir, opts)
	diags := loader.diags
	r := &Result{Unit: unit.Source, Files: unit.Files, Config: unit.Config, Resolved: unit.Resolved, Modules: loader.loaded[1:]}
	if r.Resolved == nil {
		return r, diags.Sorted()
	}
	// Values after all names.
	var found diag.List
	r.Partial = diags.HasErrors()
	r.checked = check.Options{
		FS: fsys, DirName: opts.DirName, Version: opts.Version, Today: opts.Today, Variables: opts.Variables,
		Partial: r.Partial,
	}
	r.Program, found = opts.Memory.check(r.Resolved, r.checked)
	// Names in package sets last: only what the program really has can be missing.
	found.Append(names.Check(configs(loader.loaded), r.Program, opts.Names))
	adaptFixes(found, loader.loaded...)
	diags.Append(found)

	addContext(diags, loader.loaded)
	return r, diags.Sorted()
}
