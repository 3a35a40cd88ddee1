package cli

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/hashicorp/go-multierror"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/lang/ir"
)

type lockFlags struct {
	check     bool
	json      bool
	dryRun    bool
	offline   bool
	withNix   bool
	index     bool
	variables variableFlags
}

// register adds the flags that lock and lock update have alike.
func (f *lockFlags) register(flags *pflag.FlagSet) {
	flags.BoolVar(&f.json, "json", false, "print JSON")
	flags.BoolVar(&f.dryRun, "dry-run", false, "show what would be locked and write nothing")
	flags.BoolVar(&f.offline, "offline", false, "use only what was fetched before")
	flags.BoolVar(&f.withNix, "with-nix", false, "have Nix do the locking")
	flags.BoolVar(&f.index, "index", false, "also have Nix list the names of the packages, for validate and search")
	f.variables.register(flags)
}

func (a *app) lockCommand() *cobra.Command {
	var flags lockFlags
	cmd := &cobra.Command{
		Use:   "lock [PATH…]",
		Short: "Pin the inputs that are not locked yet",
		Long: `Resolves the inputs that flake.lock does not hold yet and writes it, as Nix would.
What is locked already stays as it is. It needs no Nix.

Tokens come from access-tokens in nix.conf and from GITHUB_TOKEN, passwords from
netrc, proxies from the usual variables. What was fetched is remembered in
$XDG_CACHE_HOME/agentboxc.

With --index, Nix evaluates the locked package sets, and the names of the packages
are remembered there, too: from then on validate, plan and apply report packages
that do not exist, and search finds those that do. Nix fetches what is not in its
store yet; with --offline it does not.

Several units are locked at the same time. What they have in common is fetched once,
and is the same for all of them. ` + pathsHelp,
		Example: `  agentboxc lock
  agentboxc lock --check
  agentboxc lock update nixpkgs --dry-run
  agentboxc lock --index`,
		RunE: a.run(func(ctx context.Context, args []string) (exit, error) {
			return a.lock(ctx, flags, orHere(args))
		}),
	}
	cmd.Flags().BoolVar(&flags.check, "check", false, "write nothing; exit with 2 when the lock does not fit")
	flags.register(cmd.PersistentFlags())
	cmd.AddCommand(a.lockUpdateCommand(&flags))
	return cmd
}

func (a *app) lockUpdateCommand(flags *lockFlags) *cobra.Command {
	return &cobra.Command{
		Use:   "update [PATH…] [INPUT…]",
		Short: "Move all inputs, or the named ones, to what they refer to now",
		Long: `Moves all inputs, or the named ones, to what they refer to now. A PATH comes first, and
has a slash, a dot or a star in it, to be told from the name of an input.

` + pathsHelp,
		Example: `  agentboxc lock update
  agentboxc lock update nixpkgs
  agentboxc lock update ./... nixpkgs`,
		RunE: a.run(func(ctx context.Context, args []string) (exit, error) {
			n := 0
			for n < len(args) && isPath(args[n]) {
				n++
			}
			return a.lockUpdate(ctx, *flags, orHere(args[:n]), args[n:])
		}),
	}
}

// lock keeps the pins that fit.
func (a *app) lock(ctx context.Context, flags lockFlags, paths []string) (exit, error) {
	if flags.check && flags.index {
		return misused, misusef("--check asks nobody, and --index asks Nix: use one of them")
	}
	units, err := selectUnits(paths)
	if err != nil {
		return failed, err
	}
	defer units.Close()
	if flags.check {
		return a.lockCheck(flags, units)
	}
	return a.lockUnits(ctx, flags, units, func(g *generated) (lockWork, error) {
		return lockWork{ready: g.out.Lock, old: g.kept()}, nil
	})
}

// lockUpdate moves all inputs by locking without a lock. Of several units not each
// must have every input that is named.
func (a *app) lockUpdate(ctx context.Context, flags lockFlags, paths, names []string) (exit, error) {
	units, err := selectUnits(paths)
	if err != nil {
		return failed, err
	}
	defer units.Close()
	var met sync.Map
	code, err := a.lockUnits(ctx, flags, units, func(g *generated) (lockWork, error) {
		if len(names) == 0 {
			return lockWork{}, nil
		}
		work := lockWork{old: g.kept()}
		for _, name := range names {
			switch {
			case slices.ContainsFunc(g.program.Inputs, func(in *ir.Input) bool { return in.Name == name }):
				work.move = append(work.move, name)
				met.Store(name, true)
			case !units.several:
				return lockWork{}, noSuchInput(g.program, name)
			}
		}
		if len(work.move) == 0 {
			work.ready = g.out.Lock
		}
		return work, nil
	})
	for _, name := range names {
		_, known := met.Load(name)
		switch {
		case known || !units.several:
		case host.IsUnit(name):
			return failed, multierror.Append(err, fmt.Errorf("none of the units has an input %q; to mean the unit, write ./%[1]s", name))
		case code == done && err == nil: // units with errors may have it
			return failed, fmt.Errorf("none of the units has an input %q", name)
		}
	}
	return code, err
}

func noSuchInput(p *ir.Program, name string) error {
	names := make([]string, len(p.Inputs))
	for i, in := range p.Inputs {
		names[i] = in.Name
	}
	return noSuch("input", name, names)
}
