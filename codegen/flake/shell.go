package flake

import (
	"slices"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// shellSet holds the shells of a platform.
func (b *builder) shellSet(p *scope) *nix.Attrs {
	set := &nix.Attrs{}
	for _, s := range p.Shells {
		set.Binds = append(set.Binds, nix.B(s.Name, b.shell(p, s)))
	}
	return set
}

// shell is the data of a development shell. What it has from its variant it
// takes from there, as far as the variant is built.
func (b *builder) shell(p *scope, s *ir.Shell) *nix.Attrs {
	from := base{layers: nix.L(), packages: nix.L(), env: nix.A()}
	set := &nix.Attrs{}
	env := shellEnv(p, s)
	if v := p.built(s.From); v != nil {
		from = b.base(p.contents(v))
		if s.Parity {
			set.Binds = append(set.Binds, nix.B("variant", nix.S(v.Name)))
		}
	}
	set.Binds = append(set.Binds, nix.B("layers", from.listed("layers", from.layers, layerNames(s.Layers))))
	if len(s.Packages) > 0 {
		set.Binds = append(set.Binds, nix.B("packages", from.listed("packages", from.packages, b.pkgs(s.Packages))))
	}
	if vars := withoutPath(env); len(vars) > 0 {
		set.Binds = append(set.Binds, nix.B("env", from.extended(b.env(vars))))
	}
	if path, ok := findEnv(env, "PATH"); ok {
		set.Binds = append(set.Binds, nix.B("path", nix.L(b.text(path))))
	}
	if !s.Hook.Empty() {
		set.Binds = append(set.Binds, nix.B("hook", b.text(s.Hook)))
	}
	return nix.At(set, s.Range)
}

// base is what a shell can take from a variant.
type base struct {
	variant          string // "" when there is none
	layers, packages *nix.List
	env              *nix.Attrs
}

func (b *builder) base(c contents) base {
	return base{
		variant:  c.variant.Name,
		layers:   layerNames(c.variant.Layers),
		packages: b.pkgs(c.variant.Packages),
		env:      b.env(c.environment()),
	}
}

func (f base) ref(attr string) nix.Expr { return nix.Dot("variants", f.variant, attr) }

// listed is variants.name.attr ++ [ … ] when the shell's items begin with those
// of the variant, and the items otherwise.
func (f base) listed(attr string, had, has *nix.List) nix.Expr {
	n := len(had.Items)
	switch {
	case f.variant == "" || n == 0 || n > len(has.Items) || !slices.EqualFunc(had.Items, has.Items[:n], nix.Equal):
		return has
	case n == len(has.Items):
		return f.ref(attr)
	}
	return nix.Op(f.ref(attr), "++", nix.L(has.Items[n:]...))
}

// extended is variants.name.env // { … } when the shell has all of the
// variant's variables, and the shell's variables otherwise. A variable PATH of
// an image is no use in a shell as it is, so that such a set is not taken.
func (f base) extended(has *nix.Attrs) nix.Expr {
	if f.variant == "" || len(f.env.Binds) == 0 || lookup(f.env, "PATH") != nil {
		return has
	}
	more := &nix.Attrs{}
	for _, bind := range has.Binds {
		name, _ := bindName(bind)
		if had := lookup(f.env, name); had == nil || !nix.Equal(had, bind.Value) {
			more.Binds = append(more.Binds, bind)
		}
	}
	for _, bind := range f.env.Binds {
		if name, _ := bindName(bind); lookup(has, name) == nil {
			return has
		}
	}
	if len(more.Binds) == 0 {
		return f.ref("env")
	}
	return nix.Op(f.ref("env"), "//", more)
}

// shellEnv is the environment of the shell, with what its variant's image sets
// by itself.
func shellEnv(p *scope, s *ir.Shell) []ir.Env {
	v := p.variants[s.From]
	if v == nil {
		return s.Env
	}
	env := slices.Clone(s.Env)
	for _, e := range p.contents(v).environment() {
		if !hasEnv(env, e.Name) {
			env = append(env, e)
		}
	}
	return sortedEnv(env)
}

func withoutPath(env []ir.Env) []ir.Env {
	return slices.DeleteFunc(slices.Clone(env), func(e ir.Env) bool { return e.Name == "PATH" })
}

func findEnv(env []ir.Env, name string) (ir.Text, bool) {
	i := slices.IndexFunc(env, func(e ir.Env) bool { return e.Name == name })
	if i < 0 {
		return ir.Text{}, false
	}
	return env[i].Value, true
}
