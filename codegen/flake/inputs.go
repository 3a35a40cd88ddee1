package flake

import (
	"slices"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// inputSet is the inputs attribute of the flake.
func inputSet(inputs []*ir.Input) *nix.Attrs {
	set := &nix.Attrs{}
	for _, in := range inputs {
		set.Binds = append(set.Binds, inputBind(in))
	}
	return set
}

// inputBind is name.url = "…" for an input that is nothing but its URL.
func inputBind(in *ir.Input) nix.Bind {
	url := nix.At(nix.S(in.URL), in.URLRange)
	if in.Flake && len(in.Follows) == 0 {
		return nix.Bind{Path: nix.Names(in.Name, "url"), Value: url}
	}
	set := nix.A(nix.B("url", url))
	if !in.Flake {
		set.Binds = append(set.Binds, nix.B("flake", nix.Bool(false)))
	}
	for _, f := range in.Follows {
		set.Binds = append(set.Binds, nix.Bind{
			Path:  nix.Names("inputs", f.Name, "follows"),
			Value: nix.At(nix.S(f.Target), f.Range),
		})
	}
	return nix.B(in.Name, nix.At(set, in.Range))
}

// formalNames are the arguments of outputs: self and the inputs.
func formalNames(inputs []*ir.Input) []string {
	names := []string{"self"}
	for _, in := range inputs {
		names = append(names, in.Name)
	}
	slices.Sort(names[1:])
	return names
}
