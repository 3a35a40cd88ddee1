package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/schema"
)

// shells adds the declared shells of a platform.
func (c *checker) shells(e *env, out *ir.Platform) {
	for _, b := range c.program.Unit.Of("shell") {
		if s := e.shell(b); s != nil {
			out.Shells = append(out.Shells, s)
		}
	}
}

// shell returns a shell, or nil when its variant does not exist on the platform.
func (e *env) shell(b *config.Block) *ir.Shell {
	p := place{env: e}
	s := &ir.Shell{Name: b.Name(), Parity: p.flag(b.Attr("parity"), true), Range: b.Range}
	s.Hook, _ = p.text(b.Attr("hook"))
	layers, packages, env := p.layerRefs(b.Attr("layers")), p.packages(b.Attr("packages")), p.environment(b.Attr("env"))
	if it, ok := p.one(b.Attr("from")); ok {
		r, ok := p.reference(it, schema.VariantRef)
		if !ok {
			return nil
		}
		if !e.hasVariant(r.of) {
			return nil
		}
		inherit(s, e.variant(r.of))
		if s.Parity {
			p.parity(s, env)
		}
	}
	extend(s, layers, packages, env)
	return s
}

// defaultShells adds to every platform a shell of the default variant, unless
// the unit declares one called default.
func (c *checker) defaultShells(out *ir.Program) {
	if out.Default == nil {
		return
	}
	for _, p := range out.Platforms {
		if slices.ContainsFunc(p.Shells, func(s *ir.Shell) bool { return s.Name == "default" }) {
			continue
		}
		for _, v := range p.Variants {
			if v.Name != out.Default.Name {
				continue
			}
			s := &ir.Shell{Name: "default", Parity: true, Implied: true, Range: v.Range}
			inherit(s, v)
			p.Shells = append(p.Shells, s)
		}
		sortPlatform(p)
	}
}

// inherit gives the shell the layers, packages and environment of a variant.
func inherit(s *ir.Shell, v *ir.Variant) {
	s.From = v.Name
	s.Layers = slices.Clone(v.Layers)
	s.Packages = slices.Clone(v.Packages)
	s.Env = slices.Clone(v.Config.Env)
}

// extend adds what the shell's own block says, without repetitions.
func extend(s *ir.Shell, layers []ir.LayerRef, packages []ir.PackageRef, env []ir.Env) {
	s.Layers = union(s.Layers, layers, func(l ir.LayerRef) string { return l.Name })
	s.Packages = union(s.Packages, packages, func(p ir.PackageRef) string {
		return strings.Join(append([]string{p.Pkgset, p.Kind, p.Name}, p.Path...), joint)
	})
	// The shell's own variables come first, so that they are the ones that stay.
	s.Env = union(slices.Clone(env), s.Env, func(e ir.Env) string { return e.Name })
	slices.SortFunc(s.Env, func(a, b ir.Env) int { return cmp.Compare(a.Name, b.Name) })
}

// union appends the items that are not there yet by their key. There may be
// many, so it does not compare each with each.
func union[T any](have, more []T, key func(T) string) []T {
	if len(more) == 0 {
		return have
	}
	seen := make(map[string]bool, len(have)+len(more))
	for _, item := range have {
		seen[key(item)] = true
	}
	for _, item := range more {
		if k := key(item); !seen[k] {
			seen[k] = true
			have = append(have, item)
		}
	}
	return have
}

func samePackage(a, b ir.PackageRef) bool {
	return a.Pkgset == b.Pkgset && a.Kind == b.Kind && a.Name == b.Name && slices.Equal(a.Path, b.Path)
}

// parity reports variables that the shell sets to another value than its image
// has.
func (p place) parity(s *ir.Shell, env []ir.Env) {
	for _, one := range env {
		at, found := slices.BinarySearchFunc(s.Env, one.Name, func(e ir.Env, name string) int { return cmp.Compare(e.Name, name) })
		if found && !sameText(s.Env[at].Value, one.Value) {
			p.diags.Add(parityBroken{Shell: s, Name: one.Name, At: one.Value.Range, Image: s.Env[at].Value.Range})
		}
	}
}

func sameText(a, b ir.Text) bool {
	return slices.EqualFunc(a.Parts, b.Parts, func(a, b ir.Part) bool {
		if a.Package == nil || b.Package == nil {
			return a.Package == b.Package && a.Literal == b.Literal
		}
		return samePackage(*a.Package, *b.Package)
	})
}
