package image

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"

	"golang.org/x/sync/singleflight"

	"github.com/agentboxc/agentboxc/codegen/measure"
)

// Blobs are compressed layers. Their digests and sizes are remembered in a
// directory from one run to another, so that a layer that a registry has is
// not compressed again only to see that. The compressed bytes last as long as
// the value does. It can be used by several goroutines at once.
type Blobs struct {
	dir     string
	flights singleflight.Group

	mu     sync.Mutex
	sums   map[blobKey]sum
	spools map[blobKey]*os.File
}

// blobKey is what a compressed layer is made of.
type blobKey struct {
	diffID      string // hexadecimal
	compression Compression
}

// OpenBlobs opens what is remembered in dir, which is made when missing. With
// "" nothing is remembered.
func OpenBlobs(dir string) (*Blobs, error) {
	if dir != "" {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, fmt.Errorf("making a directory for compressed layers: %w", err)
		}
	}
	return &Blobs{dir: dir, sums: map[blobKey]sum{}, spools: map[blobKey]*os.File{}}, nil
}

// Close drops the compressed bytes. Images made with the blobs can be read
// afterwards, at the price of compressing again.
func (b *Blobs) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	var errs []error
	for key, spool := range b.spools {
		errs = append(errs, spool.Close())
		delete(b.spools, key)
	}
	return errors.Join(errs...)
}

// Compressed returns the size of a layer in a compression, if it is known. A
// layer that is compressed in the store has no other.
func (b *Blobs) Compressed(l *Layer, c Compression) (measure.Compressed, bool) {
	c, err := c.Resolve()
	if err != nil || c.Method == None || l.packed() {
		return measure.Compressed{}, false
	}
	s, ok := b.known(blobKey{l.DiffID.Hex, c})
	return measure.Compressed{Method: c.Method, Level: c.Level, Size: s.size}, ok
}

// sum returns the digest and size of a layer in a compression, for which it is
// compressed unless they are known.
func (b *Blobs) sum(ctx context.Context, l *Layer, c Compression) (sum, error) {
	key := blobKey{l.DiffID.Hex, c}
	if s, ok := b.known(key); ok {
		return s, nil
	}
	s, err, _ := b.flights.Do(key.file(""), func() (any, error) {
		if s, ok := b.known(key); ok {
			return s, nil
		}
		return b.compress(ctx, l, key)
	})
	if err != nil {
		return sum{}, err
	}
	return s.(sum), nil //nolint:forcetypeassert // the only type that the flight returns
}

func (b *Blobs) known(key blobKey) (sum, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if s, ok := b.sums[key]; ok {
		return s, true
	}
	s, ok := b.recall(key)
	if ok {
		b.sums[key] = s
	}
	return s, ok
}

// compress writes the compressed layer to a file that has no name any more: the
// system removes it when the process ends, however it ends.
func (b *Blobs) compress(ctx context.Context, l *Layer, key blobKey) (sum, error) {
	spool, err := os.CreateTemp(b.dir, "layer-")
	if err != nil {
		return sum{}, fmt.Errorf("compressing %v: %w", l, err)
	}
	if err := os.Remove(spool.Name()); err != nil {
		spool.Close()
		return sum{}, fmt.Errorf("compressing %v: %w", l, err)
	}
	var made sum
	in := l.compressed(ctx, key.compression, func(_ context.Context, got sum) error {
		made = got
		return nil
	})
	defer in.stop()
	if _, err := in.WriteTo(spool); err != nil {
		spool.Close()
		return sum{}, fmt.Errorf("compressing %v: %w", l, wayOut(err))
	}
	// Or the next encoder would have its memory beside that of this one.
	runtime.GC()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sums[key], b.spools[key] = made, spool
	return made, b.remember(key, made)
}

// open returns the compressed layer, if it has been made in this run.
func (b *Blobs) open(key blobKey) (io.ReadCloser, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	spool, ok := b.spools[key]
	if !ok {
		return nil, false
	}
	return io.NopCloser(io.NewSectionReader(spool, 0, b.sums[key].size)), true
}
