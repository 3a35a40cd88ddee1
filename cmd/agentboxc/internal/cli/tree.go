package cli

import (
	"io/fs"
	"slices"
	"sync"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/locking"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/recall"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// tree is a workspace, a repository or a directory, with what the units in it have
// in common for one run: its files are read once. It may be used at the same time.
type tree struct {
	place *host.Place
	shelf *lang.Shelf
	// watched is a shelf for witnesses: what it keeps was seen by one.
	watched *lang.Shelf
	// once is what is remembered is compared with.
	once func() fs.FS
	read func() workspace
	// shared is what the units are locked to together, as it is when it is asked for.
	shared func() *locking.Shared
	// list is the directories of the members, sorted, once they are known.
	list []string
}

// workspace is what agentbox.work.hcl says. It is nil in a tree that is none.
type workspace struct {
	*lang.Workspace
	diags diag.List
}

func newTree(place *host.Place) *tree {
	t := &tree{
		place: place, shelf: lang.NewShelf(), watched: lang.NewShelf(),
		read: sync.OnceValue(func() workspace {
			w, diags := lang.ReadWorkspace(place.FS())
			return workspace{w, diags}
		}),
		shared: sync.OnceValue(func() *locking.Shared { return locking.ReadShared(place.Root.FS()) }),
	}
	t.clear()
	return t
}

// clear forgets the modules, for when files have changed.
func (t *tree) clear() {
	t.shelf.Clear()
	t.watched.Clear()
	t.once = sync.OnceValue(func() fs.FS { return recall.Once(t.place.FS()) })
}

// members finds the units of the workspace. What is to be said of agentbox.work.hcl is
// returned the first time.
func (t *tree) members() ([]string, diag.List, error) {
	if t.list != nil {
		return t.list, nil, nil
	}
	w := t.read()
	diags := slices.Clone(w.diags)
	found, err := t.place.Walk(w.Leads)
	if err != nil {
		return nil, diags, err
	}
	t.place.Known(found)
	units, more := host.Members(w.Workspace, found, !w.diags.HasErrors())
	diags.Append(more)
	t.list = units
	return units, diags, nil
}

// say adds what was found in agentbox.work.hcl.
func (t *tree) say(f *view.Findings, diags diag.List) {
	f.Add(diags, t.place.Shown, sourcesIn(t.place.FS(), t.read().File))
}
