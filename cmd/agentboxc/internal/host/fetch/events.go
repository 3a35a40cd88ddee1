package fetch

import (
	"sync"
	"time"
)

// EventKind says what happened.
type EventKind uint8

// What happens to a download, in this order; Progress and Retrying any number of
// times. Nothing happens to what the cache has.
const (
	Started EventKind = iota
	Progress
	Retrying
	Finished // with or without success
)

// Event is for showing people what is going on.
type Event struct {
	Kind EventKind
	// Ref is the reference that is fetched, for people; it tells downloads apart.
	Ref string
	// Bytes have arrived so far, of Total, which is 0 when it is not known. Both
	// begin anew after Retrying, and stay 0 for git.
	Bytes, Total int64
	// Reason and Wait are why and after what time it is tried again.
	Reason string
	Wait   time.Duration
}

// progressPause is the least time between two events of progress of a download.
const progressPause = 100 * time.Millisecond

// events hands out one event at a time.
type events struct {
	mu   sync.Mutex
	call func(Event)
}

func (e *events) emit(event Event) {
	if e.call == nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.call(event)
}
