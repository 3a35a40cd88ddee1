// Package cli is the command line: a file per command, each of which turns
// flags into a struct, runs the passes of the compiler in order and hands what
// they return to a view. It makes no text of its own beyond usage, and knows
// nothing about the language.
package cli

import (
	"context"
	"os"
	"runtime/debug"
	"sync"

	"github.com/spf13/cobra"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/fetch"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
)

// gcPercent trades memory for time: a run is short, and most of what it makes
// is alive until its end, so that collecting early finds little.
const gcPercent = 200

// gcPercentOfSeveral is that of a run over several units, each of which leaves its
// memory behind: it is garbage that comes fast, beside little that stays.
const gcPercentOfSeveral = 600

// Main runs the command line, without the name of the program, and returns the
// code the process is to end with.
func Main(args []string) int {
	debug.SetGCPercent(gcPercent)
	a := &app{view: view.New()}
	interrupts, ctx := host.NewInterrupts(func() {
		a.view.Interrupted()
		os.Exit(int(interrupted))
	})
	defer interrupts.Stop()
	a.interrupts = interrupts
	return int(a.guarded(ctx, a.root(), args))
}

// app is one run of the program.
type app struct {
	global     globalFlags
	view       *view.View
	interrupts *host.Interrupts
	exit       exit
	fetcher    *fetch.Fetcher // of commands that lock
	saying     sync.Mutex     // for the view, while downloads go on
}

// guarded catches panics, here and nowhere else: each is a fault of our own.
func (a *app) guarded(ctx context.Context, root *cobra.Command, args []string) (code exit) {
	defer func() {
		if cause := recover(); cause != nil {
			c := crashOf(cause)
			a.view.Bug(c.cause, c.stack, args, Version)
			code = failed
		}
	}()
	return a.execute(ctx, root, args)
}

// crash is a panic with the stack it came from, which is not that of the
// goroutine that hears of it.
type crash struct {
	cause any
	stack []byte
}

func crashOf(cause any) crash {
	if c, ok := cause.(crash); ok {
		return c
	}
	return crash{cause, debug.Stack()}
}

// execute leaves the exit code of the command that ran in a.exit. An error that
// reaches it is one of usage: cobra's own, or a misuse that a command found.
func (a *app) execute(ctx context.Context, root *cobra.Command, args []string) exit {
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	if err != nil {
		a.view.Misuse(err, cmd.CommandPath())
		a.exit = misused
	}
	if err := a.view.Close(); err != nil {
		a.view.Failure(err)
		return failed
	}
	return a.exit
}

// body is what a command does with its arguments once its flags are known.
type body func(ctx context.Context, args []string) (exit, error)

// run makes a body into what cobra calls.
func (a *app) run(do body) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if err := a.start(); err != nil {
			return err
		}
		code, err := do(cmd.Context(), args)
		if isMisuse(err) {
			return err
		}
		if err != nil {
			a.view.Failure(err)
			code = failed
		}
		a.exit = code
		return nil
	}
}
