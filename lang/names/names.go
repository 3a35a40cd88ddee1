// Package names is what the front end knows of the names in package sets. It
// takes the checked program and an index of names, where there is one, and
// reports packages that do not exist, with the ones that were probably meant. An
// index only ever adds diagnostics: the program is the same without one. The
// package does not know where an index comes from.
package names

import (
	"slices"

	"github.com/agentboxc/agentboxc/lang/ir"
)

// Index tells what is known of the package sets of a program.
type Index interface {
	// Set is nil where nothing is known of the set on that system.
	Set(p *ir.Program, s *ir.Pkgset, system string) Set
}

// Set is what is known of the names in a package set. A path leads to a set in
// it, such as python312Packages; the empty one is the set itself.
type Set interface {
	// Has says whether the set at the path has a name. Absent is certain: Nix
	// would not find it either.
	Has(path []string, name string) Answer
	// All are the names that are known in the set at the path, sorted.
	All(path []string) []string
	// About is what the package at the path is known to say of itself.
	About(path []string) About
}

// Answer is what an index says about a name.
type Answer uint8

// Without an answer nothing must be claimed.
const (
	Unknown Answer = iota
	Present
	Absent
)

// About is what a package says of itself; "" is what it does not say, or what is
// not known.
type About struct {
	Version, Description string
	Refused              bool // there is only the name: whoever uses the package gets an error
}

// Plain is an index of plain data, the same for every system: names by the name
// of the package set and the path in it, as in "default" and
// "default.python312Packages". What it does not hold is unknown.
type Plain map[string][]string

// Set makes it an Index.
func (n Plain) Set(_ *ir.Program, s *ir.Pkgset, _ string) Set {
	if n[s.Name] == nil {
		return nil
	}
	return plainSet{n, s.Name}
}

type plainSet struct {
	names Plain
	set   string
}

func (s plainSet) All(path []string) []string {
	key := s.set
	for _, step := range path {
		key += "." + step
	}
	return s.names[key]
}

func (s plainSet) Has(path []string, name string) Answer {
	switch all := s.All(path); {
	case all == nil:
		return Unknown
	case slices.Contains(all, name):
		return Present
	}
	return Absent
}

func (plainSet) About([]string) About { return About{} }
