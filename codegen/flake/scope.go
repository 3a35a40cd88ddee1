package flake

import (
	"cmp"
	"slices"

	"github.com/agentboxc/agentboxc/lang/ir"
)

// scope is a platform with its blocks by name.
type scope struct {
	*ir.Platform
	layers   map[string]*ir.Layer
	variants map[string]*ir.Variant
}

func newScope(p *ir.Platform) *scope {
	s := &scope{
		Platform: p,
		layers:   make(map[string]*ir.Layer, len(p.Layers)),
		variants: make(map[string]*ir.Variant, len(p.Variants)),
	}
	for _, l := range p.Layers {
		s.layers[l.Name] = l
	}
	for _, v := range p.Variants {
		s.variants[v.Name] = v
	}
	return s
}

// built returns the variant of that name if this platform builds it.
func (s *scope) built(name string) *ir.Variant {
	if v := s.variants[name]; v != nil && !v.Abstract {
		return v
	}
	return nil
}

// existing returns those of the packages that the platform has.
func (s *scope) existing(refs []ir.PackageRef) []ir.PackageRef {
	return slices.DeleteFunc(slices.Clone(refs), func(ref ir.PackageRef) bool {
		return ref.Pkgset == "" && !slices.ContainsFunc(s.Packages, func(p *ir.Package) bool {
			return p.Kind == ref.Kind && p.Name == ref.Name
		})
	})
}

// contents finds what the standard files of the variant depend on.
func (s *scope) contents(v *ir.Variant) contents {
	c := contents{variant: v}
	if !v.Rootfs.Standard {
		return c
	}
	for _, l := range v.Layers {
		if layer := s.layers[l.Name]; layer != nil {
			c.look(layer.Packages)
		}
	}
	c.look(v.Packages)
	return c
}

// look notes the first packages that have certificates and env. An image with
// none of these has no /usr/bin/env: a link to nothing would only hide that.
func (c *contents) look(refs []ir.PackageRef) {
	for i := range refs {
		ref := &refs[i]
		if len(ref.Path) == 0 {
			continue
		}
		switch ref.Path[len(ref.Path)-1] {
		case "cacert":
			c.certificates = cmp.Or(c.certificates, ref)
		case "coreutils", "coreutils-full", "uutils-coreutils-noprefix", "busybox", "toybox":
			c.env = cmp.Or(c.env, ref)
		}
	}
}

func hasEnv(env []ir.Env, name string) bool {
	return slices.ContainsFunc(env, func(e ir.Env) bool { return e.Name == name })
}

func sortedEnv(env []ir.Env) []ir.Env {
	slices.SortStableFunc(env, func(a, b ir.Env) int { return cmp.Compare(a.Name, b.Name) })
	return env
}
