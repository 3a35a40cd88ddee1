package cli

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"time"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/cache"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/nix"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/index"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/codegen/lock"
)

// Bounds of what Nix may do for an index. Evaluating takes it seconds, and fetching
// nixpkgs a minute or more.
const (
	indexTime     = 10 * time.Minute
	idleIndexTime = 30 * time.Second
	indexHeap     = 4 << 30
)

func indexCache() cache.Cache {
	return cache.Cache{Dir: host.CacheDir(index.Version), Most: index.MaxBytes}
}

// openIndex is nil where nothing was ever indexed.
func openIndex(place *host.Place) *index.Index { return openIndexIn(place.FS())(place) }

// openIndexIn is openIndex for a tree that stands for that of the place.
func openIndexIn(tree fs.FS) func(*host.Place) *index.Index {
	return func(place *host.Place) *index.Index {
		c := indexCache()
		if !c.Exists() {
			return nil
		}
		return index.Open(c, func() *lock.Lock { return lockIn(tree, place.Dir) })
	}
}

func noIndex(*host.Place) *index.Index { return nil }

// lockIn is the lock of the unit in a directory, or nil. What is wrong with it is
// said where it is needed.
func lockIn(tree fs.FS, dir string) *lock.Lock {
	name := path.Join(dir, lockFile)
	data, err := host.ReadIn(tree, name)
	if data == nil || err != nil {
		return nil
	}
	l, _ := lock.Read(data, name)
	return l
}

// indexLocked has Nix list the names in the package sets of a unit, and adds what
// became of it to what is shown. The lock is written whatever that is.
func (a *app) indexLocked(ctx context.Context, flags lockFlags, g *generated, locked []byte, r *view.Relocked) exit {
	ctx, cancel := context.WithTimeout(ctx, indexTime)
	defer cancel()
	var err error
	r.Indexed, err = index.Make(ctx, a.indexRequest(g.unit, locked, flags.offline))
	if err != nil {
		a.view.Failure(err)
	}
	told := map[string]bool{} // platforms tend to fail alike
	for _, m := range r.Indexed {
		if m.Err == nil {
			continue
		}
		err = fmt.Errorf("listing the names in %s: %w", view.PackageSet(m.Set), m.Err)
		if !told[err.Error()] {
			told[err.Error()] = true
			a.view.Failure(err)
		}
	}
	if err != nil {
		return failed
	}
	return done
}

// indexIdly is index where that costs a second or two, for who did not ask for it.
// Nothing is wrong when it does not succeed.
func (a *app) indexIdly(ctx context.Context, g *generated) {
	ctx, cancel := context.WithTimeout(ctx, idleIndexTime)
	defer cancel()
	request := a.indexRequest(g.unit, g.out.Lock, true)
	request.Idle = true
	_ = a.interrupts.Hold(func() error {
		made, err := index.Make(ctx, request)
		if err != nil {
			a.view.Detail("There is no index of names: %v", err)
		}
		for _, m := range made {
			if m.Err != nil {
				a.view.Detail("There is no index of the names in %s: %v", view.PackageSet(m.Set), m.Err)
			}
		}
		return nil
	})
}

func (a *app) indexRequest(u *unit, locked []byte, offline bool) index.Request {
	l, _ := lock.Read(locked, path.Join(u.place.Dir, lockFile)) // it was just made, or found good
	return index.Request{
		Program: u.program, Lock: l, LockBytes: locked, Workspace: u.place.FS(), Dir: u.place.Dir,
		Cache: indexCache(), Offline: offline,
		Starting: func() { a.view.Note("Asking Nix for the names of the packages, for validate and search …") },
		Find: func(ctx context.Context) (*nix.Nix, error) {
			n, err := nix.Find(ctx)
			if err != nil {
				return nil, err
			}
			return n.With(nix.Options{Offline: offline, MaxHeap: indexHeap}), nil
		},
	}
}
