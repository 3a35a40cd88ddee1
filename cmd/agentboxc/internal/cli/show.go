package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
)

type showFlags struct {
	json      bool
	variables variableFlags
}

func (a *app) showCommand() *cobra.Command {
	var flags showFlags
	cmd := &cobra.Command{
		Use:   "show [PATH|PLAN]",
		Short: "Print the program after evaluation, or a saved plan",
		Long: `Prints every value of the unit after evaluation, for each platform. For a file that
` + "`agentboxc plan --out`" + ` wrote, prints that plan.`,
		Args: atMostOneArg,
		RunE: a.run(func(_ context.Context, args []string) (exit, error) {
			path := orHere(args)[0]
			if host.IsSavedFile(path) {
				return a.showSaved(flags, path)
			}
			return a.show(flags, path)
		}),
	}
	cmd.Flags().BoolVar(&flags.json, "json", false, "print JSON")
	flags.variables.register(cmd.Flags())
	return cmd
}

func (a *app) show(flags showFlags, path string) (exit, error) {
	m, err := memberAt(path)
	if err != nil {
		return failed, err
	}
	defer m.place.Close()
	u, ok, err := a.compile(m, flags.variables)
	if !ok {
		return failed, err
	}
	a.view.Program(u.place.Dir, u.program, flags.json)
	return done, nil
}

func (a *app) showSaved(flags showFlags, path string) (exit, error) {
	p, err := readPlan(path)
	if err != nil {
		return failed, err
	}
	if flags.json {
		a.view.Write(p.JSON())
		return done, nil
	}
	a.view.Plan(p, func(name string) string { return name })
	return done, nil
}
