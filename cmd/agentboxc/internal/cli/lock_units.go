package cli

import (
	"bytes"
	"context"
	"fmt"
	"path"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/apply"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
)

// lockUnits does the work that plan finds in each unit. Nothing is half written when
// the run is interrupted.
func (a *app) lockUnits(ctx context.Context, flags lockFlags, units *selection, plan lockPlan) (code exit, err error) {
	if flags.dryRun && flags.index {
		return misused, misusef("--dry-run writes no lock, and --index is of what is locked: use one of them")
	}
	if a.fetcher, err = a.newFetcher(flags); err != nil {
		return failed, err
	}
	err = a.interrupts.Hold(func() error {
		if units.several {
			code, err = a.lockSeveral(ctx, flags, units, plan)
		} else {
			code, err = a.lockOne(ctx, flags, units.units[0], plan)
		}
		return err
	})
	return code, err
}

func (a *app) lockOne(ctx context.Context, flags lockFlags, m member, plan lockPlan) (exit, error) {
	unlock, err := a.lockUnit(ctx, m.place)
	if err != nil {
		return failed, err
	}
	defer unlock()
	if m.place.Dir != "." { // which is locked
		unlockWorkspace, err := a.lockWorkspace(ctx, m.place)
		if err != nil {
			return failed, err
		}
		defer unlockWorkspace()
	}
	r, err := a.relock(ctx, flags, m, plan)
	if err != nil {
		return failed, err
	}
	if r.made == nil {
		a.view.Diagnostics(r.found)
		return failed, nil
	}
	code, err := a.putLock(ctx, flags, r, unlock)
	if !flags.dryRun {
		a.hintUntracked(ctx, m.place, lockFile)
	}
	return code, err
}

// lockSeveral makes the locks of units at the same time, and writes one after the
// other. All of them begin with the same pins, and what has to be fetched is the same
// for all, so that it does not matter which is first.
func (a *app) lockSeveral(ctx context.Context, flags lockFlags, units *selection, plan lockPlan) (exit, error) {
	unlock, err := a.lockWorkspaces(ctx, units.roots())
	if err != nil {
		return failed, err
	}
	defer unlock()
	for _, t := range units.roots() {
		t.shared().Gather(units.dirs(t))
	}
	written := map[*tree][]string{}
	code, err := a.eachUnit(units, flags.json, func(m member) func(*view.Findings) (exit, error) {
		r, err := a.relock(ctx, flags, m, plan)
		return func(said *view.Findings) (code exit, _ error) {
			if ctx.Err() != nil {
				return failed, nil // the run is at its end
			}
			a.saying.Lock() // downloads for other units go on
			defer a.saying.Unlock()
			a.view.Between(func() { code, err = a.putOneOf(ctx, flags, m, r, err, said) })
			if err == nil && code == done && !flags.dryRun {
				written[m.tree] = append(written[m.tree], path.Join(m.place.Dir, lockFile))
			}
			return code, err
		}
	}, func() {})
	for _, t := range units.roots() {
		a.hintUntracked(ctx, t.place.At("."), written[t]...)
	}
	return code, err
}

// putOneOf writes the lock of one of several units, if the one that it was made of is
// still there.
func (a *app) putOneOf(ctx context.Context, flags lockFlags, m member, r *relocked, err error, said *view.Findings) (exit, error) {
	if err != nil {
		return failed, err
	}
	place := m.place
	if r.made == nil {
		a.view.Diagnostics(said.Join(r.found))
		return failed, nil
	}
	unlock := func() {}
	if place.Dir != "." || !place.IsWorkspace() { // which is locked
		if unlock, err = a.lockUnit(ctx, place); err != nil {
			return failed, err
		}
	}
	defer unlock()
	present, err := place.Read(lockFile)
	if err != nil {
		return failed, err
	}
	if !bytes.Equal(present, r.g.present.Lock) {
		return failed, fmt.Errorf("%s has changed meanwhile; lock the unit again", place.ShownName(lockFile))
	}
	a.view.Heading(place.Shown(place.Dir))
	return a.putLock(ctx, flags, r, unlock)
}

// putLock writes the lock. Once that is done, the unit need not be locked any more.
func (a *app) putLock(ctx context.Context, flags lockFlags, r *relocked, unlock func()) (exit, error) {
	g := r.g
	if !flags.dryRun {
		files := append(g.sharedFile(r.made.bytes), apply.File{Name: path.Join(g.place.Dir, lockFile), Bytes: r.made.bytes})
		if err := apply.Write(g.place.Root, files, nil); err != nil {
			return failed, err
		}
	}
	code := done
	if flags.index {
		unlock()
		code = a.indexLocked(ctx, flags, g, r.made.bytes, &r.shown)
	}
	a.view.Relocked(r.shown, flags.json)
	return code, nil
}
