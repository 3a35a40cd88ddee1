package cli

import (
	"slices"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/codegen"
	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// The names of the generated files.
const (
	flakeFile = "flake.nix"
	lockFile  = "flake.lock"
)

// generated is a unit after all passes: what its files are and shall be, and how
// the two differ.
type generated struct {
	*unit
	present plan.State
	out     *codegen.Output // nil when the program has errors
	plan    *plan.Plan
}

// generateUnit runs every pass over the unit at path. Diagnostics of all of them
// are in the unit's; the plan says nothing but them when the program has errors.
func generateUnit(path string, given variableFlags) (*generated, error) {
	u, err := compileUnit(path, given)
	if err != nil {
		return nil, err
	}
	g := &generated{unit: u}
	if g.present, err = presentState(u.place); err != nil {
		u.place.Close()
		return nil, err
	}
	if u.diags.HasErrors() {
		g.plan = &plan.Plan{
			FormatVersion: plan.FormatVersion, Unit: u.place.Dir,
			Changes: []plan.Change{}, Files: []plan.File{}, Inputs: []plan.Input{},
			Diagnostics: diag.NewReport(u.diags, u.text).Diagnostics,
		}
		return g, nil
	}
	out, diags := codegen.Generate(u.program, g.present.Lock)
	u.diags.Append(diags)
	g.out = out
	p, diags := plan.Make(plan.Request{
		Unit:        u.place.Dir,
		Present:     g.present,
		Wanted:      plan.State{Flake: out.Flake, Lock: out.Lock},
		Tree:        out.Tree,
		Fit:         out.Fit,
		Diagnostics: slices.Clone(u.diags),
		Sources:     u.text,
	})
	u.diags.Append(diags)
	g.plan = p
	return g, nil
}

func presentState(place *host.Place) (plan.State, error) {
	flake, err := place.Read(flakeFile)
	if err != nil {
		return plan.State{}, err
	}
	lock, err := place.Read(lockFile)
	if err != nil {
		return plan.State{}, err
	}
	return plan.State{Flake: flake, Lock: lock}, nil
}
