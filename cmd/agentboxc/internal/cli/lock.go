package cli

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"

	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/apply"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/codegen"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

type lockFlags struct {
	check     bool
	variables variableFlags
}

func (a *app) lockCommand() *cobra.Command {
	var flags lockFlags
	cmd := &cobra.Command{
		Use:   "lock [PATH]",
		Short: "Pin the inputs that are not locked yet, with the help of Nix",
		Long: `Resolves the inputs that flake.lock does not hold yet and writes it. What is locked
already stays as it is. Nix does the resolving, so it must be installed.`,
		Args: atMostOneArg,
		RunE: a.run(func(ctx context.Context, args []string) (exit, error) {
			return a.lock(ctx, flags, orHere(args)[0])
		}),
	}
	cmd.Flags().BoolVar(&flags.check, "check", false, "write nothing; exit with 2 when an input is not locked")
	flags.variables.register(cmd.PersistentFlags())
	cmd.AddCommand(a.lockUpdateCommand(&flags.variables))
	return cmd
}

func (a *app) lockUpdateCommand(variables *variableFlags) *cobra.Command {
	return &cobra.Command{
		Use:   "update [INPUT…]",
		Short: "Move all inputs, or the named ones, to what they refer to now",
		RunE: a.run(func(ctx context.Context, args []string) (exit, error) {
			return a.lockUpdate(ctx, *variables, args)
		}),
	}
}

// lock keeps the pins that fit. When only the follows differ, the lock is made
// without Nix.
func (a *app) lock(ctx context.Context, flags lockFlags, path string) (exit, error) {
	return a.relock(ctx, flags.variables, path, func(g *generated) ([]byte, exit, error) {
		switch {
		case flags.check && g.out.Fit.Same:
			return nil, done, nil
		case flags.check:
			a.view.Diagnostics(g.findings())
			return nil, changes, nil
		case g.out.Lock != nil:
			return g.out.Lock, done, nil
		}
		locked, err := askNix(ctx, g.out.Flake, g.present.Lock, nil)
		return locked, done, err
	})
}

// lockUpdate moves all inputs by locking without a lock.
func (a *app) lockUpdate(ctx context.Context, variables variableFlags, names []string) (exit, error) {
	return a.relock(ctx, variables, ".", func(g *generated) ([]byte, exit, error) {
		present := g.present.Lock
		if len(names) == 0 {
			present = nil
		}
		for _, name := range names {
			if !slices.ContainsFunc(g.program.Inputs, func(in *ir.Input) bool { return in.Name == name }) {
				return nil, misused, misusef("the unit has no input %q", name)
			}
		}
		locked, err := askNix(ctx, g.out.Flake, present, names)
		return locked, done, err
	})
}

// relock writes what locked returns, if anything.
func (a *app) relock(ctx context.Context, variables variableFlags, name string,
	locked func(*generated) ([]byte, exit, error),
) (code exit, err error) {
	err = a.interrupts.Hold(func() error {
		place, err := host.Find(name)
		if err != nil {
			return err
		}
		defer place.Close()
		unlock, err := a.lockUnit(ctx, place)
		if err != nil {
			return err
		}
		defer unlock()

		g, err := generateUnit(name, variables)
		if err != nil {
			return err
		}
		defer g.place.Close()
		if hopeless(g.diags) {
			a.view.Diagnostics(g.findings())
			code = failed
			return nil
		}
		contents, end, err := locked(g)
		code = end
		if contents == nil || err != nil {
			return err
		}
		return a.writeLock(ctx, g, contents)
	})
	return code, err
}

// hopeless reports whether there is an error besides those that locking mends.
func hopeless(diags diag.List) bool {
	return slices.ContainsFunc(diags, func(d diag.Diagnostic) bool {
		return d.Severity == diag.Error && d.Code != diag.InputNotLocked && d.Code != diag.NotGenerated
	})
}

func (a *app) writeLock(ctx context.Context, g *generated, locked []byte) error {
	if _, diags := codegen.Generate(g.program, locked); diags.HasErrors() {
		return fmt.Errorf("checking what Nix locked: %s", diags[0].Detail)
	}
	files := []apply.File{{Name: path.Join(g.place.Dir, lockFile), Bytes: locked}}
	err := apply.Write(g.place.Root, files, func(e apply.Event) { a.view.Wrote(g.place.Shown, e) })
	if err != nil {
		return err
	}
	a.hintUntracked(ctx, g.place, lockFile)
	return nil
}

func askNix(ctx context.Context, flake, lock []byte, move []string) ([]byte, error) {
	nix, err := host.FindNix()
	if err != nil {
		return nil, errors.New("locking needs Nix, and there is no program nix on the PATH; install it from https://nixos.org/download, or run `nix flake lock` where it is installed")
	}
	return nix.Lock(ctx, flake, lock, move)
}
