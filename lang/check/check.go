// Package check is the fourth and last pass of the front end. It takes the
// resolved unit, evaluates every expression once per platform, or once for all
// where nothing depends on the platform, and returns the program as meant. It
// reports values of the wrong type and rules that are broken. It alone makes
// package ir's values, and it knows nothing of Nix.
package check

import (
	"io/fs"
	"slices"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

// Options are what the values of a unit depend on besides its own files.
type Options struct {
	FS        fs.FS      // rooted at the workspace; for files that the unit names
	DirName   string     // name of the unit's directory, the default image name
	Version   string     // of the compiler, for required_version
	Variables []Variable // later ones win
	Partial   bool       // something of the unit is missing here because an earlier pass reported it
	// Today returns YYYY-MM-DD, and is asked only for permissions that expire; nil
	// checks none.
	Today func() string
}

// Variable is a value that is set from outside for a variable of the unit.
type Variable struct {
	Name    string
	Text    string     // a string as it is, or an expression, as the variable's type wants
	Value   *cty.Value // the value itself, when it comes from a file of values; Text is unused
	Origin  string     // where it was set, such as "--var" or "AGENTBOX_VAR_node_major"
	Range   diag.Range // where it stands in a file of values
	Lenient bool       // a name that the unit does not declare is a warning, or nothing when Silent
	Silent  bool
	module  bool // a module block sets it
}

// Check evaluates the program. The result is usable in part when there are
// errors: what could not be evaluated is left out.
func Check(p *resolve.Program, opts Options) (*ir.Program, diag.List) {
	c := newChecker(p, opts, newRun())
	return c.all(), c.diags
}

// After is Check for a unit that was checked before it was changed. What that check
// left is as it is in the result, which is the same as without it.
func After(p *resolve.Program, opts Options, before *Known) (*ir.Program, *Known, diag.List) {
	c := newChecker(p, opts, newRun())
	c.memory = newMemory(p, before)
	out := c.all()
	return out, c.leave(), c.diags
}

func (c *checker) all() *ir.Program {
	c.variables()
	out := c.unit()
	c.image = out.Name
	platforms := c.platforms()
	out.Inputs = c.inputs()
	c.groups()
	c.sharedBudgets()
	for _, pl := range platforms {
		before := len(c.diags)
		c.platform(c.on(pl), pl)
		c.diags = repeatedAt(c.diags, before)
	}
	c.finish(out, platforms)
	c.joined(out)
	c.idleWaivers(out)
	return out
}

// run is what a unit and all its modules have in common.
type run struct {
	diags    diag.List
	meter    config.Meter
	systems  []string                // of all platforms, sorted
	budgets  map[string][]*ir.Budget // the top-level ones, by the address of what they limit
	repeated int                     // instances of blocks with for_each or matrix
	partial  map[string]*instance    // packages that some platforms do not have, by address
	used     int                     // modules
	read     int                     // times that files were asked for
}

func newRun() *run {
	return &run{budgets: map[string][]*ir.Budget{}, partial: map[string]*instance{}}
}

// checker evaluates a unit, either for itself or as a module with its variables.
type checker struct {
	*run
	program    *resolve.Program
	opts       Options
	shared     *env // for what does not depend on the platform
	envs       map[*ir.Platform]*env
	references lazy[string, cty.Value]
	builtins   lazy[string, function.Function] // those that have been called
	image      string                          // image name of variants that set none
	toBuild    []namedVariant                  // variants that have to be built
	ruled      []ir.LayerRef                   // layers of modules that budgets, waivers and policies are about
	expansions map[*resolve.Symbol]*expansion
	members    lazy[*resolve.Symbol, []target] // of groups
	meant      int                             // members of groups where they are used
	memory     *memory                         // nil for a module, and where nothing is to be known
	modules    lazy[*instance, *checker]       // those that are used; nil for one that is faulty

	parent  *checker                         // of a module: the unit that uses it
	prefix  string                           // of a module: what the names in the flake begin with
	above   string                           // of a module: its address and a dot
	made    lazy[*ir.Platform, *ir.Platform] // of a module: what it makes for each platform
	offered []*ir.Input                      // of a module: its inputs
}

func newChecker(p *resolve.Program, opts Options, r *run) *checker {
	c := &checker{
		run: r, program: p, opts: opts,
		envs: map[*ir.Platform]*env{}, expansions: map[*resolve.Symbol]*expansion{},
	}
	c.shared = c.newEnv(nil)
	return c
}

// env is where expressions are evaluated: one platform, or none.
type env struct {
	*checker
	platform  *ir.Platform // nil: nothing evaluated here depends on it
	values    map[*resolve.Symbol]cty.Value
	built     map[*instance]any // what the other symbols declare
	supers    lazy[inheritedAttr, cty.Value]
	written   lazy[inheritedAttr, []item]     // entries of maps, without those of parents
	chains    lazy[*instance, []*instance]    // of variants
	functions lazy[string, function.Function] // those that have been called
	exported  cty.Value                       // what others see of a module, when they ask for all of it
}

// lazy is a map that is made when something is kept in it: most environments keep
// nothing of a kind.
type lazy[K comparable, V any] map[K]V

func (m *lazy[K, V]) keep(key K, value V) {
	if *m == nil {
		*m = lazy[K, V]{}
	}
	(*m)[key] = value
}

func (c *checker) newEnv(p *ir.Platform) *env {
	return &env{checker: c, platform: p, values: map[*resolve.Symbol]cty.Value{}, built: map[*instance]any{}}
}

// of returns the environment that the symbol's value belongs to.
func (e *env) of(s *resolve.Symbol) *env {
	if s.PerPlatform {
		return e
	}
	return e.shared
}

// once builds an instance a single time in the environment that its symbol
// belongs to, so that platforms share what does not depend on them.
func once[T any](e *env, i *instance, build func(*env, *instance) T) T {
	e = e.with(i.owner).of(i.Symbol)
	if v, ok := e.built[i]; ok {
		return v.(T)
	}
	v := build(e, i)
	e.built[i] = v
	return v
}

// platform evaluates all that is declared, used or not.
func (c *checker) platform(e *env, p *ir.Platform) {
	c.declarations(e, p)
	c.shells(e, p)
	p.Values = c.visibleValues(e)
	sortPlatform(p)
}

func (c *checker) declarations(e *env, p *ir.Platform) {
	// Locals and functions go in the order of their dependencies: a chain of them
	// may be as long as a file, and must not become as deep a recursion.
	for _, s := range c.program.Order {
		switch s.Kind {
		case config.Local:
			e.value(s)
		case config.Function:
			e.function(s)
		}
	}
	for _, s := range c.program.Symbols {
		if s.Broken {
			continue
		}
		for _, i := range c.instances(s) {
			c.instance(e, i, p)
		}
	}
}

// moduleOn evaluates a module for a platform.
func (c *checker) moduleOn(e *env, i *instance) {
	child := c.module(i)
	if child == nil {
		return
	}
	before := len(c.diags)
	made := &ir.Platform{System: e.platform.System}
	child.declarations(child.on(e.platform), made)
	child.made.keep(e.platform, made)
	c.usedBy(i, before)
}

// repeatedAt leaves out of the diagnostics from the index on those that say at
// the same place what an earlier platform made say there, if with other values.
func repeatedAt(all diag.List, from int) diag.List {
	type cause struct {
		code diag.Code
		at   diag.Range
	}
	known := make(map[cause]bool, from)
	for _, d := range all[:from] {
		known[cause{d.Code, d.Subject}] = true
	}
	return append(all[:from], slices.DeleteFunc(slices.Clone(all[from:]), func(d diag.Diagnostic) bool {
		return known[cause{d.Code, d.Subject}]
	})...)
}

func (c *checker) instance(e *env, i *instance, p *ir.Platform) {
	switch i.Kind {
	case config.Module:
		c.moduleOn(e, i)
	case config.Pkgset:
		if i.Block == nil && c.parent != nil {
			return // it is the parent's
		}
		p.Pkgsets = append(p.Pkgsets, once(e, i, (*env).pkgset))
	case config.Overlay:
		p.Overlays = append(p.Overlays, once(e, i, (*env).overlay))
	case config.Package:
		if pkg := once(e, i, (*env).declaredPackage); e.isThere(i) {
			p.Packages = append(p.Packages, pkg)
		}
	case config.Layer:
		if l := once(e, i, (*env).layer); e.isThere(i) {
			p.Layers = append(p.Layers, l)
		}
	case config.Variant:
		if v := e.variant(i); e.isThere(i) {
			p.Variants = append(p.Variants, v)
		}
	}
}
