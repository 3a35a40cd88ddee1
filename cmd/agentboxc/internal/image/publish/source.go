package publish

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// source is a layer while it is sent. It keeps faults of reading it apart from
// those of the network.
type source struct {
	v1.Layer
	blob   blob
	alive  func()
	events *events

	opened atomic.Bool
	mu     sync.Mutex
	fault  *sourceError
}

// sourceError is a layer that cannot be read here.
type sourceError struct {
	blob blob
	err  error
}

func (e *sourceError) Error() string { return fmt.Sprintf("reading %s: %v", e.blob, e.err) }

func (e *sourceError) Unwrap() error { return e.err }

func (s *source) fail(err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = &sourceError{s.blob, err}
	return s.fault
}

// failed returns the fault that reading the layer has met, or nil.
func (s *source) failed() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fault == nil {
		return nil // and not a nil pointer in an interface
	}
	return s.fault
}

// Compressed opens the layer. The network does it again where a connection turns
// out to be dead.
func (s *source) Compressed() (io.ReadCloser, error) {
	s.opened.Store(true)
	from, err := s.Layer.Compressed()
	if err != nil {
		return nil, s.fail(err)
	}
	return &body{source: s, from: from}, nil
}

// body is what is sent of a layer.
type body struct {
	*source
	from   io.ReadCloser
	count  int64
	told   time.Time
	closed atomic.Bool
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.from.Read(p)
	b.count += int64(n)
	b.alive()
	switch {
	case b.closed.Load(): // the network does not want it any more
	case err == io.EOF && b.count < b.blob.size: //nolint:errorlint // readers return it unwrapped
		err = b.fail(fmt.Errorf("it ends after %d of %d bytes", b.count, b.blob.size))
	case err != nil && err != io.EOF: //nolint:errorlint // readers return it unwrapped
		err = b.fail(err)
	}
	if now := time.Now(); now.Sub(b.told) >= progressPause || b.count == b.blob.size {
		b.told = now
		event := b.blob.event(Progress)
		event.Bytes = b.count
		b.events.emit(event)
	}
	return n, err
}

func (b *body) Close() error {
	b.closed.Store(true)
	return b.from.Close()
}
