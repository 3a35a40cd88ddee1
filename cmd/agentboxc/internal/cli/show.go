package cli

import (
	"context"

	"github.com/spf13/cobra"
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
			return a.show(flags, orHere(args)[0])
		}),
	}
	cmd.Flags().BoolVar(&flags.json, "json", false, "print JSON")
	flags.variables.register(cmd.Flags())
	return cmd
}

func (a *app) show(flags showFlags, path string) (exit, error) {
	u, ok, err := a.compile(path, flags.variables)
	if !ok {
		return failed, err
	}
	defer u.place.Close()
	a.view.Program(u.place.Dir, u.program, flags.json)
	return done, nil
}
