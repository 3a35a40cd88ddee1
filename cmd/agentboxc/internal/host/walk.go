package host

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/gitignore"
	"github.com/agentboxc/agentboxc/lang/source"
)

// The bounds of a walk are far above the workspaces of people, and low enough that
// a workspace at the root of a disk is noticed.
const (
	maxDirs  = 200_000
	maxDepth = 64
)

// Dir is a directory that a walk came to.
type Dir struct {
	Name string // relative to the root of the tree, with slashes
	Unit bool   // it holds an agentbox.hcl
	// Ignored is set where git ignores it, and Err where it could not be read. What is
	// in it is not known then.
	Ignored bool
	Err     error

	entries  []os.DirEntry
	identity Identity // from before it was read
	settled  bool     // a later change of what is in it is one of its identity
}

// Walk returns the directories of a tree, sorted by name, its root among them. It
// enters only those of which leads says that it is worth while. It stays
// out of hidden directories, node_modules, other git repositories, other
// workspaces, and what ignore files of git name, tracked or not; it follows no
// symbolic link.
func (p *Place) Walk(leads func(dir string) bool) ([]Dir, error) {
	w := &walk{root: p.Path, tree: p.Root.FS(), leads: leads, began: time.Now()}
	w.group.SetLimit(runtime.GOMAXPROCS(0))
	ignores, err := p.Ignores()
	if err == nil {
		err = w.dir(".", 0, ignores)
	}
	if waited := w.group.Wait(); err == nil {
		err = waited
	}
	if err != nil {
		return nil, fmt.Errorf("looking for the units of the workspace %s: %w", p.Path, err)
	}
	slices.SortFunc(w.found, func(a, b Dir) int { return cmp.Compare(a.Name, b.Name) })
	return w.found, nil
}

// walk is one walk. Directories are read at the same time, as many as there are
// processors.
type walk struct {
	root  string
	tree  fs.FS
	leads func(string) bool
	group errgroup.Group
	began time.Time
	count atomic.Int64
	mu    sync.Mutex
	found []Dir
}

func (w *walk) dir(name string, depth int, ignores Ignores) error {
	switch {
	case w.count.Add(1) > maxDirs:
		return fmt.Errorf("there are more than %d directories; name fewer in members of %s", maxDirs, source.WorkspaceFile)
	case depth > maxDepth:
		return fmt.Errorf("%s is more than %d directories deep; leave it out with exclude of %s", name, maxDepth, source.WorkspaceFile)
	}
	d := w.read(name)
	if d.Err == nil && name != "." && slices.ContainsFunc(d.entries, isOtherTree) {
		return nil
	}
	w.add(d)
	if slices.ContainsFunc(d.entries, isIgnoreFile) {
		more, err := ignores.In(w.tree, name)
		if err != nil {
			return err
		}
		ignores = more
	}
	return w.below(name, d.entries, depth, ignores)
}

// read reads a directory. What it is, is asked first: a change while it is read is
// one of what it was.
func (w *walk) read(name string) Dir {
	d := Dir{Name: name}
	dir, err := os.OpenFile(filepath.Join(w.root, filepath.FromSlash(name)), os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		d.Err = err
		return d
	}
	defer dir.Close()
	if info, err := dir.Stat(); err == nil {
		id, ok := Identify(info)
		d.identity, d.settled = id, ok && id.settledAt(w.began)
	}
	d.entries, d.Err = dir.ReadDir(-1)
	slices.SortFunc(d.entries, func(a, b os.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	d.Unit = slices.ContainsFunc(d.entries, isUnitFile)
	return d
}

// below goes on with the directories in one.
func (w *walk) below(name string, entries []os.DirEntry, depth int, ignores Ignores) error {
	for _, entry := range entries {
		if !entry.IsDir() || strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules" {
			continue
		}
		child := path.Join(name, entry.Name())
		if !w.leads(child) {
			continue
		}
		if ignores.Has(child) {
			w.add(Dir{Name: child, Ignored: true})
			continue
		}
		if err := w.later(child, depth+1, ignores); err != nil {
			return err
		}
	}
	return nil
}

// later reads a directory at the same time where a processor is free, and else at
// once.
func (w *walk) later(name string, depth int, ignores Ignores) error {
	if w.group.TryGo(func() error { return w.dir(name, depth, ignores) }) {
		return nil
	}
	return w.dir(name, depth, ignores)
}

func (w *walk) add(d Dir) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.found = append(w.found, d)
}

func isUnitFile(entry os.DirEntry) bool {
	return strings.TrimSuffix(entry.Name(), source.JSON) == source.MainFile && !entry.IsDir()
}

func isIgnoreFile(entry os.DirEntry) bool { return entry.Name() == gitignore.File }

// isOtherTree reports whether what a directory holds makes it the root of a tree of
// its own.
func isOtherTree(entry os.DirEntry) bool {
	return entry.Name() == ".git" || entry.Name() == source.WorkspaceFile
}
