package names

import (
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// Bounds of what is said about one unit: where more is wrong, nobody reads the
// suggestions, and a search takes milliseconds.
const (
	maxSearches  = 20
	maxSuggested = 3
	maxNear      = 8 // among which those are that can be suggested
)

// Check reports the packages of a program that an index is certain about: that
// they are not there. units are the unit that the program was made from and those
// that it uses, for the places where names are written.
func Check(units []*config.Unit, p *ir.Program, index Index) diag.List {
	if index == nil || p == nil {
		return nil
	}
	c := checker{program: p, index: index, sets: map[setKey]Set{}}
	for _, u := range uses(p) {
		c.use(units, u)
	}
	return c.diags
}

type checker struct {
	program  *ir.Program
	index    Index
	sets     map[setKey]Set
	written  *written // made when the first is missing
	searches int
	diags    diag.List
}

type setKey struct{ system, set string }

func (c *checker) use(units []*config.Unit, u *use) {
	m := missing{use: u}
	var lacking Set
	for _, pl := range u.platforms {
		set := c.set(pl, u.set)
		switch step, answer := follow(set, u.path); answer {
		case Present:
			m.others = append(m.others, pl.System)
		case Absent:
			if lacking == nil {
				lacking, m.step = set, step
			}
			m.systems = append(m.systems, pl.System)
		}
	}
	if lacking == nil || m.step < u.python { // that the interpreter is not there is said of it
		return
	}
	if c.searches++; c.searches <= maxSearches && len(m.others) == 0 {
		m.near = suggest(lacking, u.path[:m.step], u.path[m.step])
	}
	m.input = inputOf(u)
	if c.written == nil {
		c.written = newWritten(units)
	}
	for _, at := range c.written.places(u) {
		c.diags.Add(missingPackage{missing: m, At: at})
	}
}

// inputOf is the input that the package set comes from.
func inputOf(u *use) string {
	if s := pkgsetOf(u.platforms[0], u.set); s != nil {
		return s.Input
	}
	return "nixpkgs"
}

func pkgsetOf(pl *ir.Platform, name string) *ir.Pkgset {
	i := slices.IndexFunc(pl.Pkgsets, func(s *ir.Pkgset) bool { return s.Name == name })
	if i < 0 {
		return nil
	}
	return pl.Pkgsets[i]
}

// set is what is known of a package set on a platform, or nil.
func (c *checker) set(pl *ir.Platform, name string) Set {
	key := setKey{pl.System, name}
	known, ok := c.sets[key]
	if ok {
		return known
	}
	if s := pkgsetOf(pl, name); s != nil {
		known = c.index.Set(c.program, s, pl.System)
	}
	c.sets[key] = known
	return known
}

// follow walks a path, and says whether all of it is there. When it is certain
// not to be, step is the first that is absent.
func follow(s Set, path []string) (step int, answer Answer) {
	if s == nil {
		return 0, Unknown
	}
	for i, name := range path {
		if answer := s.Has(path[:i], name); answer != Present {
			return i, answer
		}
	}
	return len(path), Present
}

// suggestion is a name that was perhaps meant.
type suggestion struct {
	name  string
	about About
}

func suggest(s Set, path []string, name string) []suggestion {
	var list []suggestion
	for _, near := range Near(name, s.All(path), maxNear) {
		about := s.About(append(path[:len(path):len(path)], near))
		if !about.Refused && len(list) < maxSuggested {
			list = append(list, suggestion{near, about})
		}
	}
	return list
}

// describe is the name as it is written with what is known about it: nodejs_22 (22.14.0, a server).
func (s suggestion) describe(name string) string {
	var facts []string
	for _, fact := range []string{s.about.Version, s.about.Description} {
		if fact != "" {
			facts = append(facts, fact)
		}
	}
	if len(facts) == 0 {
		return name
	}
	return name + " (" + strings.Join(facts, ", ") + ")"
}

// Meant are the packages that paths lead to: those that are there, and those that
// would be suggested for one that is not, each once.
func Meant(s Set, paths [][]string) [][]string {
	var list [][]string
	seen := map[string]bool{}
	add := func(path []string) {
		if key := strings.Join(path, "\x00"); !seen[key] {
			seen[key] = true
			list = append(list, path)
		}
	}
	searches := 0
	for _, path := range paths {
		switch step, answer := follow(s, path); answer {
		case Present:
			add(path)
		case Absent:
			if searches++; searches > maxSearches {
				continue
			}
			for _, near := range Near(path[step], s.All(path[:step]), maxNear) {
				add(append(path[:step:step], near))
			}
		}
	}
	return list
}
