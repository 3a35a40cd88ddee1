package ir

import "github.com/agentboxc/agentboxc/lang/diag"

// Overlay is a declared overlay: a file that is a function final: prev: { … }, or
// changes.
type Overlay struct {
	Name    string
	File    string    // relative to the unit's directory, or ""
	Changes []*Change // sorted by package
	Range   diag.Range
}

// Change is a package of nixpkgs that an overlay builds differently.
type Change struct {
	Package string
	Python  string   // interpreter whose package it is, such as "python312"; "python3" for that of all; or ""
	Version string   // "" leaves the package's own
	Source  *Source  // nil leaves the package's own
	Env     []Env    // sorted by name
	Patches []string // files relative to the unit's directory
	Check   *bool    // nil leaves the package's own choice
	Reason  string
	Range   diag.Range
}

// Source is what a package is built from: a directory of the unit, or a download.
type Source struct {
	Project *Project // nil for a download
	URL     string
	Hash    Hash
}
