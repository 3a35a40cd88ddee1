package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// systems are the platforms that images exist for: Nix's name, and OCI's os and
// architecture.
var systems = []struct{ system, os, arch string }{
	{"aarch64-linux", "linux", "arm64"},
	{"armv7l-linux", "linux", "arm"},
	{"i686-linux", "linux", "386"},
	{"powerpc64le-linux", "linux", "ppc64le"},
	{"riscv64-linux", "linux", "riscv64"},
	{"x86_64-linux", "linux", "amd64"},
}

// defaultSystems are compiled for when a unit names no platform: the same on
// every machine, whatever it is itself.
var defaultSystems = []string{"aarch64-linux", "x86_64-linux"}

// DefaultSystems returns Nix's names of the platforms of a unit that names none,
// sorted.
func DefaultSystems() []string { return slices.Clone(defaultSystems) }

// Systems returns Nix's names of all platforms that images exist for, sorted.
func Systems() []string {
	var names []string
	for _, p := range systems {
		names = append(names, p.system)
	}
	return names
}

// parsePlatform returns Nix's name for x86_64-linux, linux/amd64 or amd64.
func parsePlatform(s string) (string, bool) {
	for _, p := range systems {
		if s == p.system || s == p.arch || s == p.os+"/"+p.arch {
			return p.system, true
		}
	}
	return "", false
}

// platforms returns the unit's platforms sorted by system, without their
// contents.
func (c *checker) platforms() []*ir.Platform {
	var out []*ir.Platform
	first := map[string]diag.Range{}
	for _, b := range c.program.Unit.Of("platform") {
		system, ok := parsePlatform(b.Name())
		if !ok {
			c.diags.Add(unknownPlatform{Name: b.Name(), At: b.NameRange()})
			continue
		}
		if at, taken := first[system]; taken {
			c.diags.Add(samePlatform{System: system, At: b.NameRange(), First: at})
			continue
		}
		first[system] = b.NameRange()
		p := newPlatform(system, b.Range)
		p.Builders = place{env: c.newEnv(p)}.plains(b.Attr("builders"))
		out = append(out, p)
	}
	if len(out) == 0 { // also when all were wrong: what else is wrong shows only on a platform
		for _, system := range defaultSystems {
			out = append(out, newPlatform(system, c.program.Unit.Start))
		}
	}
	slices.SortFunc(out, func(a, b *ir.Platform) int { return cmp.Compare(a.System, b.System) })
	for _, p := range out {
		c.systems = append(c.systems, p.System)
	}
	return out
}

func newPlatform(system string, at diag.Range) *ir.Platform {
	for _, p := range systems {
		if p.system == system {
			return &ir.Platform{System: system, OS: p.os, Arch: p.arch, Range: at}
		}
	}
	panic("check: no platform " + system)
}

// exists reports whether something whose list of platforms is a (nil: all) is
// there on the environment's platform.
func (p place) exists(a *config.Attr) bool {
	if a == nil {
		return true
	}
	any := false
	for _, it := range p.list(a) {
		text, ok := p.itemText(it)
		if !ok {
			any = true // reported: do not go on about what then is missing
			continue
		}
		written, _ := text.Plain()
		system, _ := parsePlatform(written)
		if !slices.Contains(p.systems, system) && p.parent == nil {
			p.diags.Add(platformNotInUnit{Item: it, Have: written, Systems: p.systems})
		}
		any = any || system == p.platform.System
	}
	return any
}

// systemsOf returns the platforms of the unit that a list names; all of them
// where there is none.
func (e *env) systemsOf(only *config.Attr) []string {
	if only == nil {
		return e.systems
	}
	var named []string
	for _, written := range (place{env: e}).plains(only) {
		system, _ := parsePlatform(written)
		named = append(named, system)
	}
	return slices.DeleteFunc(slices.Clone(e.systems), func(s string) bool { return !slices.Contains(named, s) })
}

func sortPlatform(p *ir.Platform) {
	byName := func(a, b string) int {
		// pkgset.default comes first, because it is what pkgs means.
		return cmp.Or(-compareBool(a == "default", b == "default"), strings.Compare(a, b))
	}
	slices.SortFunc(p.Pkgsets, func(a, b *ir.Pkgset) int { return byName(a.Name, b.Name) })
	slices.SortFunc(p.Overlays, func(a, b *ir.Overlay) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(p.Packages, func(a, b *ir.Package) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
	})
	slices.SortFunc(p.Layers, func(a, b *ir.Layer) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(p.Variants, func(a, b *ir.Variant) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(p.Shells, func(a, b *ir.Shell) int { return cmp.Compare(a.Name, b.Name) })
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
