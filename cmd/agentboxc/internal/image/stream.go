package image

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// A stream takes chunks of one size, and there are that many of them.
const (
	chunkSize  = 256 << 10
	chunkCount = 4
)

// stream is a reader of what a producer writes. The producer, the hashing and
// whoever reads work at the same time, each on a chunk of its own. The end of
// the file is only reached when the digest has been judged.
type stream struct {
	cancel context.CancelFunc
	free   chan []byte   // chunks to fill
	ready  chan []byte   // hashed ones to read; closed at the end
	done   chan struct{} // closed when nothing works any more

	left  []byte // of the chunk being read
	chunk []byte // that chunk
	err   error  // after ready is closed: io.EOF, or what went wrong
}

// newStream starts a producer. Judge gets the sum of all that it wrote, and its
// error is what the reader gets in place of the end.
func newStream(ctx context.Context, produce func(context.Context, *chunker) error, judge func(context.Context, sum) error) *stream {
	ctx, cancel := context.WithCancel(ctx)
	s := &stream{
		cancel: cancel,
		free:   make(chan []byte, chunkCount),
		ready:  make(chan []byte, chunkCount),
		done:   make(chan struct{}),
	}
	for range chunkCount {
		s.free <- make([]byte, 0, chunkSize)
	}
	filled := make(chan []byte, chunkCount)
	var produced error // of use after filled is closed
	go func() {
		defer close(filled)
		out := &chunker{ctx: ctx, free: s.free, full: filled}
		produced = produce(ctx, out)
		if produced == nil {
			produced = out.flush()
		}
	}()
	go func() {
		defer close(s.done)
		defer close(s.ready)
		got := s.hash(filled)
		if s.err = produced; s.err == nil {
			s.err = judge(ctx, got)
		}
		if s.err == nil {
			s.err = io.EOF
		}
	}()
	return s
}

// hash never blocks: there is room for every chunk that exists.
func (s *stream) hash(filled <-chan []byte) sum {
	h := sha256.New()
	var size int64
	for chunk := range filled {
		h.Write(chunk)
		size += int64(len(chunk))
		s.ready <- chunk
	}
	return sum{v1.Hash{Algorithm: "sha256", Hex: hex.EncodeToString(h.Sum(nil))}, size}
}

// next gives the chunk that was read back, and waits for another.
func (s *stream) next() error {
	if s.chunk != nil {
		s.free <- s.chunk[:0]
		s.chunk = nil
	}
	chunk, ok := <-s.ready
	if !ok {
		return s.err
	}
	s.chunk, s.left = chunk, chunk
	return nil
}

func (s *stream) Read(p []byte) (int, error) {
	for len(s.left) == 0 {
		if err := s.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, s.left)
	s.left = s.left[n:]
	return n, nil
}

// WriteTo saves a copy.
func (s *stream) WriteTo(w io.Writer) (int64, error) {
	var size int64
	for {
		if len(s.left) > 0 {
			n, err := w.Write(s.left)
			size += int64(n)
			s.left = s.left[n:]
			if err != nil {
				return size, err
			}
			continue
		}
		if err := s.next(); err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return size, err
		}
	}
}

// stop ends the producer. It returns when nothing is read any more.
func (s *stream) stop() {
	s.cancel()
	<-s.done
}

// Close is stop for readers of any kind.
func (s *stream) Close() error {
	s.stop()
	return nil
}

// chunker is what a producer writes to.
type chunker struct {
	ctx   context.Context //nolint:containedctx // it lives as long as the producer's call
	free  <-chan []byte
	full  chan<- []byte
	chunk []byte // being filled; nil when there is none
}

// room makes sure that there is some in the chunk.
func (c *chunker) room() error {
	if len(c.chunk) == chunkSize {
		if err := c.flush(); err != nil {
			return err
		}
	}
	if c.chunk != nil {
		return nil
	}
	select {
	case c.chunk = <-c.free:
		return nil
	case <-c.ctx.Done():
		return c.ctx.Err()
	}
}

func (c *chunker) Write(p []byte) (int, error) {
	size := len(p)
	for len(p) > 0 {
		if err := c.room(); err != nil {
			return size - len(p), err
		}
		n := copy(c.chunk[len(c.chunk):chunkSize], p)
		c.chunk = c.chunk[:len(c.chunk)+n]
		p = p[n:]
	}
	return size, nil
}

// fill reads size bytes straight into chunks. It returns how many it found, and
// the reader's error.
func (c *chunker) fill(r io.Reader, size int64) (int64, error) {
	var total int64
	for total < size {
		if err := c.room(); err != nil {
			return total, err
		}
		part := c.chunk[len(c.chunk):chunkSize]
		n, err := r.Read(part[:min(int64(len(part)), size-total)])
		c.chunk = c.chunk[:len(c.chunk)+n]
		total += int64(n)
		if err != nil {
			return total, err
		}
	}
	return total, nil
}

func (c *chunker) flush() error {
	if c.chunk != nil {
		c.full <- c.chunk // which has room for every chunk that exists
		c.chunk = nil
	}
	return c.ctx.Err()
}
