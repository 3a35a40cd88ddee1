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
	"syscall"
	"time"

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
	w.changed.L = &w.mu
	ignores, err := p.Ignores()
	if err == nil {
		err = w.from(visit{".", 0, ignores})
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
	began time.Time

	mu      sync.Mutex
	changed sync.Cond // there is more to visit, or no more will come
	next    []visit
	running int // visits
	visited int
	found   []Dir
	err     error
}

// visit is a directory to go to.
type visit struct {
	name    string
	depth   int
	ignores Ignores // what is known of them above it
}

// from visits a directory and all that are below.
func (w *walk) from(root visit) error {
	w.next = []visit{root}
	var walkers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		walkers.Go(func() {
			w.mu.Lock()
			defer w.mu.Unlock()
			for w.one() {
			}
		})
	}
	walkers.Wait()
	return w.err
}

// one makes a visit, and reports whether there may be more.
func (w *walk) one() bool {
	for len(w.next) == 0 && w.running > 0 && w.err == nil {
		w.changed.Wait()
	}
	if len(w.next) == 0 || w.err != nil {
		return false
	}
	v := w.next[len(w.next)-1]
	w.next = w.next[:len(w.next)-1]
	w.running++
	w.mu.Unlock()
	found, below, err := w.dir(v)
	w.mu.Lock()
	w.running--
	if w.visited++; w.visited > maxDirs {
		err = fmt.Errorf("there are more than %d directories; name fewer in members of %s", maxDirs, source.WorkspaceFile)
	}
	if w.err == nil {
		w.err = err
	}
	w.found, w.next = append(w.found, found...), append(w.next, below...)
	if len(below) > 0 || w.running == 0 || w.err != nil {
		w.changed.Broadcast()
	}
	return true
}

// dir reads a directory. It returns what was found, and where to go on.
func (w *walk) dir(v visit) (found []Dir, below []visit, err error) {
	if v.depth > maxDepth {
		return nil, nil, fmt.Errorf("%s is more than %d directories deep; leave it out with exclude of %s", v.name, maxDepth, source.WorkspaceFile)
	}
	d := w.read(v.name)
	if d.Err == nil && v.name != "." && slices.ContainsFunc(d.entries, isOtherTree) {
		return nil, nil, nil
	}
	if slices.ContainsFunc(d.entries, isIgnoreFile) {
		if v.ignores, err = v.ignores.In(w.tree, v.name); err != nil {
			return nil, nil, err
		}
	}
	found, below = w.below(v, d.entries)
	return append(found, d), below, nil
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

// below returns the directories in one: those that are ignored, and those to visit.
func (w *walk) below(v visit, entries []os.DirEntry) (ignored []Dir, next []visit) {
	for _, entry := range entries {
		if !entry.IsDir() || strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules" {
			continue
		}
		child := path.Join(v.name, entry.Name())
		if !w.leads(child) {
			continue
		}
		if v.ignores.Has(child) {
			ignored = append(ignored, Dir{Name: child, Ignored: true})
			continue
		}
		next = append(next, visit{child, v.depth + 1, v.ignores})
	}
	return ignored, next
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
