package nix

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/agentboxc/agentboxc/codegen/nix"
)

// Target is a package of a flake.
type Target struct {
	System string // x86_64-linux
	Attr   string // its name among the packages of the system
	Drv    string // store path of the derivation
	Out    string // store path of what it makes
}

// Bounds of evaluating packages one by one after an error.
const (
	maxSeparate = 256
	separately  = 2 // at once: each wants a processor and a gigabyte
)

// Evaluate evaluates the packages that the flake has for the systems, those with
// the given names or, without names, all, and returns them by system and name.
// When that fails it returns those that can be evaluated, and an error for each
// cause: an *Error, or several in a multierror. Names that the flake does not
// have are no error.
func (n *Nix) Evaluate(ctx context.Context, s *Staged, systems, names []string) ([]Target, error) {
	if err := s.usable(n.Version); err != nil {
		return nil, err
	}
	targets, err := n.packages(ctx, s, systems, eachOf(names, outputs))
	if err == nil || ctx.Err() != nil {
		return targets, err
	}
	nothing := nix.A(nix.B("drv", nix.S("")), nix.B("out", nix.S("")))
	targets, failure := n.packages(ctx, s, systems, eachOf(names, nothing))
	if failure != nil || len(targets) > maxSeparate {
		return nil, err // no package has a part in it, or too many would have
	}
	return n.evaluateEach(ctx, s, targets)
}

// outputs is what is wanted of a package p.
var outputs = nix.A(nix.B("drv", nix.Dot("p", "drvPath")), nix.B("out", nix.Dot("p", "outPath")))

// ofSystem is what is wanted of the packages of one system.
type ofSystem map[string]struct{ Drv, Out string }

func (set ofSystem) targets(system string) []Target {
	var targets []Target
	for _, attr := range slices.Sorted(maps.Keys(set)) {
		targets = append(targets, Target{System: system, Attr: attr, Drv: set[attr].Drv, Out: set[attr].Out})
	}
	return targets
}

// packages evaluates a function of the set of packages of each system.
func (n *Nix) packages(ctx context.Context, s *Staged, systems []string, each nix.Expr) ([]Target, error) {
	var sets map[string]ofSystem
	if err := n.eval(ctx, s, "packages", ofSystems(systems, each), &sets); err != nil {
		return nil, err
	}
	if sets == nil {
		return n.packagesBySystem(ctx, s, systems, each)
	}
	var targets []Target
	for _, system := range slices.Sorted(maps.Keys(sets)) {
		targets = append(targets, sets[system].targets(system)...)
	}
	return targets, nil
}

// packagesBySystem is for a flake in which the name packages means a package
// that is called so.
func (n *Nix) packagesBySystem(ctx context.Context, s *Staged, systems []string, each nix.Expr) ([]Target, error) {
	var targets []Target
	for _, system := range slices.Sorted(slices.Values(systems)) {
		attr, err := attrPath(system)
		if err != nil {
			return nil, err
		}
		var set ofSystem
		if err := n.eval(ctx, s, attr, each, &set); err != nil {
			return nil, err
		}
		targets = append(targets, set.targets(system)...)
	}
	return targets, nil
}

// ofSystems is a function of a flake's packages: null for a single package, else
// the function of each system's.
func ofSystems(systems []string, each nix.Expr) nix.Expr {
	packages := nix.Id("packages")
	return nix.Fn("packages", &nix.If{
		Cond: &nix.Has{Of: packages, Path: nix.Names("drvPath")},
		Then: nix.Id("null"),
		Else: nix.Call(nix.Dot("builtins", "mapAttrs"), nix.Fn("_", each), only(systems, packages)),
	})
}

// eachOf is a function of a set of packages: an expression of each package p of
// these names.
func eachOf(names []string, value nix.Expr) nix.Expr {
	var set nix.Expr = nix.Id("set")
	if len(names) > 0 {
		set = only(names, set)
	}
	return nix.Fn("set", nix.Call(nix.Dot("builtins", "mapAttrs"), nix.Fn("_", nix.Fn("p", value)), set))
}

// only is the attributes of a set that have these names.
func only(names []string, set nix.Expr) nix.Expr {
	wanted := nix.A()
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) {
		wanted.Binds = append(wanted.Binds, nix.B(name, nix.Id("null")))
	}
	return nix.Call(nix.Dot("builtins", "intersectAttrs"), wanted, set)
}

// evaluateEach evaluates packages that can't be evaluated together.
func (n *Nix) evaluateEach(ctx context.Context, s *Staged, targets []Target) ([]Target, error) {
	failures := make([]error, len(targets))
	var group errgroup.Group
	group.SetLimit(separately)
	for i := range targets {
		group.Go(func() error {
			t := &targets[i]
			var p struct{ Drv, Out string }
			attr, err := attrPath(t.System, t.Attr)
			if err == nil {
				err = n.eval(ctx, s, attr, nix.Fn("p", outputs), &p)
			}
			t.Drv, t.Out, failures[i] = p.Drv, p.Out, err
			return nil
		})
	}
	_ = group.Wait() // failures has the errors
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	var good []Target
	for i, t := range targets {
		if failures[i] == nil {
			good = append(good, t)
		}
	}
	return good, distinct(failures)
}

// distinct is one error for all, none of Nix's twice.
func distinct(failures []error) error {
	var all []error
	var seen []*Error
	for _, err := range failures {
		problems := problemsIn(err)
		if err != nil && len(problems) == 0 {
			all = append(all, err)
		}
		for _, problem := range problems {
			if !slices.ContainsFunc(seen, problem.equals) {
				seen = append(seen, problem)
				all = append(all, problem)
			}
		}
	}
	return collected(all)
}

// equals reports whether the errors have the same cause, as far as one can see.
func (e *Error) equals(other *Error) bool {
	return e.Text == other.Text && e.Drv == other.Drv && slices.Equal(e.Places, other.Places)
}

// BySystem evaluates an output of the flake that has a set for each system, and
// decodes what it is for the given systems into value, a pointer to a map. No
// package of the flake may be called as the output.
func (n *Nix) BySystem(ctx context.Context, s *Staged, output string, systems []string, value any) error {
	if err := s.usable(n.Version); err != nil {
		return err
	}
	return n.eval(ctx, s, output, nix.Fn("set", only(systems, nix.Id("set"))), value)
}

// eval evaluates a function of an attribute of the flake.
func (n *Nix) eval(ctx context.Context, s *Staged, attr string, apply nix.Expr, value any) error {
	text, _ := nix.Print(&nix.File{Body: apply})
	out, err := n.ask(ctx, s.root, nil, "eval", "--json", "--no-update-lock-file", s.ref()+"#"+attr, "--apply", string(bytes.TrimSpace(text)))
	if out != nil {
		s.locate(out.problems)
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal(out.stdout, value); err != nil {
		return fmt.Errorf("reading what nix evaluated: %w", err)
	}
	return nil
}

var bareName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_+'.-]*$`) })

// attrPath is packages.SYSTEM.NAME as it stands behind a # on a command line,
// which gives some characters a meaning that cannot be taken from them.
func attrPath(names ...string) (string, error) {
	attr := "packages"
	for _, name := range names {
		switch {
		case !bareName().MatchString(name):
			return "", fmt.Errorf("nix cannot be asked for a package or system called %q: names may have letters, digits and _ - . + ' in them", name)
		case strings.Contains(name, "."):
			attr += `."` + name + `"`
		default:
			attr += "." + name
		}
	}
	return attr, nil
}
