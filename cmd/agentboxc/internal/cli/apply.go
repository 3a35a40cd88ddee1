package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/apply"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/build"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/codegen/plan"
)

type applyFlags struct {
	json      bool
	build     buildFlags
	variables variableFlags
}

// register adds the flags that apply and build have alike.
func (f *applyFlags) register(flags *pflag.FlagSet) {
	flags.BoolVar(&f.json, "json", false, "print JSON")
	f.build.register(flags)
	f.variables.register(flags)
}

func (a *app) applyCommand() *cobra.Command {
	var flags applyFlags
	cmd := &cobra.Command{
		Use:   "apply [PATH…] [VARIANT…]\n  agentboxc apply PLAN [PATH]",
		Short: "Write flake.nix and flake.lock, and build and push images",
		Long: `Writes flake.nix and flake.lock beside agentbox.hcl, each whole or not at all and
only when its bytes differ. With a plan that ` + "`agentboxc plan --out`" + ` saved it writes
exactly that, or nothing if the files have changed since.

With --build, Nix builds the images of all variants, or of the variants and groups
that are named, for all platforms or those of --platform. Budgets are checked, and
what was measured is recorded in agentbox.lock.json. --to and --push bring the
images away afterwards; nothing leaves the machine when a budget is broken.

A flake.nix that agentboxc did not write is never replaced; move it away first.

Of several units, those that have errors are left as they are and the others are
written. With --build, one is built after the other, and what fails keeps no other
from being built; a VARIANT is then one that some of the units have. ` + pathsHelp,
		Example: `  agentboxc apply
  agentboxc plan --out box.plan && agentboxc apply box.plan
  agentboxc apply --build --platform x86_64-linux
  agentboxc apply --build services/... runtime
  agentboxc apply runtime --to oci:images
  agentboxc apply --push --auto-approve`,
		RunE: a.run(func(ctx context.Context, args []string) (exit, error) {
			return a.applyArgs(ctx, flags, args)
		}),
	}
	cmd.Flags().BoolVar(&flags.build.build, "build", false, "also build the images, check their budgets and record their sizes")
	flags.register(cmd.Flags())
	return cmd
}

func (a *app) applyArgs(ctx context.Context, flags applyFlags, args []string) (exit, error) {
	if err := flags.build.check(); err != nil {
		return misused, err
	}
	if len(args) > 0 && host.IsSavedFile(args[0]) {
		return a.applySaved(ctx, flags, args[0], args[1:])
	}
	paths, variants := pathsAndVariants(args)
	if len(variants) > 0 && !flags.build.wanted() {
		return misused, misusef("choosing variants (%s) is for building them: without --build, --to or --push, apply writes the files of the whole unit", variants[0])
	}
	units, err := selectUnits(paths)
	if err != nil {
		return failed, err
	}
	defer units.Close()
	if units.several {
		return a.applyUnits(ctx, flags, units, variants)
	}
	return a.apply(ctx, flags, units.units[0], variants)
}

func (a *app) apply(ctx context.Context, flags applyFlags, m member, variants []string) (code exit, err error) {
	place := m.place
	unlock, err := a.lockUnit(ctx, place)
	if err != nil {
		return failed, err
	}
	defer unlock()

	g, err := generateMember(m, flags.variables, openIndex)
	if err != nil {
		return failed, err
	}
	if g.diags.HasErrors() {
		a.showRefusal(flags, g)
		return failed, nil
	}
	a.view.Diagnostics(g.findings())
	if flags.build.wanted() {
		code, err = a.applyAndBuild(ctx, flags, place, g, variants)
	} else {
		code, err = a.carryOut(ctx, flags, place, g.plan)
	}
	if code == done && err == nil {
		unlock() // others need not wait for what is not written here
		a.indexIdly(ctx, g)
	}
	return code, err
}

// applyAndBuild asks for what it needs to know before anything is written.
func (a *app) applyAndBuild(ctx context.Context, flags applyFlags, place *host.Place, g *generated, variants []string) (code exit, err error) {
	targets, err := selectTargets(g.program, variants, flags.build.platforms)
	if err != nil {
		return misused, err
	}
	places, err := exports(flags.build, g.program, targets)
	if err != nil {
		return misused, err
	}
	if err := a.approve(flags.build, places); err != nil {
		return failed, err
	}
	applied, err := a.writePlan(place, g.plan)
	if err != nil {
		return failed, err
	}
	if !flags.json { // which prints one document, that of the images
		a.view.Applied(applied, false)
	}
	a.hintUntracked(ctx, place, flakeFile, lockFile)
	return a.buildHeld(ctx, flags, g, targets, places)
}

