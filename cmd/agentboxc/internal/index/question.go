package index

import (
	"context"
	"errors"
	"fmt"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/nix"
	"github.com/agentboxc/agentboxc/codegen/flake"
	"github.com/agentboxc/agentboxc/codegen/measure"
	nixcode "github.com/agentboxc/agentboxc/codegen/nix"
)

// question is a flake that Nix can be asked about.
type question struct {
	nix    *nix.Nix
	staged *nix.Staged
}

func (q *question) Close() { q.staged.Close() }

func (m *maker) question(ctx context.Context, s subject) (*question, error) {
	if m.nix == nil {
		found, err := m.Request.Find(ctx)
		if err != nil {
			return nil, err
		}
		m.nix = found
		if m.Starting != nil {
			m.Starting()
		}
	}
	tree := flake.Asking(m.Program, output, s.value)
	text, _ := nixcode.Print(tree)
	staged, err := nix.Stage(ctx, nix.Source{
		FS: m.Workspace, Unit: m.Dir, Flake: text, Lock: m.LockBytes, Paths: measure.Named(tree),
	})
	if err != nil {
		return nil, fmt.Errorf("asking nix for the names of packages: %w", err)
	}
	return &question{m.nix, staged}, nil
}

// names asks for the names in sets: nil where there is none, or evaluating it
// fails.
func (q *question) names(ctx context.Context, paths [][]string) ([][]string, error) {
	found := make([][]string, len(paths))
	return found, parts(ctx, len(paths), func(from, to int) error {
		looked, err := q.nix.Look(ctx, q.staged, output, paths[from:to], nil)
		if err == nil {
			copy(found[from:], looked.Names)
		}
		return err
	})
}

// about asks what packages say: nothing where evaluating them fails.
func (q *question) about(ctx context.Context, paths [][]string) ([]nix.About, error) {
	found := make([]nix.About, len(paths))
	return found, parts(ctx, len(paths), func(from, to int) error {
		looked, err := q.nix.Look(ctx, q.staged, output, nil, paths[from:to])
		if err == nil {
			copy(found[from:], looked.About)
		}
		return err
	})
}

// parts asks about all at once, and where evaluating that fails about ever smaller
// parts, so that what stops Nix is found: each is a whole evaluation, and there
// are few. The error is about the world.
func parts(ctx context.Context, n int, ask func(from, to int) error) error {
	const most = 24
	runs := 0
	var do func(from, to int) error
	do = func(from, to int) error {
		if runs++; from == to || runs > most {
			return nil
		}
		err := ask(from, to)
		var failed *nix.Error
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case !errors.As(err, &failed) || !isAboutTheSet(failed):
			return err
		case to-from == 1:
			return nil
		}
		middle := (from + to) / 2
		if err := do(from, middle); err != nil {
			return err
		}
		return do(middle, to)
	}
	return do(0, n)
}
