package image

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"golang.org/x/sys/unix"
)

// unreadable says what to do about a file of the store that cannot be read.
func (l *Layer) unreadable(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("reading %v: %w; a garbage collection may have removed it: build the image again", l, err)
	}
	return fmt.Errorf("reading %v: %w", l, err)
}

// sum identifies bytes. A digest that is not known is the zero value, a size
// that is not known is 0.
type sum struct {
	digest v1.Hash
	size   int64
}

func (s sum) fits(want sum) bool {
	return (want.digest == v1.Hash{} || s.digest == want.digest) && (want.size == 0 || s.size == want.size)
}

// differs finds out why the layer is not what its description says.
func (l *Layer) differs(ctx context.Context, got sum) error {
	what := fmt.Sprintf("%v turned out to be %v of %d bytes", l, got.digest, got.size)
	if got.digest == l.Digest {
		what = fmt.Sprintf("%v turned out to have %d bytes and not %d", l, got.size, l.Size)
	}
	if l.File != "" {
		return fmt.Errorf("%s: its file %s has changed since it was built; repair it by `nix-store --verify --check-contents --repair`",
			what, l.root+l.File)
	}
	if l.image == nil || l.image.Verify == nil {
		return fmt.Errorf("%s: one of its store paths has changed since they were built; "+
			"find and repair it by `nix-store --verify --check-contents --repair`", what)
	}
	paths := make([]string, len(l.Paths))
	for i, p := range l.Paths {
		paths[i] = p.Path
	}
	bad, err := l.image.Verify(ctx, paths)
	switch {
	case err != nil:
		return fmt.Errorf("%s: looking for the store path that has changed: %w", what, err)
	case len(bad) == 0:
		return fmt.Errorf("%s: its store paths are as Nix knows them, so its description must be wrong; "+
			"build the image again with `nix build --rebuild`", what)
	}
	return fmt.Errorf("%s: changed since they were built: %s; repair them by `nix-store --repair-path`", what, strings.Join(bad, ", "))
}

// wayOut says what to do when a place cannot take what is written there.
func wayOut(err error) error {
	switch {
	case errors.Is(err, unix.ENOSPC), errors.Is(err, unix.EDQUOT):
		return fmt.Errorf("%w; free some space there or name another place: what was there before is unchanged", err)
	case errors.Is(err, unix.EROFS):
		return fmt.Errorf("%w; name a place that can be written to", err)
	}
	return err
}
