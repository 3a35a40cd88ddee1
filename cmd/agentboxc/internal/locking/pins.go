package locking

import (
	"bytes"
	"io/fs"
	"path"
	"slices"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// SharedFile has the pins that the units of a workspace share, at its root.
const SharedFile = "agentbox.work.lock"

// Shared is what the units of a workspace are locked to together, as it was when it
// was read. All but With may be used at the same time.
type Shared struct {
	fsys      fs.FS
	workspace *lang.Workspace
	diags     diag.List // of agentbox.work.hcl
	lock      *lock.Lock
	damage    diag.List // of the shared lock
	err       error

	next *lock.Lock // what is to be written
	last []byte     // the lock that was added last
}

// Pins are what a unit is locked to.
type Pins struct {
	Lock   []byte     // to make files with: nil when there is none
	Shares bool       // the workspace has one lock for all its units
	Shared *lock.Lock // what that holds; nil when it is not there, or damaged
}

// ReadShared reads what the workspace at the root of a tree says, if it is one.
func ReadShared(fsys fs.FS) *Shared {
	s := &Shared{fsys: fsys}
	s.workspace, s.diags = lang.ReadWorkspace(fsys)
	if s.workspace == nil || !s.workspace.SharedLock || s.diags.HasErrors() {
		return s
	}
	var data []byte
	data, s.err = host.ReadIn(fsys, SharedFile)
	if data != nil {
		s.lock, s.damage = lock.Read(data, SharedFile)
	}
	s.next = s.lock
	return s
}

// has reports whether a unit shares pins with others.
func (s *Shared) has(dir string) bool {
	return s.workspace != nil && s.workspace.SharedLock && !s.diags.HasErrors() && s.workspace.Has(dir)
}

// Pins puts the pins that the workspace shares into a unit's own lock. A lock that
// is damaged is returned as it is, and will be said to be.
func (s *Shared) Pins(dir string, own []byte, inputs []*ir.Input) (Pins, diag.List, error) {
	pins, diags := Pins{Lock: own}, slices.Clone(s.diags)
	if !s.has(dir) {
		return pins, diags, nil
	}
	if s.err != nil {
		return pins, diags, s.err
	}
	diags.Append(s.damage)
	pins.Shares, pins.Shared = true, s.lock
	if s.lock == nil {
		return pins, diags, nil
	}
	var present *lock.Lock
	if own != nil {
		present, _ = lock.Read(own, path.Join(dir, "flake.lock"))
	}
	if present == nil && own != nil {
		return pins, diags, nil
	}
	if pinned := present.Pinned(s.lock, inputs); pinned != present {
		pins.Lock = pinned.Bytes()
	}
	return pins, diags, nil
}

// Gather takes in what units are locked to that the workspace does not pin yet, so
// that units which are locked at the same time agree. The first of them wins, as if
// they were locked one after the other.
func (s *Shared) Gather(dirs []string) {
	var all *lock.Lock
	var before []byte
	for _, dir := range slices.Backward(dirs) {
		name := path.Join(dir, "flake.lock")
		data, err := host.ReadIn(s.fsys, name)
		if err != nil || data == nil || !s.has(dir) || bytes.Equal(data, before) {
			continue // what is wrong is said of the unit
		}
		if own, _ := lock.Read(data, name); own != nil {
			all, before = all.With(own), data
		}
	}
	if s.lock != nil && all != nil {
		all = all.With(s.lock)
	}
	if all != nil && len(s.damage) == 0 {
		s.lock = all
	}
}

// With returns the shared lock with what a unit is locked to now, and with all that
// was added before; nil where nothing has changed since the last one.
func (s *Shared) With(made []byte) []byte {
	own, _ := lock.Read(made, "flake.lock")
	if own == nil || bytes.Equal(made, s.last) {
		return nil
	}
	s.next, s.last = s.next.With(own), made
	return s.next.Bytes()
}
