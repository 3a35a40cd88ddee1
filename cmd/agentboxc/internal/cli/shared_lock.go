package cli

import (
	"context"
	"fmt"
	"path"
	"path/filepath"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/apply"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/source"
)

// sharedLockFile has the pins that the units of a workspace share, at its root.
const sharedLockFile = "agentbox.work.lock"

// pins returns the lock to make files with: that of the unit with the pins that
// its workspace shares. What is wrong with the workspace is among the diagnostics
// of the unit.
func (g *generated) pins() ([]byte, error) {
	if g.diags.HasErrors() {
		return nil, nil
	}
	w, diags := lang.ReadWorkspace(g.place.FS())
	g.diags.Append(diags)
	if w == nil || !w.SharedLock || !w.Has(g.place.Dir) || diags.HasErrors() {
		return g.present.Lock, nil
	}
	data, err := g.place.ReadRoot(sharedLockFile)
	if err != nil {
		return nil, err
	}
	g.shares = true
	if data == nil {
		return g.present.Lock, nil
	}
	shared, problems := lock.Read(data, sharedLockFile)
	g.diags.Append(problems)
	if shared == nil {
		return g.present.Lock, nil
	}
	g.shared = shared
	own := presentLock(g)
	if own == nil && g.present.Lock != nil {
		return g.present.Lock, nil // which is damaged, and will be said to be
	}
	pinned := own.Pinned(shared, g.program.Inputs)
	if pinned == own {
		return g.present.Lock, nil
	}
	return pinned.Bytes(), nil
}

// kept is the lock whose entries locking keeps; nil when there is none.
func (g *generated) kept() *lock.Lock {
	return presentLock(g).Pinned(g.shared, g.program.Inputs)
}

// sharedFile is the lock of the workspace with what a unit is locked to now.
func (g *generated) sharedFile(made []byte) ([]apply.File, error) {
	if !g.shares {
		return nil, nil
	}
	own, diags := lock.Read(made, path.Join(g.place.Dir, lockFile))
	if own == nil {
		return nil, fmt.Errorf("reading the new lock: %s", diags[0].Detail)
	}
	return []apply.File{{Name: sharedLockFile, Bytes: g.shared.With(own).Bytes()}}, nil
}

// lockWorkspace keeps others from changing what the units of a workspace share. The
// unit at the root of one is locked already.
func (a *app) lockWorkspace(ctx context.Context, place *host.Place) (unlock func(), err error) {
	if place.Dir == "." || !host.Exists(filepath.Join(place.Path, source.WorkspaceFile)) {
		return func() {}, nil
	}
	return host.LockDir(ctx, place.Path, func() {
		a.view.Note("Waiting for another agentboxc that is writing to this workspace …")
	})
}
