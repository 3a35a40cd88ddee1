package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
)

// Version is the version of the compiler.
const Version = "0.1.0"

type versionFlags struct{ json bool }

func (a *app) versionCommand() *cobra.Command {
	var flags versionFlags
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  noArgs,
		RunE: a.run(func(context.Context, []string) (exit, error) {
			return a.version(flags)
		}),
	}
	cmd.Flags().BoolVar(&flags.json, "json", false, "print JSON")
	return cmd
}

func (a *app) version(flags versionFlags) (exit, error) {
	a.view.Version(view.Version{Compiler: Version}, flags.json)
	return done, nil
}
