package ir

import (
	"cmp"
	"strings"
)

// The Name of a layer, a variant or a package is its attribute in the generated
// flake, its Address is how the source refers to it: what for_each makes as
// variant.py["312"] has the name py-312.

// Address is how the source refers to the layer.
func (l LayerRef) Address() string { return cmp.Or(l.Block, "layer."+l.Name) }

// Address is how the source refers to the layer, such as layer.base.
func (l *Layer) Address() string { return cmp.Or(l.Block, "layer."+l.Name) }

// Address is how the source refers to the variant, such as variant.runtime.
func (v *Variant) Address() string { return cmp.Or(v.Block, "variant."+v.Name) }

// Address is how the source refers to the package, such as
// package.script.entrypoint.
func (p *Package) Address() string { return cmp.Or(p.Block, "package."+p.Kind+"."+p.Name) }

// Attribute joins the parts of an address to a name of letters, digits, _ and -,
// which a command line of Nix takes as it is. Different parts may give the same
// name.
func Attribute(parts ...string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_', r == '-':
			return r
		}
		return '-'
	}, strings.Join(parts, "-"))
}

// Called is the name in the package's own unit, which programs and derivations
// have: where it is used as a module's changes neither.
func (p *Package) Called() string { return cmp.Or(p.Own, p.Name) }

// Called reports whether a person who writes name means the variant: its name, its
// address with or without the keyword, or the block that made it among others.
func (v *Variant) Called(name string) bool {
	address := v.Address()
	block, _, _ := strings.Cut(address, "[")
	for _, known := range []string{v.Name, address, block} {
		if name == known || "variant."+name == known {
			return true
		}
	}
	return false
}

// Addresses has the addresses in the source of what the flake calls otherwise:
// package.KIND.NAME, layer.NAME or variant.NAME are the keys.
type Addresses map[string]string

// Of is how the source refers to what the flake has under an address.
func (a Addresses) Of(inFlake string) string { return cmp.Or(a[inFlake], inFlake) }

// Addresses returns those of all platforms.
func (p *Program) Addresses() Addresses {
	found := Addresses{}
	add := func(called, block string) {
		if block != "" {
			found[called] = block
		}
	}
	for _, pl := range p.Platforms {
		for _, x := range pl.Packages {
			add("package."+x.Kind+"."+x.Name, x.Block)
		}
		for _, x := range pl.Layers {
			add("layer."+x.Name, x.Block)
		}
		for _, x := range pl.Variants {
			add("variant."+x.Name, x.Block)
		}
	}
	return found
}
