package server

import (
	"cmp"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/query"
	"github.com/agentboxc/agentboxc/lang/source"
)

// units is the tree as questions that go beyond one unit see it, at the moment of a
// request.
func (a *ask) units(t *tree) *query.Tree {
	w := a.server.world
	dirs := sync.OnceValue(func() []string { return w.unitsOf(t, a.at) })
	return &query.Tree{
		Dirs: dirs,
		Unit: func(dir string) *query.Snapshot {
			a.progress.step(dirs)
			if found := w.unitAt(t, dir); found != nil && a.ctx.Err() == nil {
				return w.analysis(found, a.at).snap
			}
			return nil
		},
		Edited: func(edits []diag.Edit) *query.Tree { return a.edited(t, edits) },
	}
}

// edited is the tree after edits. Nothing of it is kept.
func (a *ask) edited(t *tree, edits []diag.Edit) *query.Tree {
	w := a.server.world
	at := &state{version: a.at.version, docs: maps.Clone(a.at.docs)}
	byFile := map[string][]diag.Edit{}
	for _, e := range edits {
		byFile[e.Range.File] = append(byFile[e.Range.File], e)
	}
	disk := newOverlay(t.disk, t.place.Path, a.at)
	for name, inFile := range byFile {
		text, err := fs.ReadFile(disk, name)
		if err != nil {
			continue // it is gone; the client will say so
		}
		path := filepath.Join(t.place.Path, filepath.FromSlash(name))
		at.docs[path] = &document{path: path, bytes: replacedAll(text, inFile)}
	}
	return &query.Tree{
		Dirs: func() []string { return w.unitsOf(t, at) },
		Unit: func(dir string) *query.Snapshot {
			found := w.unitAt(t, dir)
			if found == nil {
				return nil
			}
			analysed, _ := w.analyse(found, at)
			return analysed.snap
		},
	}
}

func replacedAll(text []byte, edits []diag.Edit) []byte {
	edits = slices.Clone(edits)
	slices.SortFunc(edits, func(a, b diag.Edit) int { return cmp.Compare(b.Range.Start.Byte, a.Range.Start.Byte) })
	for _, e := range edits {
		if e.Range.End.Byte <= len(text) {
			text = slices.Concat(text[:e.Range.Start.Byte], []byte(e.NewText), text[e.Range.End.Byte:])
		}
	}
	return text
}

// unitAt is the unit in a directory of a tree.
func (w *world) unitAt(t *tree, dir string) *unit {
	w.mu.Lock()
	defer w.mu.Unlock()
	path := filepath.Join(t.place.Path, filepath.FromSlash(dir), source.MainFile)
	onDisk := filepath.Dir(path)
	if t.place.Root == nil {
		onDisk = "" // the tree of a document without a place
	}
	return w.unit(path, onDisk)
}

// unitsOf returns the directories of the units of a tree, sorted: the members of the
// workspace, or else those in the folders that the editor has open; and all with
// open documents.
func (w *world) unitsOf(t *tree, at *state) []string {
	found := map[string]bool{}
	for path := range at.docs {
		if rel, err := filepath.Rel(t.place.Path, path); err == nil && source.IsMain(path) && filepath.IsLocal(rel) {
			found[filepath.ToSlash(filepath.Dir(rel))] = true
		}
	}
	if t.place.Root != nil {
		workspace, _ := lang.ReadWorkspace(newOverlay(t.disk, t.place.Path, at))
		leads, has := w.inFolders(t), func(string) bool { return true }
		if workspace != nil {
			leads, has = workspace.Leads, workspace.Has
		}
		// A directory that cannot be read is one in which nothing is found.
		dirs, _ := t.place.Walk(leads)
		for _, d := range dirs {
			if d.Unit && has(d.Name) {
				found[d.Name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// inFolders says of directories whether they are in one of the editor's folders, or
// lead there.
func (w *world) inFolders(t *tree) func(dir string) bool {
	w.mu.Lock()
	folders := slices.Clone(w.folders)
	w.mu.Unlock()
	return func(dir string) bool {
		path := filepath.Join(t.place.Path, filepath.FromSlash(dir))
		return slices.ContainsFunc(folders, func(f folder) bool { return below(path, f.path) || below(f.path, path) })
	}
}

// below reports whether a path is a directory or lies in it.
func below(path, dir string) bool {
	rest, ok := strings.CutPrefix(path, dir)
	return ok && (rest == "" || rest[0] == filepath.Separator || strings.HasSuffix(dir, string(filepath.Separator)))
}

// tree is the one that the file is in.
func (f *file) tree() *query.Tree { return f.ask.units(f.unit.tree) }

// openTrees are the trees of the editor's folders and of its documents, sorted.
func (w *world) openTrees(at *state) []*tree {
	w.mu.Lock()
	defer w.mu.Unlock()
	found := map[*tree]bool{}
	for _, f := range w.folders {
		if t := w.tree(filepath.Join(f.path, source.MainFile), f.path); t != nil {
			found[t] = true
		}
	}
	for _, d := range at.docs {
		if d.home != nil {
			found[d.home.tree] = true
		}
	}
	return slices.SortedFunc(maps.Keys(found), func(a, b *tree) int { return cmp.Compare(a.place.Path, b.place.Path) })
}
