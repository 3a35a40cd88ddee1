package server

import (
	"io/fs"
	"maps"
	slashpath "path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"go.lsp.dev/uri"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/source"
)

// world is what the editor and the disk hold, as far as somebody has looked at it:
// trees, the units in them, and what is known of each. Changes come from one goroutine
// in their order, and questions from many.
type world struct {
	compile func(fs.FS, *host.Place, *lang.Memory) *Compiled

	mu      sync.Mutex
	inUTF8  bool
	now     *state
	lent    bool // somebody has now, so that it must not be changed
	trees   map[string]*tree
	former  []*tree // that somebody may still read
	units   map[string]*unit
	readers map[string]map[*unit]bool // whose analysis has looked at a path
	paths   map[uri.URI]string        // of open documents
	open    map[*unit]int             // units with open documents, and how many
	begun   map[*unit]bool            // with an analysis of which it is not known yet what it depends on
	stale   []*unit                   // whose diagnostics may have changed; the one that changed last at the end
	recent  []*unit                   // with a snapshot, in the order in which those were made
	kept    int                       // bytes of source in those
	folders []folder
}

// tree is a workspace, a repository, a directory, or a document without a place.
type tree struct {
	place  *host.Place
	disk   fs.FS
	memory *lang.Memory

	mu     sync.Mutex
	glance *glance // nil when the disk has to be looked at
}

func newTree(place *host.Place, disk fs.FS) *tree {
	return &tree{place: place, disk: disk, memory: lang.NewMemory()}
}

func newWorld(compile func(fs.FS, *host.Place, *lang.Memory) *Compiled) *world {
	return &world{
		compile: compile, now: &state{docs: map[string]*document{}},
		trees: map[string]*tree{}, units: map[string]*unit{}, readers: map[string]map[*unit]bool{},
		open: map[*unit]int{}, begun: map[*unit]bool{}, paths: map[uri.URI]string{},
	}
}

// moment is what there is now, for a question that may take its time.
func (w *world) moment() *state {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lent = true
	return w.now
}

// change replaces the state by one that differs in a document; nil removes it.
func (w *world) change(path string, d *document) {
	if w.lent {
		w.now = &state{version: w.now.version, docs: maps.Clone(w.now.docs)}
		w.lent = false
	}
	w.now.version++
	if d == nil {
		delete(w.now.docs, path)
		return
	}
	w.now.docs[path] = d
}

// find returns the unit of a document, open or not. It is nil where there is no
// directory to look in.
func (w *world) find(u uri.URI) (path string, home *unit) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if d := w.document(u); d != nil {
		return d.path, d.home
	}
	path, dir := place(u)
	return path, w.unit(path, dir)
}

// place is the path of a document, and the directory that it is in on disk, or ""
// where it has no place there.
func place(u uri.URI) (path, dir string) {
	path, ok := pathOf(u)
	if !ok {
		// A document that was never saved is a unit of its own.
		return filepath.Join("/", strings.ReplaceAll(string(u), "/", "%2F"), source.MainFile), ""
	}
	path = host.RealName(path)
	return path, filepath.Dir(path)
}

// unit returns the unit that a file belongs to.
func (w *world) unit(path, dir string) *unit {
	key := filepath.Dir(path)
	kind := kindOf(path)
	if kind != ofUnit {
		key = path
	}
	if known := w.units[key]; known != nil {
		return known
	}
	t := w.tree(path, dir)
	if t == nil {
		return nil
	}
	rel, err := filepath.Rel(t.place.Path, filepath.Dir(path))
	if err != nil {
		return nil
	}
	u := &unit{key: key, tree: t, dir: filepath.ToSlash(rel), kind: kind, slot: &slot{}}
	if kind != ofUnit {
		u.file = slashpath.Join(u.dir, filepath.Base(path))
	}
	w.units[key] = u
	return u
}

// tree returns the tree around a directory. That of a directory which is not there
// is the one of the nearest directory that is.
func (w *world) tree(path, dir string) *tree {
	if dir == "" {
		root := filepath.Dir(path)
		if w.trees[root] == nil {
			w.trees[root] = newTree(&host.Place{Path: root, Dir: "."}, noDisk{})
		}
		return w.trees[root]
	}
	for !host.Exists(dir) && dir != filepath.Dir(dir) {
		dir = filepath.Dir(dir)
	}
	found, err := host.Around(dir)
	if err != nil {
		return nil
	}
	if known := w.trees[found.Path]; known != nil {
		found.Close()
		return known
	}
	t := newTree(found, found.FS())
	w.trees[found.Path] = t
	return t
}

// pass counts a change that is none of a document. The documents are those of before.
func (w *world) pass() {
	w.lookAway()
	w.now = &state{version: w.now.version + 1, docs: w.now.docs}
}

// lookAway has the disk looked at again.
func (w *world) lookAway() {
	for _, t := range w.trees {
		t.lookAway(nil)
	}
}

// touch makes stale what depends on a file, and on the names in its directory if it
// has come or gone.
func (w *world) touch(path string, names bool) {
	w.outdate(w.readers[path])
	if names {
		w.outdate(w.readers[filepath.Dir(path)+"/"])
	}
	w.outdate(w.begun)
}

// touchBelow is touch for all that is in a directory.
func (w *world) touchBelow(dir string) {
	for path, units := range w.readers {
		if path == dir || strings.HasPrefix(path, dir+"/") {
			w.outdate(units)
		}
	}
}

func (w *world) outdate(units map[*unit]bool) {
	for u := range units {
		w.renew(u)
	}
}

// renew gives a unit a new slot, and forgets what the old one depended on.
func (w *world) renew(u *unit) {
	u.said = nil
	if w.open[u] > 0 {
		w.soon(u)
	}
	w.forget(u)
	w.unlist(u)
	delete(w.begun, u)
	u.slot = &slot{}
}

// unlist takes a unit out of those with a snapshot.
func (w *world) unlist(u *unit) {
	if i := slices.Index(w.recent, u); i >= 0 {
		w.recent = slices.Delete(w.recent, i, i+1)
		w.kept -= u.kept.size
		u.kept = nil
	}
}

// forget takes a unit out of the index.
func (w *world) forget(u *unit) {
	for _, path := range u.looked {
		delete(w.readers[path], u)
		if len(w.readers[path]) == 0 {
			delete(w.readers, path)
		}
	}
	u.looked = nil
}

// soon puts a unit last among those whose diagnostics may have changed.
func (w *world) soon(u *unit) {
	if i := slices.Index(w.stale, u); i >= 0 {
		w.stale = slices.Delete(w.stale, i, i+1)
	}
	w.stale = append(w.stale, u)
}

// next takes the one that changed last, and tells whether it is still open. The unit
// is nil when there is none.
func (w *world) next() (u *unit, open bool, at *state) {
	w.mu.Lock()
	defer w.mu.Unlock()
	last := len(w.stale) - 1
	if last < 0 {
		return nil, false, nil
	}
	u, w.stale = w.stale[last], w.stale[:last]
	w.lent = true
	return u, w.open[u] > 0, w.now
}

// document is an open one, or nil.
func (w *world) document(u uri.URI) *document {
	if path, ok := w.paths[u]; ok {
		return w.now.docs[path]
	}
	path, _ := place(u)
	return w.now.docs[path]
}

// close lets go of the trees.
func (w *world) close() {
	for _, t := range slices.AppendSeq(w.former, maps.Values(w.trees)) {
		if t.place.Root != nil {
			t.place.Close()
		}
	}
}
