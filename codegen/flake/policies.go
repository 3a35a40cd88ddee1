package flake

import (
	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// policySet holds what policies forbid, and where.
func (b *builder) policySet(s *scope) *nix.Attrs {
	set := &nix.Attrs{}
	for _, p := range b.program.Policies {
		set.Binds = append(set.Binds, nix.B(p.Name, b.policy(s, p)))
	}
	return set
}

// policy leaves out packages that the platform does not have: no image has them.
func (b *builder) policy(s *scope, p *ir.Policy) *nix.Attrs {
	set := &nix.Attrs{}
	list := func(name string, items []nix.Expr) {
		if len(items) > 0 {
			set.Binds = append(set.Binds, nix.B(name, nix.L(items...)))
		}
	}
	list("variants", texts(p.Variants))
	list("layers", texts(p.Layers))
	list("packages", b.pkgs(s.existing(p.Packages)).Items)
	list("names", texts(p.Patterns))
	if p.Reason != "" {
		set.Binds = append(set.Binds, nix.B("reason", nix.S(p.Reason)))
	}
	return nix.At(set, p.Range)
}

func texts(values []string) []nix.Expr {
	items := make([]nix.Expr, len(values))
	for i, v := range values {
		items[i] = nix.S(v)
	}
	return items
}
