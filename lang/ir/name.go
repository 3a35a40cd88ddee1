package ir

import (
	"cmp"
	"strings"
)

// The Name of a layer, a variant or a package is its attribute in the generated
// flake, its Address is how the source refers to it: what for_each makes as
// variant.py["312"] has the name py-312.

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
