package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/cache"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/nix"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/names"
)

// Request is a unit whose package sets are to be indexed.
type Request struct {
	Program   *ir.Program
	Lock      *lock.Lock
	LockBytes []byte // of flake.lock, which fits the program
	Workspace fs.FS
	Dir       string // the unit in it
	Cache     cache.Cache
	Offline   bool // the Nix that is found fetches nothing
	// Find is asked for Nix only when there is something to ask it.
	Find func(context.Context) (*nix.Nix, error)
	// Starting, unless it is nil, is called before Nix is asked for the first time.
	Starting func()
	// Idle makes only what costs little: where the trees of the inputs are in the
	// store, and where it has not failed before.
	Idle bool
}

// Made is what became of a package set on a system.
type Made struct {
	Set, System string
	Names       int
	Known       bool   // there was nothing to ask
	Whole       bool   // a name that is not there is certain not to exist
	Why         string // there is no index; "" when there is
	Err         error  // Nix failed
}

// output of the flakes that Nix is asked about.
const output = "package+set"

// Make keeps the names of all package sets of the program, and of the sets in them
// that the program looks into, unless they are kept already. What the packages
// that it names, and those that are near to one that is not there, say of
// themselves is kept, too. The error is that of a cache that cannot be written to,
// or of a Nix that cannot be found.
func Make(ctx context.Context, r Request) ([]Made, error) {
	m := &maker{Request: r, sets: names.Sets(r.Program), packages: names.Packages(r.Program)}
	var all []Made
	for _, pl := range r.Program.Platforms {
		for _, s := range pl.Pkgsets {
			made, err := m.set(ctx, s, pl.System)
			if err != nil {
				return all, err
			}
			all = append(all, made)
		}
	}
	return all, nil
}

// Describe asks Nix about packages of a set that nothing is kept about, and keeps
// what they say.
func Describe(ctx context.Context, r Request, s *ir.Pkgset, system string, paths [][]string) error {
	m := &maker{Request: r}
	sub, why := subjectOf(r.Program, s, system, r.Lock)
	if why != "" {
		return errors.New(why)
	}
	paths = unsaid(r.Cache, sub, paths)
	if len(paths) == 0 {
		return nil
	}
	q, err := m.question(ctx, sub)
	if err != nil {
		return err
	}
	defer q.Close()
	found, err := q.about(ctx, paths)
	if err != nil {
		return err
	}
	return writeAbout(r.Cache, sub, paths, found)
}

type maker struct {
	Request
	nix      *nix.Nix
	sets     map[string][][]string
	packages map[string][][]string
}

func (m *maker) set(ctx context.Context, s *ir.Pkgset, system string) (Made, error) {
	made := Made{Set: s.Name, System: system}
	sub, why := subjectOf(m.Program, s, system, m.Lock)
	if why != "" {
		made.Why = why
		return made, nil
	}
	made.Whole = sub.whole
	w := &work{maker: m, subject: sub, paths: m.sets[s.Name]}
	if w.look(); w.nothing() {
		made.Known, made.Names = true, w.count
		return made, nil
	}
	if m.Idle && !m.cheap(sub) {
		made.Why = "making one would take long, or has failed before"
		return made, nil
	}
	err := w.ask(ctx)
	made.Names = w.count
	return made, m.judge(ctx, sub, &made, err)
}

// judge tells what is wrong with one set from what is wrong with the world, which
// is returned.
func (m *maker) judge(ctx context.Context, s subject, made *Made, err error) error {
	timedOut := errors.Is(ctx.Err(), context.DeadlineExceeded)
	var failed *nix.Error
	asked := errors.As(err, &failed)
	if m.Idle && (timedOut || asked && ctx.Err() == nil) {
		err = errors.Join(err, m.Cache.Write(s.failureKey(), nil)) // it would be the same the next time
	}
	switch {
	case timedOut:
		return errors.New("listing the names of packages: nix did not end in time")
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case asked && isAboutTheSet(failed):
		made.Err = failed
		return nil
	case asked && failed.Kind == nix.Network && m.Offline:
		return fmt.Errorf("listing the names of packages: an input is not in the Nix store, and offline nothing is fetched: %w", failed)
	}
	return err
}

// isAboutTheSet reports whether another set may well fare better.
func isAboutTheSet(e *nix.Error) bool {
	switch e.Kind {
	case nix.Network, nix.DiskFull, nix.NoDaemon, nix.FeatureDisabled, nix.LockStale:
		return false
	}
	return true
}

// cheap reports whether Nix can be asked without fetching anything, and is likely
// to answer.
func (m *maker) cheap(s subject) bool {
	if _, failed := m.Cache.Read(s.failureKey()); failed {
		return false
	}
	return !slices.ContainsFunc(s.inputs, func(name string) bool {
		node := m.Lock.Find([]string{name})
		return node == nil || !nix.InStore(node.Locked.Text("narHash"))
	})
}
