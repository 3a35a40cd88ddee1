package cli

import (
	"bytes"
	"path"
	"slices"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/nix"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/index"
	"github.com/agentboxc/agentboxc/codegen"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/codegen/measure"
	nixcode "github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// The names of the generated files.
const (
	flakeFile    = "flake.nix"
	lockFile     = "flake.lock"
	measuresFile = "agentbox.lock.json"
)

// generated is a unit after all passes: what its files are and shall be, and how
// the two differ.
type generated struct {
	*unit
	present plan.State
	// measured are the present measurements: nil when there are none, or when
	// they cannot be read.
	measured *measure.Measurements
	// shares is set where the unit's workspace has one lock for all its units, and
	// pinned is what that holds.
	shares bool
	pinned *lock.Lock
	out    *codegen.Output // nil when the program has errors
	plan   *plan.Plan
}

// generateMember runs every pass over a unit. Diagnostics of all of them are in the
// unit's; the plan says nothing but them when the program has errors.
func generateMember(m member, given variableFlags, open func(*host.Place) *index.Index) (*generated, error) {
	u, err := compileMember(m, given, open)
	if err != nil {
		return nil, err
	}
	return generate(u)
}

// generateToLock is generateMember for what moves the lock: which packages there
// are by the present one must not keep anybody from getting another.
func generateToLock(m member, given variableFlags) (*generated, error) {
	return generateMember(m, given, noIndex)
}

func generate(u *unit) (_ *generated, err error) {
	g := &generated{unit: u}
	if g.present, err = presentState(u.place); err != nil {
		return nil, err
	}
	pins, err := g.pins()
	if err != nil {
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
	out, diags := codegen.Generate(u.program, pins)
	u.diags.Append(diags)
	g.out = out
	if err := g.readMeasurements(); err != nil {
		return nil, err
	}
	p, diags := plan.Make(plan.Request{
		Unit:        u.place.Dir,
		Present:     g.present,
		Wanted:      plan.State{Flake: out.Flake, Lock: out.Lock},
		Tree:        out.Tree,
		Fit:         out.Fit,
		Measured:    g.measured,
		Addresses:   u.program.Addresses(),
		Publishes:   u.program.Publishes,
		Programs:    g.programs(),
		Diagnostics: slices.Clone(u.diags),
		Sources:     u.text,
	})
	u.diags.Append(diags)
	g.plan = p
	return g, nil
}

// readMeasurements leaves out those that are damaged, which is among the
// diagnostics then.
func (g *generated) readMeasurements() error {
	data, err := g.place.Read(measuresFile)
	if data == nil || err != nil {
		return err
	}
	measured, diags := measure.Read(data, path.Join(g.place.Dir, measuresFile))
	g.measured = measured
	g.diags.Append(diags)
	return nil
}

// programs are of interest only where there are measurements: for them the files
// that the flakes name are read.
func (g *generated) programs() plan.Programs {
	if g.measured == nil {
		return plan.Programs{}
	}
	wanted := g.hash(g.out.Tree, plan.State{Flake: g.out.Flake, Lock: g.out.Lock})
	if bytes.Equal(g.present.Flake, g.out.Flake) && bytes.Equal(g.present.Lock, g.out.Lock) {
		return plan.Programs{Present: wanted, Wanted: wanted}
	}
	tree, err := nixcode.Parse(g.present.Flake)
	if err != nil {
		return plan.Programs{Wanted: wanted}
	}
	return plan.Programs{Present: g.hash(tree, g.present), Wanted: wanted}
}

// hash is that of a flake with the files it names, or "" when there is no
// such flake: one that could not be built was not measured.
func (g *generated) hash(tree *nixcode.File, files plan.State) string {
	if files.Lock == nil {
		return ""
	}
	program, err := nix.Program(nix.Source{
		FS: g.place.FS(), Unit: g.place.Dir, Flake: files.Flake, Lock: files.Lock, Paths: measure.Named(tree),
	})
	if err != nil {
		return ""
	}
	return program
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
