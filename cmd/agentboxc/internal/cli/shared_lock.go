package cli

import (
	"context"
	"fmt"
	"path"
	"path/filepath"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/apply"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/locking"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/lang/source"
)

// pins returns the lock to make files with: that of the unit with the pins that
// its workspace shares. What is wrong with the workspace is among the diagnostics
// of the unit.
func (g *generated) pins() ([]byte, error) {
	if g.diags.HasErrors() {
		return nil, nil
	}
	pins, diags, err := locking.ReadPins(g.place.FS(), g.place.Dir, g.present.Lock, g.program.Inputs)
	g.diags.Append(diags)
	g.shares, g.shared = pins.Shares, pins.Shared
	return pins.Lock, err
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
	return []apply.File{{Name: locking.SharedFile, Bytes: g.shared.With(own).Bytes()}}, nil
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
