package image

import (
	"archive/tar"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/measure"
)

// Measure returns what the layers hold, without Variant, System and Program.
// It makes the headers of the tars and reads no file of a store path: a layer
// of 1 GB takes as long as listing its files. What no store path brings, or
// several do, such as the directory /nix/store, counts for none.
func (i *Image) Measure(ctx context.Context) (measure.Image, error) {
	var m measure.Image
	for _, l := range i.Layers {
		measured, err := l.measure(ctx)
		if err != nil {
			return measure.Image{}, fmt.Errorf("measuring %w", err)
		}
		m.Layers = append(m.Layers, measured)
	}
	return m, nil
}

func (l *Layer) measure(ctx context.Context) (measure.Layer, error) {
	sizes := make([]int64, len(l.Paths))
	count := l.count
	if l.File != "" {
		count = l.countFile
	}
	total, err := count(ctx, sizes)
	if err != nil {
		return measure.Layer{}, err
	}
	if l.Size != 0 && total != l.Size {
		return measure.Layer{}, l.differs(ctx, sum{l.Digest, total})
	}
	m := measure.Layer{Name: l.Name, Digest: l.DiffID.String(), Size: total}
	for n, p := range l.Paths {
		hash, full, _ := strings.Cut(strings.TrimPrefix(p.Path, storeDir), "-")
		name, version := measure.Split(full)
		m.Paths = append(m.Paths, measure.Path{Hash: hash, Name: name, Version: version, Size: sizes[n]})
	}
	slices.SortFunc(m.Paths, func(a, b measure.Path) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Hash, b.Hash))
	})
	return m, nil
}

// count adds what the entries of each path take to its size, and returns the
// size of the tar.
func (l *Layer) count(ctx context.Context, sizes []int64) (int64, error) {
	total := int64(len(trailer))
	err := l.walk(ctx, func(e *entry) error {
		total += e.blocks()
		if e.owner != nobody {
			sizes[e.owner] += e.blocks()
		}
		return nil
	})
	return total, err
}

// countFile goes by the tar itself, since store paths of a layer that is kept
// as one may be others on the next machine. Only a compressed one is read.
func (l *Layer) countFile(ctx context.Context, sizes []int64) (int64, error) {
	if l.packed() {
		in := l.unpacked(ctx)
		defer in.stop()
		return io.Copy(io.Discard, in)
	}
	f, err := os.Open(l.root + l.File)
	if err != nil {
		return 0, l.unreadable(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, l.unreadable(err)
	}
	prefixes := map[string]int{}
	for n, p := range l.Paths {
		if p.rename.regex == nil && p.rename.apply(p.Path) != "" {
			prefixes[p.rename.apply(p.Path)] = n
		}
	}
	owner := func(name string) int {
		for ; len(name) > 1; name = name[:max(0, strings.LastIndexByte(name, '/'))] {
			if n, ok := prefixes[name]; ok {
				return n
			}
		}
		return nobody
	}
	return info.Size(), l.countEntries(ctx, f, owner, sizes)
}

// countEntries works since a tar.Reader reads headers only, and seeks over
// contents when it looks for the next one.
func (l *Layer) countEntries(ctx context.Context, f io.ReadSeeker, owner func(string) int, sizes []int64) error {
	r := tar.NewReader(f)
	var start int64
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return l.unreadable(err)
		}
		at, err := f.Seek(0, io.SeekCurrent)
		if err != nil {
			return l.unreadable(err)
		}
		end := at + h.Size + padding(h.Size)
		if n := owner(h.Name); n != nobody {
			sizes[n] += end - start
		}
		start = end
	}
}
