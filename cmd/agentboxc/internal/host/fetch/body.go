package fetch

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/klauspost/compress/gzip"
)

// body is what a server sends. It gives up on a connection that is silent and on
// one that never ends, and tells its own faults from those of its reader.
type body struct {
	from   io.Reader
	cause  func() error // why the request was cancelled, or nil
	watch  *time.Timer
	stall  time.Duration
	limit  int64
	report func(n int64)

	count int64
	fault error
}

// bodyError is a response that could not be read to its end.
type bodyError struct{ err error }

func (e *bodyError) Error() string { return "the download broke off: " + e.err.Error() }

func (e *bodyError) Unwrap() error { return e.err }

var errTooLong = errors.New("it is too long")

func (b *body) Read(p []byte) (int, error) {
	b.watch.Reset(b.stall) // only while waiting: the reader may take its time
	n, err := b.from.Read(p)
	b.watch.Stop()
	b.count += int64(n)
	if b.report != nil {
		b.report(b.count)
	}
	if b.count > b.limit {
		err = fmt.Errorf("%w: more than %d bytes are not read", errTooLong, b.limit)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		if cause := b.cause(); cause != nil {
			err = cause
		}
		b.fault = &bodyError{err}
		return n, b.fault
	}
	return n, err
}

// afterEnd is how much may follow the end of what the reader wanted.
const afterEnd = 1 << 20

// feed gives what was sent, decoded, to a reader.
func (b *body) feed(encoding string, read func(io.Reader) error) error {
	stream, err := decoded(b, encoding)
	if err == nil {
		err = read(stream)
	}
	if err == nil {
		// A connection that breaks in what pads an archive breaks it no less.
		_, err = io.Copy(io.Discard, io.LimitReader(stream, afterEnd))
	}
	switch {
	case b.fault != nil:
		return b.fault
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &bodyError{io.ErrUnexpectedEOF}
	}
	return err
}

// decoded undoes a compression that is not part of the file, as Nix does even if
// it did not ask for it.
func decoded(r io.Reader, encoding string) (io.Reader, error) {
	switch encoding {
	case "", "identity":
		return r, nil
	case "gzip", "x-gzip":
		return gzip.NewReader(r)
	}
	return nil, fmt.Errorf("the server sent the unknown encoding %q", encoding)
}
