package flake

import (
	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// declared are the package blocks of a platform: a set per kind.
func (b *builder) declared(p *ir.Platform) *nix.Attrs {
	kinds := &nix.Attrs{}
	set := map[string]*nix.Attrs{}
	for _, pkg := range p.Packages {
		kind := set[pkg.Kind]
		if kind == nil {
			kind = &nix.Attrs{}
			set[pkg.Kind] = kind
			kinds.Binds = append(kinds.Binds, nix.B(pkg.Kind, kind))
		}
		kind.Binds = append(kind.Binds, nix.B(pkg.Name, b.declaration(pkg)))
	}
	return kinds
}

func (b *builder) declaration(p *ir.Package) nix.Expr {
	x, ok := b.packages[p]
	if !ok {
		x = b.recipe(p)
		b.packages[p] = x
	}
	return x
}

func (b *builder) recipe(p *ir.Package) nix.Expr {
	switch r := p.Recipe.(type) {
	case *ir.PythonEnv:
		return nix.At(b.pythonEnv(r), p.Range)
	case *ir.RustToolchain:
		return at(b.rustToolchain(r), p.Range)
	case *ir.NodeEnv:
		return nix.At(b.nodeEnv(r, p), p.Range)
	case *ir.NpmPackage:
		return nix.At(b.npmPackage(r, p), p.Range)
	case *ir.GoModule:
		return nix.At(b.goModule(r, p), p.Range)
	case *ir.RustCrate:
		return nix.At(b.rustCrate(r, p), p.Range)
	case *ir.FetchBinary:
		return nix.At(b.fetchBinary(r, p), p.Range)
	case *ir.Script:
		return nix.At(b.script(p, r), p.Range)
	case *ir.NixFile:
		call := nix.Call(nix.Dot("pkgs", "callPackage"), file(r.File, p.Range), b.attrs(r.Args))
		return nix.At(call, p.Range)
	case *ir.FlakePackage:
		return nix.At(b.perSystem(r.Input, "packages", r.Attr...), p.Range)
	case *ir.Override:
		return at(b.override(r, p), p.Range)
	}
	panic("flake: unknown kind of package")
}

// pythonEnv is python.withPackages (ps: [ … ]). The environment can be
// overridden like the function call that it is.
func (b *builder) pythonEnv(r *ir.PythonEnv) *nix.Apply {
	list := &nix.List{}
	for _, p := range r.Packages {
		if p.Ref != nil {
			list.Items = append(list.Items, b.pkg(*p.Ref))
			continue
		}
		list.Items = append(list.Items, nix.At(nix.Sel(nix.Id("ps"), p.Path...), p.Range))
	}
	env := nix.Call(extend(b.pkg(r.Python), "withPackages"), nix.Fn("ps", list))
	if !r.IgnoreCollisions {
		return env
	}
	return nix.Call(nix.Sel(env, "override"), nix.A(nix.B("ignoreCollisions", nix.Bool(true))))
}

// extend is x.name….
func extend(x nix.Expr, names ...string) *nix.Select {
	s, ok := x.(*nix.Select)
	if !ok || s.Default != nil {
		return nix.Sel(x, names...)
	}
	path := append(append([]nix.AttrName{}, s.Path...), nix.Names(names...)...)
	return &nix.Select{From: s.From, Of: s.Of, Path: path}
}

// rustToolchain is rust-overlay's rust-bin.CHANNEL.SELECT.PROFILE.
func (b *builder) rustToolchain(r *ir.RustToolchain) nix.Expr {
	var set nix.Expr = nix.Id("pkgs")
	if r.Overlay != nil {
		set = nix.Call(nix.Dot("pkgs", "extend"), b.overlay(*r.Overlay))
	}
	profile := nix.Sel(set, "rust-bin", r.Channel, r.Select, r.Profile)
	args := &nix.Attrs{}
	if len(r.Extensions) > 0 {
		args.Binds = append(args.Binds, nix.B("extensions", nix.Strs(r.Extensions)))
	}
	if len(r.Targets) > 0 {
		args.Binds = append(args.Binds, nix.B("targets", nix.Strs(r.Targets)))
	}
	if len(args.Binds) == 0 {
		return profile
	}
	return nix.Call(extend(profile, "override"), args)
}

func (b *builder) script(p *ir.Package, r *ir.Script) *nix.Apply {
	args := nix.A(nix.B("name", nix.S(p.Called())))
	if len(r.RuntimeInputs) > 0 {
		args.Binds = append(args.Binds, nix.B("runtimeInputs", b.pkgs(r.RuntimeInputs)))
	}
	if !r.Check {
		args.Binds = append(args.Binds, nix.B("checkPhase", nix.S("")))
	}
	var text nix.Expr
	if r.Text != nil {
		text = b.text(*r.Text)
	} else {
		text = nix.Call(nix.Dot("builtins", "readFile"), file(r.File, p.Range))
	}
	args.Binds = append(args.Binds, nix.B("text", text))
	return nix.Call(nix.Dot("pkgs", "writeShellApplication"), args)
}

// override is base.override { … } and then .overrideAttrs (old: { … }), each
// only when there is something to change.
func (b *builder) override(r *ir.Override, p *ir.Package) nix.Expr {
	x := b.pkg(r.Base)
	if len(r.Args) > 0 {
		x = nix.At(nix.Call(extend(x, "override"), b.attrs(r.Args)), p.Range)
	}
	changes := b.changes(r.Check, r.Env, r.Patches, p.Range)
	if len(changes) == 0 {
		return x
	}
	return nix.Call(extend(x, "overrideAttrs"), nix.Fn("old", nix.A(changes...)))
}

// changes are the attributes of a derivation that an override replaces. env and
// patches add to what the package has.
func (b *builder) changes(check *bool, env []ir.Env, patches []string, r diag.Range) []nix.Bind {
	var changes []nix.Bind
	if check != nil {
		changes = append(changes, nix.B("doCheck", nix.Bool(*check)))
	}
	if len(env) > 0 {
		changes = append(changes, nix.B("env", nix.Op(orElse("env", nix.A()), "//", b.env(env))))
	}
	if len(patches) > 0 {
		list := &nix.List{}
		for _, patch := range patches {
			list.Items = append(list.Items, source(patch, r))
		}
		changes = append(changes, nix.B("patches", nix.Op(orElse("patches", nix.L()), "++", list)))
	}
	return changes
}

// orElse is old.name or otherwise.
func orElse(name string, otherwise nix.Expr) nix.Expr {
	return &nix.Select{Of: nix.Id("old"), Path: nix.Names(name), Default: otherwise}
}
