package server

import (
	"path/filepath"
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/names"
	"github.com/agentboxc/agentboxc/lang/query"
	"github.com/agentboxc/agentboxc/lang/source"
)

// Compiled is a unit with its tests, as `validate` compiles them.
type Compiled struct {
	Result *lang.Result
	Unit   diag.List // of the unit and its files of values
	Tests  diag.List
	Values []*source.File // files of values that are read unasked
	Beside []*lang.TestFile
	// Names opens what is known of the names in the unit's package sets, for one
	// question; done lets go of it. It is nil where there is none.
	Names func() (known names.Index, done func())
}

// analysis is what the compiler makes of a unit. It does not change.
type analysis struct {
	world *world
	unit  *unit
	at    *state      // the documents that it was made from
	found []diag.List // each in its order
	snap  *query.Snapshot
	size  int // of the sources, in bytes

	files     map[string][]byte // as they were read, by name in the tree
	openNames func() (known names.Index, done func())

	mu    sync.Mutex
	texts map[string]*text
}

// analyse compiles, and returns what the result depends on.
func (w *world) analyse(u *unit, at *state) (*analysis, []string) {
	fsys := newOverlay(u.tree.look(), u.tree.place.Path, at)
	a := &analysis{world: w, unit: u, at: at, files: map[string][]byte{}, texts: map[string]*text{}}
	switch u.kind {
	case workspace:
		a.workspace(lang.ReadWorkspace(fsys))
	case values:
		a.values(source.ReadFile(fsys, u.file))
	default:
		a.compiled(w.compile(fsys, u.tree.place.At(u.dir), u.tree.memory))
	}
	return a, fsys.seen()
}

func (a *analysis) compiled(c *Compiled) {
	a.found = []diag.List{c.Unit.Sorted(), c.Tests.Sorted()}
	a.keep(c.Result.Sources()...)
	a.keep(c.Values...)
	a.openNames = c.Names
	for _, t := range c.Beside {
		a.keep(t.Syntax.Source)
	}
	a.snap = query.NewWith(c.Result, c.Unit, func() []*query.File {
		var files []*query.File
		for _, t := range c.Beside {
			files = append(files, query.NewTest(t))
		}
		for _, f := range c.Values {
			files = append(files, query.NewValues(f))
		}
		return files
	})
}

// workspace takes nil for a file that is gone.
func (a *analysis) workspace(w *lang.Workspace, diags diag.List) {
	a.found = []diag.List{diags}
	if w == nil {
		a.snap = query.New(&lang.Result{}, diags)
		return
	}
	a.found = append(a.found, a.members(w, !diags.HasErrors()))
	a.snap = query.Alone(query.NewWorkspaceFile(w), diags)
	a.keep(w.File)
}

// members says what the patterns come to. What there is on disk is looked at again when
// the file changes, or is saved.
func (a *analysis) members(w *lang.Workspace, sound bool) diag.List {
	if a.unit.tree.place.Root == nil {
		return nil
	}
	found, err := a.unit.tree.place.Walk(w.Leads)
	if err != nil {
		return nil // it is not known what there is
	}
	_, diags := host.Members(w, found, sound)
	return diags
}

func (a *analysis) values(f *source.File, diags diag.List) {
	_, found := lang.ReadVariables(f)
	diags.Append(found)
	a.found = []diag.List{diags.Sorted()}
	a.snap = query.Alone(query.NewValues(f), diags)
	a.keep(f)
}

func (a *analysis) keep(files ...*source.File) {
	for _, f := range files {
		a.files[f.Path] = f.Bytes
		a.size += len(f.Bytes)
	}
}

// path is the absolute path of a file of the tree.
func (a *analysis) path(name string) string {
	return filepath.Join(a.unit.tree.place.Path, filepath.FromSlash(name))
}

// document is the open document that a name in the tree stands for, or nil.
func (a *analysis) document(name string) *document { return a.at.docs[a.path(name)] }

// text is that of a file of the tree, empty when it cannot be read.
func (a *analysis) text(name string) *text {
	if d := a.document(name); d != nil {
		return d.text()
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	known := a.texts[name]
	if known == nil {
		data, read := a.files[name]
		if !read {
			file, _ := source.ReadFile(a.unit.tree.disk, name) // a message refers to it
			data = file.Bytes
		}
		known = newText(data, a.world.inUTF8, true)
		a.texts[name] = known
	}
	return known
}

// uri is how the editor calls a file of the tree.
func (a *analysis) uri(name string) uri.URI {
	if d := a.document(name); d != nil {
		return d.uri
	}
	return a.world.uriOf(a.path(name))
}

// rangeOf is a range in its own file.
func (a *analysis) rangeOf(r diag.Range) protocol.Range { return a.text(r.File).rangeOf(r) }

// location is a range with its file.
func (a *analysis) location(r diag.Range) protocol.Location {
	return protocol.Location{URI: a.uri(r.File), Range: a.rangeOf(r)}
}

// openDocuments are the names of those of the unit.
func (a *analysis) openDocuments() []string {
	var names []string
	for path, d := range a.at.docs {
		if d.home != a.unit {
			continue
		}
		if rel, err := filepath.Rel(a.unit.tree.place.Path, path); err == nil {
			names = append(names, filepath.ToSlash(rel))
		}
	}
	return names
}
