package lang

import (
	"io/fs"
	"slices"
	"sync"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// maxShelf bounds how many modules are kept: what many units use is found early,
// and what each has for itself would only fill the memory.
const maxShelf = 1000

// Shelf keeps what the passes before evaluation made of modules, so that units
// which use the same one read it once, and of top-level items that several files
// hold alike. It is for compiles over one fs.FS whose files don't change meanwhile,
// and they may run at the same time: nothing that is kept is changed by evaluating
// it.
type Shelf struct {
	mu    sync.Mutex
	kept  map[string]*shelved // by directory
	stock stock
}

// stock keeps items; the empty one keeps none.
type stock struct {
	syntax *syntax.Stock
	config *config.Stock
}

// Watching is an fs.FS that notes what it answers, as Compile may be given one. What
// a module on a shelf was read from is noted for each unit that finds it there.
type Watching interface {
	fs.FS
	// Another is a file system of the same tree that has noted nothing yet.
	Another() fs.FS
	// Include notes what another one has noted, which answers no more.
	Include(another fs.FS)
}

type shelved struct {
	once  sync.Once
	from  fs.FS // what it was read from
	err   error // that it is no unit
	unit  *Unit
	diags diag.List
}

// NewShelf makes an empty one.
func NewShelf() *Shelf {
	return &Shelf{kept: map[string]*shelved{}, stock: stock{syntax.NewStock(), config.NewStock()}}
}

func (s *Shelf) inStock() stock {
	if s == nil {
		return stock{}
	}
	return s.stock
}

// Clear forgets the modules, for when files have changed.
func (s *Shelf) Clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.kept)
}

// unit reads a module, or returns what was read before. A unit that uses modules
// itself is not resolved yet: which of them it gets depends, in a cycle, on where
// one comes from.
func (s *Shelf) unit(fsys fs.FS, dir string, memory *Memory) (*Unit, diag.List, error) {
	k := s.place(dir)
	watching, watched := fsys.(Watching)
	k.once.Do(func() {
		k.from = fsys
		if watched {
			k.from = watching.Another()
		}
		k.read(k.from, dir, memory, s.inStock())
	})
	if watched {
		watching.Include(k.from)
	}
	switch {
	case k.err != nil:
		return nil, nil, k.err
	case k.unit.Resolved != nil:
		return k.unit, slices.Clone(k.diags), nil
	}
	own := *k.unit
	return &own, slices.Clone(k.diags), nil
}

func (k *shelved) read(fsys fs.FS, dir string, memory *Memory, stock stock) {
	if k.err = isUnit(fsys, dir); k.err != nil {
		return
	}
	k.unit, k.diags = read(fsys, dir, memory, stock)
	if u := k.unit; u.Config != nil && len(u.Config.Of("module")) == 0 {
		k.diags.Append(u.resolve(nil))
	}
}

// place is an empty one, for the caller alone, where nothing is kept.
func (s *Shelf) place(dir string) *shelved {
	if s == nil {
		return &shelved{}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.kept[dir]
	if k == nil {
		k = &shelved{}
	}
	if len(s.kept) < maxShelf {
		s.kept[dir] = k
	}
	return k
}
