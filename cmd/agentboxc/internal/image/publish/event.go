package publish

import (
	"sync"
	"time"
)

// EventKind says what happened.
type EventKind uint8

// What happens to a layer or config: Started, then Existing or Mounted, or any
// number of Progress and at last Uploaded; Retrying may come at any time. Of a
// failure, Push's error tells.
const (
	Started  EventKind = iota
	Progress           // Bytes of Total were handed to the network, or to the daemon
	Existing           // the repository has it
	Mounted            // the registry took it from another repository
	Uploaded
	Written  // a manifest is there under its digest, or under a tag
	Retrying // because of Reason, after Wait; bytes are counted anew
)

// Event is for showing people what is going on.
type Event struct {
	Kind EventKind
	// Subject is what it happened to, for people; it tells layers apart. It is the
	// repository itself while the first connection is made.
	Subject string
	// Layer is what Options.LayerName calls it, or "".
	Layer string
	// Digest is that of the compressed layer, of the config or of the manifest:
	// "sha256:" and hexadecimal.
	Digest string
	// Tag is the tag under which a manifest is there now; "" for its digest.
	Tag string
	// Bytes and Total are of the compressed layer.
	Bytes, Total int64
	// Reason and Wait are why and after what time it is tried again.
	Reason string
	Wait   time.Duration
}

// progressPause is the least time between two events of progress of a layer.
const progressPause = 100 * time.Millisecond

// events hands out one event at a time.
type events struct {
	mu   sync.Mutex
	call func(Event) // nil for nobody
}

func (e *events) emit(event Event) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.call != nil {
		e.call(event)
	}
}

// stop keeps back what the network still does with requests that have failed.
func (e *events) stop() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.call = nil
}
