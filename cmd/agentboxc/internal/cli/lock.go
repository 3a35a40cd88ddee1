package cli

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/apply"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/codegen"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/lang/diag"
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

Several units are locked one after the other, and what they have in common is
fetched once. ` + pathsHelp,
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
		return a.lockEach(flags, units, func(m member) (exit, error) { return a.lockCheck(flags, m) })
	}
	return a.lockEach(flags, units, func(m member) (exit, error) {
		return a.relock(ctx, flags, m, func(g *generated) (lockWork, error) {
			return lockWork{ready: g.out.Lock, old: g.kept()}, nil
		})
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
	met := map[string]bool{}
	code, err := a.lockEach(flags, units, func(m member) (exit, error) {
		return a.relock(ctx, flags, m, func(g *generated) (lockWork, error) {
			if len(names) == 0 {
				return lockWork{}, nil
			}
			work := lockWork{old: g.kept()}
			for _, name := range names {
				switch {
				case slices.ContainsFunc(g.program.Inputs, func(in *ir.Input) bool { return in.Name == name }):
					work.move = append(work.move, name)
					met[name] = true
				case !units.several:
					return lockWork{}, noSuchInput(g.program, name)
				}
			}
			if len(work.move) == 0 {
				work.ready = g.out.Lock
			}
			return work, nil
		})
	})
	for _, name := range names {
		if units.several && err == nil && code == done && !met[name] {
			return failed, fmt.Errorf("none of the units has an input %q", name)
		}
	}
	return code, err
}

// lockEach goes through the units in the order of their paths. What is shared by
// them is locked by the first, and what one has fetched the others need not fetch.
func (a *app) lockEach(flags lockFlags, units *selection, do func(member) (exit, error)) (exit, error) {
	if !units.several {
		return do(units.units[0])
	}
	return a.eachUnit(units, flags.json, func(m member) func(*view.Findings) (exit, error) {
		return func(*view.Findings) (exit, error) {
			if !flags.check {
				a.view.Heading(m.place.Shown(m.place.Dir))
			}
			return do(m)
		}
	}, func() {})
}

func noSuchInput(p *ir.Program, name string) error {
	names := make([]string, len(p.Inputs))
	for i, in := range p.Inputs {
		names[i] = in.Name
	}
	return noSuch("input", name, names)
}

// lockCheck says whether the lock fits, and why it does not.
func (a *app) lockCheck(flags lockFlags, m member) (exit, error) {
	g, err := generateToLock(m, flags.variables)
	if err != nil {
		return failed, err
	}
	code := done
	switch {
	case hopeless(g.diags):
		code = failed
	case !g.out.Fit.Same || !bytes.Equal(g.out.Lock, g.present.Lock): // or the workspace has other pins
		code = changes
	}
	if flags.json {
		a.view.LockChecked(g.place.Dir, g.fitness(), g.findings())
		return code, nil
	}
	a.view.Diagnostics(g.findings())
	if code == changes && g.out.Lock != nil {
		a.view.Note("%s has to be written again: run `agentboxc lock`.", g.place.ShownName(lockFile))
	}
	return code, nil
}

// fitness is nil where the unit or its lock has errors.
func (g *generated) fitness() *lock.Fitness {
	if g.out == nil {
		return nil
	}
	return g.out.Fit
}

// lockWork is what there is to do.
type lockWork struct {
	ready []byte     // the lock, where nothing has to be fetched for it
	old   *lock.Lock // pins to keep; nil keeps none
	move  []string   // inputs whose pins are not kept
}

// presentLock is nil when there is none. One that cannot be read was an error.
func presentLock(g *generated) *lock.Lock {
	if g.present.Lock == nil {
		return nil
	}
	l, _ := lock.Read(g.present.Lock, path.Join(g.place.Dir, lockFile))
	return l
}

// relock does the work that plan finds in a unit, and writes the lock.
func (a *app) relock(ctx context.Context, flags lockFlags, m member, plan func(*generated) (lockWork, error)) (code exit, err error) {
	if flags.dryRun && flags.index {
		return misused, misusef("--dry-run writes no lock, and --index is of what is locked: use one of them")
	}
	err = a.interrupts.Hold(func() error {
		unlock, err := a.lockUnit(ctx, m.place)
		if err != nil {
			return err
		}
		defer unlock()
		unlockWorkspace, err := a.lockWorkspace(ctx, m.place)
		if err != nil {
			return err
		}
		defer unlockWorkspace()

		g, err := generateToLock(m, flags.variables)
		if err != nil {
			return err
		}
		if hopeless(g.diags) {
			a.view.Diagnostics(g.findings())
			code = failed
			return nil
		}
		work, err := plan(g)
		if err != nil {
			code = misused
			return err
		}
		code, err = a.doLock(ctx, flags, g, work, unlock)
		return err
	})
	return code, err
}

// hopeless reports whether there is an error besides those that locking mends.
func hopeless(diags diag.List) bool {
	return slices.ContainsFunc(diags, func(d diag.Diagnostic) bool {
		return d.Severity == diag.Error && d.Code != diag.InputNotLocked && d.Code != diag.NotGenerated
	})
}

// doLock makes the lock and writes it. Nothing is written before all is known. Once
// it is, the unit need not be locked any more.
func (a *app) doLock(ctx context.Context, flags lockFlags, g *generated, work lockWork, unlock func()) (exit, error) {
	made, err := a.makeLock(ctx, flags, g, work)
	if err != nil || made == nil {
		return failed, err
	}
	out, diags := codegen.Generate(g.program, made.bytes)
	if diags.HasErrors() {
		return failed, fmt.Errorf("checking the new lock: %s", diags[0].Detail)
	}
	r := view.Relocked{
		Unit: g.place.Dir, Shown: g.place.Shown, DryRun: flags.dryRun,
		Inputs: made.changes(ctx, presentLock(g), out.Fit.Lock),
		File:   apply.Event{Name: path.Join(g.place.Dir, lockFile), Action: actionOf(g.present.Lock, made.bytes)},
		Found:  &view.Findings{},
	}
	r.Found.Add(diags, g.place.Shown, g.text)
	if !flags.dryRun {
		files, err := g.sharedFile(made.bytes)
		if err != nil {
			return failed, err
		}
		files = append(files, apply.File{Name: r.File.Name, Bytes: made.bytes})
		if err := apply.Write(g.place.Root, files, nil); err != nil {
			return failed, err
		}
	}
	code := done
	if flags.index {
		unlock()
		code = a.indexLocked(ctx, flags, g, made.bytes, &r)
	}
	a.view.Relocked(r, flags.json)
	if !flags.dryRun {
		a.hintUntracked(ctx, g.place, lockFile)
	}
	return code, nil
}