// buildHeld holds off interrupts, which end the build in order.
func (a *app) buildHeld(ctx context.Context, flags applyFlags, g *generated, targets []build.Target, places []export) (code exit, err error) {
	err = a.interrupts.Hold(func() error {
		code, err = a.buildUnit(ctx, flags, g, targets, places)
		return err
	})
	return code, err
}

// applySaved takes the unit from the plan and the workspace from the path, else
// from the current directory.
func (a *app) applySaved(ctx context.Context, flags applyFlags, file string, paths []string) (exit, error) {
	if err := atMostOneArg(nil, paths); err != nil {
		return misused, err
	}
	if flags.build.wanted() {
		return misused, misusef("a saved plan is about files; apply it, and then build with `agentboxc build`")
	}
	if len(flags.variables) > 0 {
		return misused, misusef("a saved plan has its values already; --var and --var-file can't change them")
	}
	p, err := readPlan(file)
	if err != nil {
		return failed, err
	}
	place, err := host.FindUnit(orHere(paths)[0], p.Unit)
	if err != nil {
		return failed, err
	}
	defer place.Close()
	unlock, err := a.lockPlanned(ctx, place, p)
	if err != nil {
		return failed, err
	}
	defer unlock()
	return a.carryOut(ctx, flags, place, p)
}

// lockPlanned is lockUnit for a plan that was made without the lock: what was planned
// must still be about the files that are there.
func (a *app) lockPlanned(ctx context.Context, place *host.Place, p *plan.Plan) (unlock func(), err error) {
	if unlock, err = a.lockUnit(ctx, place); err != nil {
		return nil, err
	}
	present, err := presentState(place)
	if err == nil {
		err = p.Verify(present)
	}
	if err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

// carryOut writes what the plan wants. The caller holds the lock on the unit.
func (a *app) carryOut(ctx context.Context, flags applyFlags, place *host.Place, p *plan.Plan) (exit, error) {
	applied, err := a.writePlan(place, p)
	if err != nil {
		return failed, err
	}
	a.view.Applied(applied, flags.json)
	a.hintUntracked(ctx, place, flakeFile, lockFile)
	return done, nil
}

func (a *app) writePlan(place *host.Place, p *plan.Plan) (view.Applied, error) {
	applied := view.Applied{Unit: p.Unit, Shown: place.Shown, Plan: p}
	if p.Blocked() {
		return applied, errors.New("the plan can't be applied: it holds errors, or an input that is not locked")
	}
	var files []apply.File
	for _, f := range p.Files {
		files = append(files, apply.File{Name: f.Path, Bytes: []byte(*f.Content)})
	}
	err := a.interrupts.Hold(func() error {
		apply.Sweep(place.Root, p.Files[0].Path, p.Files[1].Path)
		return apply.Write(place.Root, files, func(e apply.Event) { applied.Events = append(applied.Events, e) })
	})
	return applied, err
}

// hintUntracked names the generated files that git does not track: Nix would not
// see them, and replace an untracked flake.lock.
func (a *app) hintUntracked(ctx context.Context, place *host.Place, names ...string) {
	untracked := host.Untracked(ctx, place.UnitPath(), names...)
	for i, name := range untracked {
		untracked[i] = place.ShownName(name)
	}
	a.view.Untracked(untracked)
}

// lockUnit keeps a second run from writing to the same unit.
func (a *app) lockUnit(ctx context.Context, place *host.Place) (unlock func(), err error) {
	return host.LockDir(ctx, place.UnitPath(), func() {
		a.view.Note("Waiting for another agentboxc that is writing to this unit …")
	})
}

// showRefusal says why nothing is written.
func (a *app) showRefusal(flags applyFlags, g *generated) {
	if flags.json {
		a.view.Write(g.plan.JSON())
		return
	}
	a.view.Diagnostics(g.findings())
	a.view.Note("Nothing was written.")
}
