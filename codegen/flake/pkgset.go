package flake

import (
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// pkgset is an instance of nixpkgs. One that changes nothing is the one that
// nixpkgs itself has evaluated.
func (b *builder) pkgset(s *ir.Pkgset) nix.Expr {
	config := b.nixpkgsConfig(s)
	if len(config.Binds) == 0 && len(s.Overlays) == 0 && b.isFlake(s.Input) {
		return nix.At(b.perSystem(s.Input, "legacyPackages"), s.Range)
	}
	args := nix.A(nix.Inh("system"), nix.B("config", config))
	args.Binds = append(args.Binds, nix.B("overlays", b.overlayList(s.Overlays)))
	return nix.At(nix.Call(nix.Id("import"), b.input(s.Input), args), s.Range)
}

func (b *builder) overlayList(refs []ir.OverlayRef) *nix.List {
	list := &nix.List{}
	for _, ref := range refs {
		list.Items = append(list.Items, b.overlay(ref))
	}
	return list
}

// nixpkgsConfig is the config argument of nixpkgs, sorted by name.
func (b *builder) nixpkgsConfig(s *ir.Pkgset) *nix.Attrs {
	set := b.attrs(s.Config)
	add := func(bind nix.Bind) {
		name, _ := bindName(bind)
		if lookup(set, name) == nil {
			set.Binds = append(set.Binds, bind)
		}
	}
	switch {
	case s.AllowUnfree:
		add(nix.B("allowUnfree", nix.Bool(true)))
	case len(s.UnfreeNames) > 0:
		add(nix.B("allowUnfreePredicate", b.unfreePredicate(s)))
	}
	if len(s.Insecure) > 0 {
		add(insecure(s.Insecure))
	}
	slices.SortStableFunc(set.Binds, compareBinds)
	return set
}

// unfreePredicate is package: builtins.elem (lib.getName package) names, with
// the library of the same nixpkgs.
func (b *builder) unfreePredicate(s *ir.Pkgset) nix.Expr {
	name := nix.Dot("lib", "getName")
	if b.isFlake(s.Input) {
		name = b.input(s.Input, "lib", "getName")
	}
	return nix.Fn("package", nix.Call(nix.Dot("builtins", "elem"), nix.Call(name, nix.Id("package")), nix.Strs(s.UnfreeNames)))
}

func insecure(permits []ir.Insecure) nix.Bind {
	list := &nix.List{}
	var reasons []string
	for _, p := range permits {
		list.Items = append(list.Items, nix.At(nix.S(p.Name), p.Range))
		reason := p.Name + ": " + p.Reason
		if p.Expires != "" {
			reason = p.Name + " until " + p.Expires + ": " + p.Reason
		}
		reasons = append(reasons, comment(reason))
	}
	bind := nix.B("permittedInsecurePackages", list)
	bind.Comment = strings.Join(reasons, "\n")
	return bind
}

// comment makes one line of a text of the user's. A carriage return would end a
// comment for Nix, so that the rest of the text became code.
func comment(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r <= ' ' || r == 0x7f }), " ")
}

// defaultPkgset is what pkgs means on a platform.
func (b *builder) defaultPkgset(p *ir.Platform) nix.Expr {
	for _, s := range p.Pkgsets {
		if s.Name == defaultPkgset {
			return b.pkgset(s)
		}
	}
	return b.pkgset(&ir.Pkgset{Name: defaultPkgset, Input: "nixpkgs"})
}

// furtherPkgsets are the package sets of a platform beside the default one.
func (b *builder) furtherPkgsets(p *ir.Platform) *nix.Attrs {
	set := &nix.Attrs{}
	for _, s := range p.Pkgsets {
		if s.Name != defaultPkgset {
			set.Binds = append(set.Binds, nix.B(s.Name, b.pkgset(s)))
		}
	}
	return set
}
