package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/cache"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/nix"
	"github.com/agentboxc/agentboxc/codegen/flake"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/codegen/measure"
	nixcode "github.com/agentboxc/agentboxc/codegen/nix"
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
	sub, ok := subjectOf(r.Program, s, system, r.Lock)
	if !ok {
		return errors.New("flake.lock does not pin all that the package set is made from by a hash")
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
	found := q.about(ctx, paths)
	if ctx.Err() != nil {
		return context.Cause(ctx)
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
	sub, ok := subjectOf(m.Program, s, system, m.Lock)
	if !ok {
		made.Why = "flake.lock does not pin all that it is made from by a hash"
		return made, nil
	}
	made.Whole = sub.whole
	w := &work{maker: m, subject: sub, paths: m.sets[s.Name]}
	w.look()
	if w.nothing() {
		made.Known, made.Names = true, len(w.names)
		return made, nil
	}
	if m.Idle && !m.cheap(sub) {
		made.Why = "making one would take long, or has failed before"
		return made, nil
	}
	err := w.ask(ctx)
	timedOut := errors.Is(ctx.Err(), context.DeadlineExceeded)
	var failed *nix.Error
	if m.Idle && (timedOut || ctx.Err() == nil && errors.As(err, &failed)) {
		err = errors.Join(err, m.Cache.Write(sub.failureKey(), nil)) // it would be the same the next time
	}
	switch {
	case timedOut:
		return made, errors.New("nix did not list the names in time")
	case ctx.Err() != nil:
		return made, context.Cause(ctx)
	case errors.As(err, &failed) && isAboutTheSet(failed):
		made.Err = failed
		return made, nil
	case errors.As(err, &failed) && failed.Kind == nix.Network && m.Offline:
		return made, fmt.Errorf("listing the names of packages: an input is not in the Nix store, and offline nothing is fetched: %w", failed)
	}
	made.Names = len(w.names)
	return made, err
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

// work is what there is to ask about one package set.
type work struct {
	*maker
	subject subject
	paths   [][]string // sets in it that the program looks into

	names  []string   // nil when they are not kept
	inner  [][]string // of paths those that are not kept
	unsaid [][]string // packages about which nothing is kept
}

// look finds out what is kept. What is damaged is made anew.
func (w *work) look() {
	w.names = w.kept(nil)
	w.inner = nil
	for _, path := range w.paths {
		if _, ok := w.Cache.Read(w.subject.namesKey(path)); !ok {
			w.inner = append(w.inner, path)
		}
	}
	if w.names != nil && len(w.inner) == 0 {
		w.unsaid = w.packagesToDescribe()
	}
}

func (w *work) nothing() bool { return w.names != nil && len(w.inner) == 0 && len(w.unsaid) == 0 }

// kept is a verified table, or nil.
func (w *work) kept(path []string) []string {
	entry, ok := w.Cache.Open(w.subject.namesKey(path))
	if !ok {
		return nil
	}
	defer entry.Close()
	if !entry.Verify() {
		return nil
	}
	t, err := openTable(entry, entry.Size())
	if err != nil {
		return nil
	}
	all, err := t.all()
	if err != nil {
		return nil
	}
	return all
}

// ask has Nix tell what is missing, and keeps it. The names themselves come
// first: what is wrong with a package must not take them away.
func (w *work) ask(ctx context.Context) error {
	q, err := w.question(ctx, w.subject)
	if err != nil {
		return err
	}
	defer q.Close()
	if w.names == nil {
		found, err := q.nix.AttrNames(ctx, q.staged, output)
		if err != nil {
			return err
		}
		w.names = writable(found)
		if err := w.Cache.Write(w.subject.namesKey(nil), encodeTable(w.names)); err != nil {
			return err
		}
	}
	tables := q.names(ctx, w.inner)
	for i, path := range w.inner {
		data := []byte{} // where there is no set
		if tables[i] != nil {
			data = encodeTable(writable(tables[i]))
		}
		if err := w.Cache.Write(w.subject.namesKey(path), data); err != nil {
			return err
		}
	}
	if w.unsaid = w.packagesToDescribe(); len(w.unsaid) == 0 {
		return nil
	}
	return writeAbout(w.Cache, w.subject, w.unsaid, q.about(ctx, w.unsaid))
}

// packagesToDescribe are those that the program names, and for those that are not
// there the ones that come near, without those that are described already.
func (w *work) packagesToDescribe() [][]string {
	index := Open(w.Cache, nil)
	defer index.Close()
	set := &known{index: index, subject: w.subject, tables: map[string]*kept{}}
	return unsaid(w.Cache, w.subject, names.Meant(set, w.packages[w.subject.set.Name]))
}

// unsaid are the packages that nothing is kept about, up to a bound.
func unsaid(c cache.Cache, s subject, paths [][]string) [][]string {
	about := readAbout(c, s)
	var list [][]string
	for _, path := range paths {
		if _, said := about[aboutName(path)]; !said && len(list) < maxAsked {
			list = append(list, path)
		}
	}
	return list
}

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

// names asks for the names in sets: nil where there is none, or Nix fails.
func (q *question) names(ctx context.Context, paths [][]string) [][]string {
	found := make([][]string, len(paths))
	q.parts(ctx, len(paths), func(from, to int) error {
		looked, err := q.nix.Look(ctx, q.staged, output, paths[from:to], nil)
		if err == nil {
			copy(found[from:], looked.Names)
		}
		return err
	})
	return found
}

// about asks what packages say: nothing where Nix fails.
func (q *question) about(ctx context.Context, paths [][]string) []nix.About {
	found := make([]nix.About, len(paths))
	q.parts(ctx, len(paths), func(from, to int) error {
		looked, err := q.nix.Look(ctx, q.staged, output, nil, paths[from:to])
		if err == nil {
			copy(found[from:], looked.About)
		}
		return err
	})
	return found
}

// parts asks about all at once, and where that fails about ever smaller parts, so
// that what stops Nix is found: each of these runs is a whole evaluation, and
// there are few.
func (q *question) parts(ctx context.Context, n int, ask func(from, to int) error) {
	runs := 0
	var do func(from, to int)
	do = func(from, to int) {
		const most = 24
		if runs++; from == to || runs > most || ctx.Err() != nil || ask(from, to) == nil || to-from == 1 {
			return
		}
		middle := (from + to) / 2
		do(from, middle)
		do(middle, to)
	}
	do(0, n)
}
