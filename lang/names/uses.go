package names

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// use is a package of a set that the program has somewhere, and where.
type use struct {
	address
	platforms []*ir.Platform // on which it is used, in their order
	ranges    []diag.Range   // in source order, each once
}

// address is a package set and a path in it, or in the Python packages that are
// at the first steps of the path.
type address struct {
	set    string
	path   []string
	python int // how many steps lead to the packages; 0 for a package of the set
}

func (a address) key() string { return a.set + "\x00" + strings.Join(a.path, "\x00") }

// uses collects what the flake of the program will ask package sets for.
func uses(p *ir.Program) []*use {
	c := collector{finder: ir.NewFinder(ir.PackageRef{}, ir.PythonEnv{}), uses: map[string]*use{}}
	for _, pl := range p.Platforms {
		c.platform = pl
		made := *pl
		made.Values = nil // nothing is made of them
		c.find(&made)
		c.find(&p.Policies)
	}
	for _, u := range c.order {
		slices.SortFunc(u.ranges, compareRanges)
		u.ranges = slices.Compact(u.ranges)
	}
	return c.order
}

func compareRanges(a, b diag.Range) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Start.Byte, b.Start.Byte), cmp.Compare(a.End.Byte, b.End.Byte))
}

type collector struct {
	finder   *ir.Finder
	platform *ir.Platform
	uses     map[string]*use
	order    []*use
}

func (c *collector) find(part any) { c.finder.Find(part, c.value) }

// value adds a package, or the packages of an environment of Python.
func (c *collector) value(value any) (inside bool) {
	switch x := value.(type) {
	case *ir.PackageRef:
		c.add(address{set: x.Pkgset, path: x.Path}, x.Range)
	case *ir.PythonEnv:
		c.python(x)
	}
	return false
}

// python adds the interpreter and the packages of an environment, which are those
// that the interpreter has as its attribute pkgs.
func (c *collector) python(env *ir.PythonEnv) {
	c.add(address{set: env.Python.Pkgset, path: env.Python.Path}, env.Python.Range)
	packages := append(slices.Clone(env.Python.Path), "pkgs")
	for _, p := range env.Packages {
		if p.Ref != nil {
			c.add(address{set: p.Ref.Pkgset, path: p.Ref.Path}, p.Ref.Range)
			continue
		}
		c.add(address{set: env.Python.Pkgset, path: slices.Concat(packages, p.Path), python: len(packages)}, p.Range)
	}
}

// add notes a use. A package of the unit itself belongs to no set.
func (c *collector) add(a address, at diag.Range) {
	if a.set == "" || len(a.path) == 0 {
		return
	}
	u := c.uses[a.key()]
	if u == nil {
		u = &use{address: a}
		c.uses[a.key()] = u
		c.order = append(c.order, u)
	}
	if n := len(u.platforms); n == 0 || u.platforms[n-1] != c.platform {
		u.platforms = append(u.platforms, c.platform)
	}
	u.ranges = append(u.ranges, at)
}

// Sets are the sets inside package sets that a program looks into, by the name of
// the package set: of python312Packages.pip it is python312Packages. Each comes
// once, and after those that it is in.
func Sets(p *ir.Program) map[string][][]string {
	sets := map[string][][]string{}
	seen := map[string]bool{}
	for _, u := range uses(p) {
		for n := 1; n < len(u.path); n++ {
			inner := address{set: u.set, path: u.path[:n]}
			if !seen[inner.key()] {
				seen[inner.key()] = true
				sets[u.set] = append(sets[u.set], inner.path)
			}
		}
	}
	return sets
}

// Packages are the packages that a program names, by package set: their paths in
// it, each once.
func Packages(p *ir.Program) map[string][][]string {
	packages := map[string][][]string{}
	for _, u := range uses(p) {
		packages[u.set] = append(packages[u.set], u.path)
	}
	return packages
}
