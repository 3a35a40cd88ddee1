package image

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// trailer ends a tar. Nothing pads it to the ten blocks that tapes have.
var trailer [2 * blockSize]byte

// tar writes the layer as it was built: from its file, or made from its store
// paths.
func (l *Layer) tar(ctx context.Context, out *chunker) error {
	if l.File != "" {
		return l.copyFile(out)
	}
	err := l.walk(ctx, func(e *entry) error {
		if _, err := out.Write(e.header); err != nil {
			return err
		}
		if e.size == 0 {
			return nil
		}
		if err := l.contents(out, e); err != nil {
			return err
		}
		_, err := out.Write(trailer[:padding(e.size)])
		return err
	})
	if err != nil {
		return err
	}
	_, err = out.Write(trailer[:])
	return err
}

// contents writes a file, which must still have the size that its header says.
func (l *Layer) contents(out *chunker, e *entry) error {
	f, err := os.Open(l.root + e.file)
	if err != nil {
		return l.unreadable(err)
	}
	defer f.Close()
	n, err := out.fill(f, e.size)
	if err != nil && !errors.Is(err, io.EOF) {
		return l.unreadable(err)
	}
	if n == e.size {
		var more [1]byte
		extra, _ := f.Read(more[:])
		n += int64(extra)
	}
	if n != e.size {
		return fmt.Errorf("reading %s for %v: it has changed its size of %d bytes in the meantime; "+
			"nothing may write to the store: repair it by `nix-store --verify --check-contents --repair`", l.root+e.file, l, e.size)
	}
	return nil
}

func (l *Layer) copyFile(out *chunker) error {
	f, err := os.Open(l.root + l.File)
	if err != nil {
		return l.unreadable(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return l.unreadable(err)
	}
	// A file that is shorter in the meantime has another digest, too.
	if _, err := out.fill(f, info.Size()); err != nil && !errors.Is(err, io.EOF) {
		return l.unreadable(err)
	}
	return nil
}

// blob streams the layer's blob as it was built, and judges it.
func (l *Layer) blob(ctx context.Context) *stream {
	want := sum{l.Digest, l.Size}
	if l.packed() {
		want.size = 0 // the description has that of the tar, if any
	}
	return newStream(ctx, l.tar, func(ctx context.Context, got sum) error {
		if !got.fits(want) {
			return l.differs(ctx, got)
		}
		return nil
	})
}

// unpacked streams the tar of the layer, and judges it.
func (l *Layer) unpacked(ctx context.Context) *stream {
	if !l.packed() {
		return l.blob(ctx)
	}
	return newStream(ctx, l.unpack, func(_ context.Context, got sum) error {
		if want := (sum{l.DiffID, l.Size}); !got.fits(want) {
			return fmt.Errorf("%v unpacks to %v of %d bytes, which is not its diff id %v; "+
				"the base image is damaged: get it again", l, got.digest, got.size, l.DiffID)
		}
		return nil
	})
}
