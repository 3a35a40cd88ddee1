package cli

import (
	"context"

	"github.com/spf13/cobra"
)

type listFlags struct {
	json      bool
	variables variableFlags
}

func (a *app) listCommand() *cobra.Command {
	var flags listFlags
	cmd := &cobra.Command{
		Use:   "list [PATH]",
		Short: "Print what a unit declares: variants, groups, layers, packages, shells, inputs, rules",
		Args:  atMostOneArg,
		RunE: a.run(func(_ context.Context, args []string) (exit, error) {
			return a.list(flags, orHere(args)[0])
		}),
	}
	cmd.Flags().BoolVar(&flags.json, "json", false, "print JSON")
	flags.variables.register(cmd.Flags())
	return cmd
}

func (a *app) list(flags listFlags, path string) (exit, error) {
	u, ok, err := a.compile(path, flags.variables)
	if !ok {
		return failed, err
	}
	defer u.place.Close()
	a.view.List(u.place.Dir, u.program, flags.json)
	return done, nil
}
