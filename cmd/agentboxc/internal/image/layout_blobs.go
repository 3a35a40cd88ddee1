package image

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/partial"
	"golang.org/x/sync/errgroup"
)

// unfinished is how names of blobs begin that are being written.
const unfinished = ".agentboxc-"

// writers is how many blobs are written at the same time. Each of them reads,
// hashes and writes at once, so that two are enough for several processors, and
// they may have to compress.
const writers = 2

// content is something that a layout has under its digest.
type content struct {
	sum
	open func() (io.ReadCloser, error)
}

// contentsOf returns everything that an index refers to, and the index, each
// once; the largest come first.
func contentsOf(index v1.ImageIndex) ([]content, error) {
	m, err := index.IndexManifest()
	if err != nil {
		return nil, err
	}
	raw, err := index.RawManifest()
	if err != nil {
		return nil, err
	}
	contents := []content{inMemory(raw)}
	for _, d := range m.Manifests {
		if !d.MediaType.IsImage() {
			return nil, fmt.Errorf("the index has %v, a %s, in it; only images can be written", d.Digest, d.MediaType)
		}
		image, err := index.Image(d.Digest)
		if err != nil {
			return nil, err
		}
		of, err := contentsOfImage(image)
		if err != nil {
			return nil, err
		}
		contents = append(contents, of...)
	}
	slices.SortFunc(contents, func(a, b content) int {
		return cmp.Or(cmp.Compare(b.size, a.size), cmp.Compare(a.digest.Hex, b.digest.Hex))
	})
	return slices.CompactFunc(contents, func(a, b content) bool { return a.digest == b.digest }), nil
}

func contentsOfImage(image v1.Image) ([]content, error) {
	raw, err := image.RawManifest()
	if err != nil {
		return nil, err
	}
	config, err := image.RawConfigFile()
	if err != nil {
		return nil, err
	}
	contents := []content{inMemory(raw), inMemory(config)}
	layers, err := image.Layers()
	if err != nil {
		return nil, err
	}
	for _, l := range layers {
		d, err := partial.Descriptor(l)
		if err != nil {
			return nil, err
		}
		contents = append(contents, content{sum{d.Digest, d.Size}, l.Compressed})
	}
	return contents, nil
}

func inMemory(data []byte) content {
	return content{sumOf(data), func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
}

func sumOf(data []byte) sum {
	h := sha256.Sum256(data)
	return sum{v1.Hash{Algorithm: "sha256", Hex: hex.EncodeToString(h[:])}, int64(len(data))}
}

func (l layout) writeBlobs(ctx context.Context, contents []content) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(writers)
	for _, c := range contents {
		group.Go(func() error {
			if err := l.writeBlob(ctx, c); err != nil {
				return fmt.Errorf("writing blob %v: %w", c.digest, err)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return syncDir(l.blobs())
}

// writeBlob gives a blob its name when all of it is on disk.
func (l layout) writeBlob(ctx context.Context, c content) error {
	name := filepath.Join(l.blobs(), c.digest.Hex)
	if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() && info.Size() == c.size {
		return nil
	}
	f, err := os.CreateTemp(l.blobs(), unfinished)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // it is not there any more when all went well
	defer f.Close()
	if err := c.copyTo(ctx, &steady{File: f}); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// steady is a file that goes to the disk while it is written.
type steady struct {
	*os.File
	written, started int64
}

const writebackSize = 8 << 20

func (s *steady) Write(p []byte) (int, error) {
	n, err := s.File.Write(p)
	if s.written += int64(n); s.written-s.started >= writebackSize {
		startWriteback(s.File, s.started, s.written)
		s.started = s.written
	}
	return n, err
}

// copyTo copies the contents, and sees to it that they are what they should be.
func (c content) copyTo(ctx context.Context, w io.Writer) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r, err := c.open()
	if err != nil {
		return err
	}
	defer r.Close()
	out := &guarded{ctx: ctx, w: w, left: c.size}
	if s, ok := r.(*stream); ok {
		// It judges itself, and hashing takes longest.
		_, err := s.WriteTo(out)
		return err
	}
	h := sha256.New()
	n, err := io.CopyBuffer(io.MultiWriter(out, h), struct{ io.Reader }{r}, make([]byte, chunkSize))
	if err != nil {
		return err
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != c.digest.Hex || n != c.size {
		return fmt.Errorf("it turned out to be sha256:%s of %d bytes, and not of %d", got, n, c.size)
	}
	return nil
}

// guarded does not write for those who have given up, and nothing after the
// wanted size: what is wrong with the contents comes at their end.
type guarded struct {
	ctx  context.Context //nolint:containedctx // it lives for one copy
	w    io.Writer
	left int64
}

func (g *guarded) Write(p []byte) (int, error) {
	if err := g.ctx.Err(); err != nil {
		return 0, err
	}
	n := min(int64(len(p)), g.left)
	g.left -= n
	if _, err := g.w.Write(p[:n]); err != nil {
		return 0, err
	}
	return len(p), nil
}
