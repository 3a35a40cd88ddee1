package cli

import (
	"context"
	_ "embed"

	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
)

// starter is the unit that init writes. It compiles as it stands.
//
//go:embed starter.hcl
var starter []byte

func (a *app) initCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write a small agentbox.hcl to start from",
		Long: `Writes a small, commented agentbox.hcl that compiles as it stands. The directory
is made when it does not exist; a file that exists is never overwritten.`,
		Args: atMostOneArg,
		RunE: a.run(func(_ context.Context, args []string) (exit, error) {
			return a.init(orHere(args)[0])
		}),
	}
}

func (a *app) init(dir string) (exit, error) {
	var path string
	err := a.interrupts.Hold(func() (err error) {
		path, err = host.CreateUnit(dir, starter)
		return err
	})
	if err != nil {
		return failed, err
	}
	a.view.Started(path)
	return done, nil
}
