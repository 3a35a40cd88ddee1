package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/schema"
)

func (a *app) schemaCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print the language as JSON",
		Args:  noArgs,
		RunE: a.run(func(context.Context, []string) (exit, error) {
			a.view.Write(schema.Dump())
			return done, nil
		}),
	}
	cmd.Flags().Bool("json", true, "print JSON, the only form there is")
	return cmd
}
