package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/codegen/plan"
)

type planFlags struct {
	json         bool
	out          string
	detailedExit bool
	diff         bool
	targets      []string
	exclude      []string
	variables    variableFlags
}

func (a *app) planCommand() *cobra.Command {
	var flags planFlags
	cmd := &cobra.Command{
		Use:   "plan [PATH…] [VARIANT…]",
		Short: "Show what apply would change, and why",
		Long: `Shows what apply would change: files, and per address and platform what is added,
changed and removed. It writes nothing, starts no other program and needs no Nix.

Variants, groups and --target narrow down what is shown, with all that it depends
on; the files are always those of the whole unit. They are of one unit, and so is a
plan that is saved. Where a variant is called as a unit's directory beside it, --target
tells them apart.

` + pathsHelp,
		Example: `  agentboxc plan
  agentboxc plan --detailed-exitcode services/...
  agentboxc plan examples/agentbox runtime --diff
  agentboxc plan --out box.plan && agentboxc apply box.plan`,
		RunE: a.run(func(_ context.Context, args []string) (exit, error) {
			paths, variants := pathsAndVariants(args)
			flags.targets = append(flags.targets, variants...)
			return a.plan(flags, paths)
		}),
	}
	cmd.Flags().BoolVar(&flags.json, "json", false, "print JSON")
	cmd.Flags().StringVar(&flags.out, "out", "", "save the plan in `FILE`, for apply and show")
	cmd.Flags().BoolVar(&flags.detailedExit, "detailed-exitcode", false, "exit with 2 when there is something to change")
	cmd.Flags().BoolVar(&flags.diff, "diff", false, "also print how the text of the files changes")
	cmd.Flags().StringArrayVar(&flags.targets, "target", nil, "show only `ADDRESS`, a variant or a group, and what it depends on; may be repeated")
	cmd.Flags().StringArrayVar(&flags.exclude, "exclude", nil, "leave out `ADDRESS`, a variant or a group; may be repeated")
	flags.variables.register(cmd.Flags())
	return cmd
}

func (a *app) plan(flags planFlags, paths []string) (exit, error) {
	units, err := selectUnits(paths)
	if err != nil {
		return failed, err
	}
	defer units.Close()
	if units.several {
		return a.planUnits(flags, units)
	}
	g, err := generateMember(units.units[0], flags.variables, openIndex)
	if err != nil {
		return failed, err
	}
	if err := a.savePlan(flags.out, g); err != nil {
		return failed, err
	}
	if g.out != nil {
		if err := limitPlan(g, flags); err != nil {
			return misused, err
		}
	}
	a.showPlan(flags, g)
	switch {
	case g.diags.HasErrors():
		return failed, nil
	case flags.detailedExit && g.plan.HasChanges():
		return changes, nil
	}
	return done, nil
}

func limitPlan(g *generated, flags planFlags) error {
	err := g.plan.Limit(chosenAddresses(g.program, flags.targets), chosenAddresses(g.program, flags.exclude))
	var unknown *plan.UnknownTarget
	if errors.As(err, &unknown) {
		return unknownTarget(g, unknown)
	}
	return err
}

func (a *app) showPlan(flags planFlags, g *generated) {
	if flags.json {
		a.view.Write(g.plan.JSON())
		return
	}
	a.view.Diagnostics(g.findings())
	if g.out == nil {
		return
	}
	if flags.diff {
		a.showDiff(g)
	}
	a.view.Plan(g.plan, g.place.Shown)
	if flags.out != "" {
		a.view.Note("Saved in %s. Apply exactly this with: agentboxc apply %s", flags.out, flags.out)
	}
}

func (a *app) showDiff(g *generated) {
	a.view.Diff(g.place.ShownName(flakeFile), g.present.Flake, g.out.Flake)
	if g.out.Lock != nil {
		a.view.Diff(g.place.ShownName(lockFile), g.present.Lock, g.out.Lock)
	}
}

// savePlan saves nothing that could not be applied.
func (a *app) savePlan(path string, g *generated) error {
	if path == "" || g.diags.HasErrors() || g.plan.Blocked() {
		return nil
	}
	return a.interrupts.Hold(func() error { return host.WriteFile(path, g.plan.Save()) })
}

// planUnits shows the plan of each unit, and how many change.
func (a *app) planUnits(flags planFlags, units *selection) (exit, error) {
	switch {
	case flags.out != "":
		return misused, misusef("--out saves the plan of one unit, and these are several")
	case len(flags.targets)+len(flags.exclude) > 0:
		return misused, misusef("choosing variants is for the plan of one unit, and these are several")
	}
	return a.eachUnit(units, flags.json, func(m member) func(*view.Findings) (exit, error) {
		g, err := generateMember(m, flags.variables, openIndex)
		return func(said *view.Findings) (exit, error) {
			if err != nil {
				return failed, err
			}
			return a.showUnitPlan(flags, g, said), nil
		}
	}, a.view.PlanTotal)
}

func (a *app) showUnitPlan(flags planFlags, g *generated, said *view.Findings) exit {
	switch {
	case flags.json:
		a.view.Document(g.plan.JSON())
	default:
		a.view.Diagnostics(said.Join(g.findings()))
		if g.out == nil {
			a.view.UnitBroken()
			break
		}
		a.view.UnitPlan(g.plan, g.place.Shown(g.place.Dir), g.place.Shown)
		if flags.diff {
			a.showDiff(g)
		}
	}
	switch {
	case g.diags.HasErrors():
		return failed
	case flags.detailedExit && g.plan.HasChanges():
		return changes
	}
	return done
}

// pathsAndVariants tells paths from variants: what comes first is a path when it
// looks like one, or when there is a unit or a file of that name; what follows when
// it can be nothing else, or when there is a unit.
func pathsAndVariants(args []string) (paths, variants []string) {
	if len(args) == 0 || !isPath(args[0]) && !host.Exists(args[0]) {
		return []string{"."}, args
	}
	n := 1
	for n < len(args) && (isPath(args[n]) || host.IsUnit(args[n])) {
		n++
	}
	return args[:n], args[n:]
}
