// Package codegen is the back end: it takes a checked program and the unit's
// present flake.lock and makes the files that are to be. Like the front end it
// is pure: no file, no process, no clock. Comparing the files with those on
// disk is the work of package plan.
package codegen

import (
	"path"

	"github.com/agentboxc/agentboxc/codegen/flake"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// Output is what a program becomes.
type Output struct {
	Tree  *nix.File
	Flake []byte   // flake.nix
	Map   *nix.Map // from places in flake.nix to those in the configuration

	Fit  *lock.Fitness // nil when flake.lock cannot be read
	Lock []byte        // flake.lock; nil when an input must be fetched first
}

// Generate makes the files of a program without errors. present is the unit's
// flake.lock, or nil if there is none. The diagnostics are all about the lock;
// flake.nix is good whatever they say.
func Generate(p *ir.Program, present []byte) (*Output, diag.List) {
	var diags diag.List
	out := &Output{}

	// The tree needs nothing but the program: an input that is not locked yet
	// is in flake.nix all the same, or it could never be locked.
	out.Tree = flake.Build(p)
	out.Flake, out.Map = nix.Print(out.Tree)

	// A lock that cannot be read is reported once, not once for each input.
	locked, problems := readLock(p, present)
	diags = append(diags, problems...)
	if diags.HasErrors() {
		return out, diags
	}
	out.Fit, problems = lock.Fit(locked, p.Inputs)
	diags = append(diags, problems...)
	out.Lock = out.Fit.Bytes(present)
	return out, diags
}

func readLock(p *ir.Program, present []byte) (*lock.Lock, diag.List) {
	if present == nil {
		return nil, nil
	}
	return lock.Read(present, path.Join(p.Dir, "flake.lock"))
}
