package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
)

type listFlags struct {
	json      bool
	variables variableFlags
}

func (a *app) listCommand() *cobra.Command {
	var flags listFlags
	cmd := &cobra.Command{
		Use:   "list [PATH…]",
		Short: "Print what a unit declares: variants, groups, layers, packages, shells, inputs, rules",
		Long:  "Prints what a unit declares. Of several units it prints the variants.\n\n" + pathsHelp,
		RunE: a.run(func(_ context.Context, args []string) (exit, error) {
			return a.list(flags, orHere(args))
		}),
	}
	cmd.Flags().BoolVar(&flags.json, "json", false, "print JSON")
	flags.variables.register(cmd.Flags())
	return cmd
}

func (a *app) list(flags listFlags, paths []string) (exit, error) {
	units, err := selectUnits(paths)
	if err != nil {
		return failed, err
	}
	defer units.Close()
	if units.several {
		return a.listUnits(flags, units)
	}
	u, ok, err := a.compile(units.units[0], flags.variables)
	if !ok {
		return failed, err
	}
	a.view.List(u.place.Dir, u.program, flags.json)
	return done, nil
}

// listUnits leaves out the units that have errors.
func (a *app) listUnits(flags listFlags, units *selection) (exit, error) {
	return a.eachUnit(units, flags.json, func(m member) func(*view.Findings) (exit, error) {
		u, err := compileMember(m, flags.variables, openIndex)
		return func(said *view.Findings) (exit, error) {
			if err != nil {
				return failed, err
			}
			a.view.Diagnostics(said.Join(u.findings()))
			if u.diags.HasErrors() {
				return failed, nil
			}
			a.view.ListUnit(u.place.Dir, u.place.Shown(u.place.Dir), u.program, flags.json)
			return done, nil
		}
	}, func() {})
}
