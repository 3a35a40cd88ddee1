package locking

import (
	"io/fs"
	"path"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// SharedFile has the pins that the units of a workspace share, at its root.
const SharedFile = "agentbox.work.lock"

// Pins are what a unit is locked to.
type Pins struct {
	Lock   []byte     // to make files with: nil when there is none
	Shares bool       // the workspace has one lock for all its units
	Shared *lock.Lock // what that holds; nil when it is not there, or damaged
}

// ReadPins puts the pins that the workspace shares into a unit's own lock. A lock
// that is damaged is returned as it is, and will be said to be.
func ReadPins(fsys fs.FS, dir string, own []byte, inputs []*ir.Input) (Pins, diag.List, error) {
	pins := Pins{Lock: own}
	w, diags := lang.ReadWorkspace(fsys)
	if w == nil || !w.SharedLock || !w.Has(dir) || diags.HasErrors() {
		return pins, diags, nil
	}
	data, err := host.ReadIn(fsys, SharedFile)
	if err != nil {
		return pins, diags, err
	}
	pins.Shares = true
	if data == nil {
		return pins, diags, nil
	}
	shared, problems := lock.Read(data, SharedFile)
	diags.Append(problems)
	if shared == nil {
		return pins, diags, nil
	}
	pins.Shared = shared
	var present *lock.Lock
	if own != nil {
		present, _ = lock.Read(own, path.Join(dir, "flake.lock"))
	}
	if present == nil && own != nil {
		return pins, diags, nil
	}
	if pinned := present.Pinned(shared, inputs); pinned != present {
		pins.Lock = pinned.Bytes()
	}
	return pins, diags, nil
}
