package flake

import (
	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// PackageSet is a package set as flakes have it for a system, by itself: it
// depends on nothing but the inputs of the program. Overlays of the unit's own,
// and config that names packages, need what is beside the set and are not for it.
func PackageSet(p *ir.Program, s *ir.Pkgset, system string) nix.Expr {
	return &nix.Let{
		Binds: []nix.Bind{nix.B("system", nix.S(system))},
		Body:  newBuilder(p).pkgset(s),
	}
}

// Asking makes a flake with the inputs of a program and one output. It is for
// asking Nix, and never part of a unit; the lock of the unit fits it.
func Asking(p *ir.Program, output string, value nix.Expr) *nix.File {
	fn := &nix.Lambda{Body: nix.A(nix.B(output, value))}
	if newBuilder(p).formals {
		fn.Formals = formalNames(p.Inputs)
	} else {
		fn.Param = "inputs"
	}
	return &nix.File{Body: nix.A(nix.B("inputs", inputSet(p.Inputs)), nix.B("outputs", fn))}
}
