package cli

import (
	"context"
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
	pins, diags, err := g.tree.shared().Pins(g.place.Dir, g.present.Lock, g.program.Inputs)
	g.diags.Append(diags)
	g.shares, g.pinned = pins.Shares, pins.Shared
	return pins.Lock, err
}

// kept is the lock whose entries locking keeps; nil when there is none.
func (g *generated) kept() *lock.Lock {
	return presentLock(g).Pinned(g.pinned, g.program.Inputs)
}

// sharedFile is the lock of the workspace with what a unit is locked to now.
func (g *generated) sharedFile(made []byte) []apply.File {
	if !g.shares {
		return nil
	}
	text := g.tree.shared().With(made)
	if text == nil {
		return nil
	}
	return []apply.File{{Name: locking.SharedFile, Bytes: text}}
}

// lockWorkspaces is lockWorkspace for several. They are in the order of their paths,
// so that no two runs wait for each other.
func (a *app) lockWorkspaces(ctx context.Context, trees []*tree) (unlock func(), err error) {
	var unlocks []func()
	unlock = func() {
		for _, one := range unlocks {
			one()
		}
	}
	for _, t := range trees {
		one, err := a.lockWorkspace(ctx, t.place)
		if err != nil {
			unlock()
			return nil, err
		}
		unlocks = append(unlocks, one)
	}
	return unlock, nil
}

// lockWorkspace keeps others from changing what the units of a workspace share.
func (a *app) lockWorkspace(ctx context.Context, place *host.Place) (unlock func(), err error) {
	if !host.Exists(filepath.Join(place.Path, source.WorkspaceFile)) {
		return func() {}, nil
	}
	return host.LockDir(ctx, place.Path, func() {
		a.view.Note("Waiting for another agentboxc that is writing to this workspace …")
	})
}
