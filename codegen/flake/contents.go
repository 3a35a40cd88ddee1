package flake

import (
	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// ContentsAttr is the output that Contents adds. No variant can be called so.
const ContentsAttr = "store+paths"

// Contents makes a file like Build's that also tells where packages are in the
// store: ContentsAttr.<system>.<address> is a list with the store paths of all
// outputs of each package that a layer ("layer.base") or a variant
// ("variant.runtime") lists or a policy ("policy.production") forbids, in their
// order. A package that Nix refuses to evaluate has none. It is for asking, and
// never part of a unit.
func Contents(p *ir.Program) *nix.File {
	b := newBuilder(p)
	b.contents = true
	return b.flake()
}

// listed are the packages of a platform by the address of what names them.
func (b *builder) listed(s *scope) *nix.Attrs {
	set := &nix.Attrs{}
	add := func(address string, refs []ir.PackageRef) {
		if len(refs) > 0 {
			set.Binds = append(set.Binds, nix.B(address, b.pkgs(refs)))
		}
	}
	for _, l := range s.Layers {
		add("layer."+l.Name, l.Packages)
	}
	for _, v := range s.Variants {
		if !v.Abstract {
			add("variant."+v.Name, v.Packages)
		}
	}
	for _, policy := range b.program.Policies {
		add("policy."+policy.Name, s.existing(policy.Packages))
	}
	return set
}
