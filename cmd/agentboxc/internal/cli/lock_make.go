package cli

import (
	"bytes"
	"context"
	"errors"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/apply"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/fetch"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/locking"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/codegen/lock"
)

// madeLock is the bytes of a new flake.lock, and what is known of how they came
// to be.
type madeLock struct {
	bytes   []byte
	fetcher *fetch.Fetcher    // nil when nothing was fetched
	moving  map[string]string // see locking.Result
}

// makeLock is nil without an error where the unit's inputs cannot be locked and
// that has been said.
func (a *app) makeLock(ctx context.Context, flags lockFlags, g *generated, work lockWork) (*madeLock, error) {
	switch {
	case work.ready != nil:
		return &madeLock{bytes: work.ready}, nil
	case flags.withNix:
		var old []byte
		if work.old != nil {
			old = work.old.Bytes()
		}
		locked, err := askNix(ctx, g.out.Flake, old, work.move)
		return &madeLock{bytes: locked}, err
	}
	fetcher, err := a.fetcherOf(flags)
	if err != nil {
		return nil, err
	}
	request := lock.Request{Inputs: g.program.Inputs, Old: work.old, Workspace: g.place.FS(), Dir: g.place.Dir}
	request.Move, request.Reread = g.out.Fit.Repairs()
	request.Move = append(request.Move, work.move...)
	result, diags, err := locking.Run(ctx, request, fetcher.Tree)
	if diags.HasErrors() {
		var found view.Findings
		found.Add(diags, g.place.Shown, g.text)
		a.view.Diagnostics(&found)
	}
	if err != nil || result == nil {
		return nil, err
	}
	return &madeLock{bytes: result.Lock.Bytes(), fetcher: fetcher, moving: result.Moving}, nil
}

// fetcherOf is the same for all units of a run, so that what is the same for several
// is fetched once, and is the same.
func (a *app) fetcherOf(flags lockFlags) (*fetch.Fetcher, error) {
	if a.fetcher != nil {
		return a.fetcher, nil
	}
	made, err := fetch.New(fetch.Options{CacheDir: host.CacheDir("inputs"), Offline: flags.offline, Events: a.view.Fetching})
	a.fetcher = made
	return made, err
}

// changes compares the locks. What lies between two commits is asked for only
// where an input of the unit moved.
func (m *madeLock) changes(ctx context.Context, before, after *lock.Lock) []view.RelockedInput {
	var all []view.RelockedInput
	for _, c := range lock.Diff(before, after) {
		in := view.RelockedInput{Change: c, Moving: m.moving[c.Path]}
		if c.Before != nil && c.After != nil && !c.Same() {
			in.Compare = fetch.CompareURL(c.Before.Locked, c.After.Locked)
			if m.fetcher != nil {
				if n, known := m.fetcher.Commits(ctx, c.Before.Locked, c.After.Locked); known {
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
