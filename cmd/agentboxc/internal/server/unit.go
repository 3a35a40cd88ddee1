package server

import (
	"path/filepath"
	"strings"
	"sync"

	"github.com/agentboxc/agentboxc/lang/source"
)

// kind says how a file is read.
type kind uint8

const (
	ofUnit    kind = iota // with the others in its directory
	workspace             // alone, as agentbox.work.hcl
	values                // alone, as values for variables that nothing reads unasked
)

const valuesSuffix = ".agentboxvars"

func kindOf(path string) kind {
	name := filepath.Base(path)
	if name == source.WorkspaceFile {
		return workspace
	}
	name = strings.TrimSuffix(name, source.JSON)
	if strings.HasSuffix(name, valuesSuffix) && !strings.HasSuffix(name, ".auto"+valuesSuffix) {
		return values
	}
	return ofUnit
}

// unit is a directory with the files of a unit, or a file that is read alone. It lives
// as long as the server; what is known of it comes and goes.
type unit struct {
	key  string // the directory, or the file
	tree *tree
	dir  string // relative to the root of the tree, with slashes
	kind kind
	file string // if it is read alone: relative to the root, too

	// Guarded by the world.
	slot   *slot     // of the present
	kept   *analysis // in its slot, when it is known what it depends on
	looked []string  // which is this, also behind it
	said   *said     // nil until somebody asks for all units
}

// slot is the place of an analysis that holds from its state on, until something that
// it depends on changes.
type slot struct {
	at    *state // what it is made from; nil until somebody asks
	once  sync.Once
	done  *analysis
	fault *fault
}

// maxSnapshots bounds the sources whose snapshots are kept, in bytes. What is made of
// them takes some fifty times as much.
const maxSnapshots = 128 << 10

// analysis returns what there is to know of a unit at a moment. It takes time only
// when something has changed.
func (w *world) analysis(u *unit, at *state) *analysis {
	s := w.slot(u, at)
	if s == nil {
		a, _ := w.analyse(u, at)
		return a
	}
	s.once.Do(func() {
		defer func() {
			if cause := recover(); cause != nil {
				s.fault = faultOf(cause)
			}
		}()
		var looked []string
		s.done, looked = w.analyse(u, s.at)
		w.settle(u, s, looked)
	})
	if s.fault != nil {
		panic(s.fault)
	}
	return s.done
}

// slot returns that of the unit if it holds at the moment. It does not when the unit
// may have changed since.
func (w *world) slot(u *unit, at *state) *slot {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := u.slot
	if s.at == nil && at.version == w.now.version {
		s.at = at
		w.begun[u] = true
	}
	if s.at == nil || s.at.version > at.version {
		return nil
	}
	return s
}

// settle notes what an analysis depends on, if it is still that of the present, and
// drops the oldest snapshots that there is no room for.
func (w *world) settle(u *unit, s *slot, looked []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if u.slot != s {
		return
	}
	delete(w.begun, u)
	w.forget(u)
	u.looked = looked
	for _, path := range looked {
		if w.readers[path] == nil {
			w.readers[path] = map[*unit]bool{}
		}
		w.readers[path][u] = true
	}
	u.kept = s.done
	w.recent = append(w.recent, u)
	w.kept += u.kept.size
	for w.kept > maxSnapshots && len(w.recent) > 1 {
		w.drop(w.recent[0])
	}
}

// drop lets go of a snapshot. It can be made again: nothing has changed.
func (w *world) drop(u *unit) {
	w.unlist(u)
	u.slot = &slot{}
}
