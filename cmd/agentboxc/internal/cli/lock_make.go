package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/apply"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/fetch"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/locking"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/codegen"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// lockWork is what there is to do.
type lockWork struct {
	ready []byte     // the lock, where nothing has to be fetched for it
	old   *lock.Lock // pins to keep; nil keeps none
	move  []string   // inputs whose pins are not kept
}

// lockPlan finds the work in a unit. It is called for several at the same time.
type lockPlan func(*generated) (lockWork, error)

// relocked is a unit with its new lock, before anything is written or said.
type relocked struct {
	g     *generated
	made  *madeLock      // nil where there can be none
	found *view.Findings // why there can be none
	shown view.Relocked
}

// madeLock is the bytes of a new flake.lock, and what is known of how they came
// to be.
type madeLock struct {
	bytes   []byte
	fetched bool              // something was, or would have been
	moving  map[string]string // see locking.Result
}

// relock makes the lock of a unit. It prints nothing but downloads.
func (a *app) relock(ctx context.Context, flags lockFlags, m member, plan lockPlan) (*relocked, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	g, err := generateToLock(m, flags.variables)
	if err != nil {
		return nil, err
	}
	r := &relocked{g: g}
	if hopeless(g.diags) {
		r.found = g.findings()
		return r, nil
	}
	work, err := plan(g)
	if err != nil {
		return nil, err
	}
	made, diags, err := a.makeLock(ctx, flags, g, work)
	if err != nil || made == nil {
		r.found = &view.Findings{}
		r.found.Add(diags, g.place.Shown, g.text)
		return r, err
	}
	out, diags := codegen.Generate(g.program, made.bytes)
	if diags.HasErrors() {
		return nil, fmt.Errorf("checking the new lock: %s", diags[0].Detail)
	}
	r.made = made
	r.shown = view.Relocked{
		Unit: g.place.Dir, Shown: g.place.Shown, DryRun: flags.dryRun,
		Inputs: a.movedInputs(ctx, made, presentLock(g), out.Fit.Lock),
		File:   apply.Event{Name: path.Join(g.place.Dir, lockFile), Action: actionOf(g.present.Lock, made.bytes)},
		Found:  &view.Findings{},
	}
	r.shown.Found.Add(diags, g.place.Shown, g.text)
	return r, nil
}

// hopeless reports whether there is an error besides those that locking mends.
func hopeless(diags diag.List) bool {
	return slices.ContainsFunc(diags, func(d diag.Diagnostic) bool {
		return d.Severity == diag.Error && d.Code != diag.InputNotLocked && d.Code != diag.NotGenerated
	})
}

// presentLock is nil when there is none. One that cannot be read was an error.
func presentLock(g *generated) *lock.Lock {
	if g.present.Lock == nil {
		return nil
	}
	l, _ := lock.Read(g.present.Lock, path.Join(g.place.Dir, lockFile))
	return l
}

// makeLock is nil without an error where the unit's inputs cannot be locked.
func (a *app) makeLock(ctx context.Context, flags lockFlags, g *generated, work lockWork) (*madeLock, diag.List, error) {
	switch {
	case work.ready != nil:
		return &madeLock{bytes: work.ready}, nil, nil
	case flags.withNix:
		var old []byte
		if work.old != nil {
			old = work.old.Bytes()
		}
		locked, err := askNix(ctx, g.out.Flake, old, work.move)
		return &madeLock{bytes: locked}, nil, err
	}
	request := lock.Request{Inputs: g.program.Inputs, Old: work.old, Workspace: g.place.FS(), Dir: g.place.Dir}
	request.Move, request.Reread = g.out.Fit.Repairs()
	request.Move = append(request.Move, work.move...)
	result, diags, err := locking.Run(ctx, request, a.fetcher.Tree)
	if err != nil || result == nil {
		return nil, diags, err
	}
	return &madeLock{bytes: result.Lock.Bytes(), fetched: true, moving: result.Moving}, diags, nil
}

// newFetcher makes the fetcher of all units of a run, so that what is the same for
// several is fetched once, and is the same.
func (a *app) newFetcher(flags lockFlags) (*fetch.Fetcher, error) {
	return fetch.New(fetch.Options{CacheDir: host.CacheDir("inputs"), Offline: flags.offline, Events: func(e fetch.Event) {
		a.saying.Lock()
		defer a.saying.Unlock()
		a.view.Fetching(e)
	}})
}

// movedInputs compares the locks. What lies between two commits is asked for only
// where an input of the unit moved.
func (a *app) movedInputs(ctx context.Context, m *madeLock, before, after *lock.Lock) []view.RelockedInput {
	var all []view.RelockedInput
	for _, c := range lock.Diff(before, after) {
		in := view.RelockedInput{Change: c, Moving: m.moving[c.Path]}
		if c.Before != nil && c.After != nil && !c.Same() {
			in.Compare = fetch.CompareURL(c.Before.Locked, c.After.Locked)
			if m.fetched {
				if n, known := a.fetcher.Commits(ctx, c.Before.Locked, c.After.Locked); known {
					in.Commits = &n
				}
			}
		}
		all = append(all, in)
	}
	return all
}

func actionOf(before, after []byte) apply.Action {
	switch {
	case before == nil:
		return apply.Created
	case bytes.Equal(before, after):
		return apply.Unchanged
	}
	return apply.Updated
}

func askNix(ctx context.Context, flake, lock []byte, move []string) ([]byte, error) {
	nix, err := host.FindNix()
	if err != nil {
		return nil, errors.New("--with-nix needs Nix, and there is no program nix on the PATH; install it from https://nixos.org/download, or lock without it")
	}
	return nix.Lock(ctx, flake, lock, move)
}
