// Package dictionary knows what packages, base images and programs of other worlds
// are called in nixpkgs. It is tables in text files, which are read when the
// first name is asked for. It does not guess: a name that no table has is
// unknown.
package dictionary

import (
	_ "embed"
	"strings"
	"sync"
)

var (
	//go:embed packages.txt
	packagesText string
	//go:embed nixpkgs.txt
	nixpkgsText string
	//go:embed python.txt
	pythonText string
	//go:embed npm.txt
	npmText string
	//go:embed images.txt
	imagesText string
)

// Match is what a name stands for.
type Match struct {
	Attrs  []string // attributes of nixpkgs; none when nothing is needed
	Remark string   // what the user should know; "" usually
}

var packages = sync.OnceValue(func() map[string]Match { return table(packagesText) })

// Distribution returns what a package of a distribution stands for. The manager
// is apt, apk or rpm; the name comes without its version.
func Distribution(manager, name string) (Match, bool) {
	name = strings.ToLower(name)
	for _, key := range []string{manager + ":" + name, "any:" + name} {
		if m, ok := packages()[key]; ok {
			return m, true
		}
	}
	if Known(name) {
		return Match{Attrs: []string{name}}, true
	}
	return Match{}, false
}

var known = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for line := range content(nixpkgsText) {
		for _, name := range strings.Fields(line) {
			set[name] = true
		}
	}
	return set
})

// Known reports whether nixpkgs is known to have the attribute.
func Known(attr string) bool { return known()[attr] }

var python = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for line := range content(pythonText) {
		if name, attr, ok := strings.Cut(line, " -> "); ok {
			all[name] = strings.TrimSpace(attr)
			continue
		}
		for _, name := range strings.Fields(line) {
			all[name] = name
		}
	}
	return all
})

// Python returns the attribute in a Python package set of a project of the
// Python Package Index.
func Python(project string) (string, bool) {
	name := strings.ToLower(project)
	if attr, ok := python()[name]; ok {
		return attr, true
	}
	attr, ok := python()[strings.NewReplacer("_", "-", ".", "-").Replace(name)]
	return attr, ok
}

var npm = sync.OnceValue(func() map[string]Match { return table(npmText) })

// Npm returns what a program from npm stands for, with its scope.
func Npm(name string) (Match, bool) {
	m, ok := npm()[strings.ToLower(name)]
	return m, ok
}

// table reads lines of the form NAME -> ATTRIBUTE, … # REMARK.
func table(text string) map[string]Match {
	all := map[string]Match{}
	for line := range content(text) {
		name, rest, _ := strings.Cut(line, " -> ")
		attrs, remark, _ := strings.Cut(rest, " # ")
		m := Match{Remark: strings.TrimSpace(remark)}
		if attrs = strings.TrimSpace(attrs); attrs != "-" {
			m.Attrs = strings.Split(attrs, ", ")
		}
		all[name] = m
	}
	return all
}

// content yields the lines that are neither empty nor a comment.
func content(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(text) {
			line = strings.TrimSpace(line)
			if line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}
