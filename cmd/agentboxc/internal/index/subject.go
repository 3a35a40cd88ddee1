package index

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/flake"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// subject is the package set whose names are kept in the place of a set of a
// program, on one system.
type subject struct {
	set    *ir.Pkgset
	inputs []string // it is made from, sorted
	value  nix.Expr
	key    string // stands for all that the names depend on, for all time
	whole  bool   // it has the very names of the program's set; else that one may have others
}

// subjectOf also says why nothing can be known of a set, and "" where something
// can.
//
// What permits packages does not change what there is, so all permissions count
// as one. Overlays of the unit's own may add any name, and depend on files that
// no lock pins: what is kept then is the set without overlays.
func subjectOf(p *ir.Program, s *ir.Pkgset, system string, l *lock.Lock) (sub subject, why string) {
	plain := &ir.Pkgset{
		Name: s.Name, Input: s.Input, Config: s.Config, Overlays: s.Overlays,
		AllowUnfree: s.AllowUnfree || len(s.UnfreeNames) > 0 || len(s.Insecure) > 0,
	}
	own := slices.ContainsFunc(s.Overlays, func(o ir.OverlayRef) bool { return o.Input == "" })
	if own {
		plain.Overlays = nil
	}
	if slices.ContainsFunc(s.Config, func(a ir.Attr) bool { return needsPackages(a.Value) }) {
		return subject{}, "its config is made from packages"
	}
	sub = subject{set: plain, whole: !own, inputs: []string{plain.Input}}
	for _, o := range plain.Overlays {
		sub.inputs = append(sub.inputs, o.Input)
	}
	slices.Sort(sub.inputs)
	sub.inputs = slices.Compact(sub.inputs)
	sub.value = flake.PackageSet(p, plain, system)
	text, _ := nix.Print(&nix.File{Body: sub.value})
	var key bytes.Buffer
	fmt.Fprintf(&key, "package set\n%s", text)
	for _, name := range sub.inputs {
		identity, ok := l.Identity(name)
		if !ok {
			return subject{}, "flake.lock does not pin all of input." + name + " by a hash"
		}
		fmt.Fprintf(&key, "%q=(%s)\n", name, identity)
	}
	sub.key = key.String()
	return sub, ""
}

// needsPackages reports whether a package is in a value. Strings of a config have
// none.
func needsPackages(v ir.Value) bool {
	switch v := v.(type) {
	case ir.PackageRef:
		return true
	case ir.List:
		return slices.ContainsFunc(v, needsPackages)
	case ir.Attrs:
		return slices.ContainsFunc(v, func(a ir.Attr) bool { return needsPackages(a.Value) })
	}
	return false
}

// The entries of a subject in the cache.
func (s subject) namesKey(path []string) string { return s.key + "names\n" + strings.Join(path, "\n") }

func (s subject) aboutKey() string { return s.key + "about" }

func (s subject) failureKey() string { return s.key + "failure" }
