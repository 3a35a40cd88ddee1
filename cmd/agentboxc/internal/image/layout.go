package image

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/google/renameio/v2"
)

const (
	layoutFile = "oci-layout"
	indexFile  = "index.json"
	layoutText = `{"imageLayoutVersion":"1.0.0"}`
	refName    = "org.opencontainers.image.ref.name"

	maxIndex  = 4 << 20 // bytes of index.json
	lockRetry = 50 * time.Millisecond
)

// WriteLayout writes the images of an index, and puts the index under the tag
// into the OCI image layout in dir. A directory that is missing or empty
// becomes a layout; what a layout has under other tags stays.
//
// Blobs that are there already are not written again. index.json is replaced
// when everything else is safely on disk, so that the layout holds what it did
// before or all of the new, whenever the program or the machine stops. Of
// several programs that write to a layout, one does at a time.
func WriteLayout(ctx context.Context, dir string, index v1.ImageIndex, tag string) error {
	l := layout(dir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return l.failed(err)
	}
	lock := flock.New(dir, flock.SetFlag(os.O_RDONLY))
	defer lock.Close() //nolint:errcheck // the end of the process would free it, too
	if _, err := lock.TryLockContext(ctx, lockRetry); err != nil {
		return l.failed(fmt.Errorf("waiting for another program that writes there: %w", err))
	}
	if err := l.prepare(); err != nil {
		return l.failed(err)
	}
	return l.failed(l.write(ctx, index, tag))
}

// layout is a directory.
type layout string

func (l layout) path(elem ...string) string {
	return filepath.Join(append([]string{string(l)}, elem...)...)
}

func (l layout) blobs() string { return l.path("blobs", "sha256") }

func (l layout) failed(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("writing an OCI layout to %s: %w", string(l), wayOut(err))
}

// prepare makes the directory a layout, if it is none. Nothing may get lost in
// a directory that is something else.
func (l layout) prepare() error {
	_, err := os.Stat(l.path(layoutFile))
	if errors.Is(err, fs.ErrNotExist) {
		if err := l.mustBeEmpty(); err != nil {
			return err
		}
		err = l.replace(layoutFile, []byte(layoutText))
	}
	if err != nil {
		return err
	}
	return os.MkdirAll(l.blobs(), 0o755)
}

// mustBeEmpty lets pass what an interrupted prepare leaves.
func (l layout) mustBeEmpty() error {
	entries, err := os.ReadDir(string(l))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, "."+layoutFile) {
			return fmt.Errorf("the directory is no OCI layout and has other things in it, such as %s; name another one, or an empty one", name)
		}
	}
	return nil
}

func (l layout) replace(name string, data []byte) error {
	return renameio.WriteFile(l.path(name), data, 0o644, renameio.WithTempDir(string(l)))
}

func (l layout) write(ctx context.Context, index v1.ImageIndex, tag string) error {
	l.sweep()
	entries, err := l.read()
	if err != nil {
		return err
	}
	blobs, err := contentsOf(index)
	if err != nil {
		return err
	}
	if err := l.writeBlobs(ctx, blobs); err != nil {
		return err
	}
	if err := entries.tag(index, tag); err != nil {
		return err
	}
	data, err := json.Marshal(entries)
	if err != nil {
		return err
	}
	if old, err := os.ReadFile(l.path(indexFile)); err == nil && bytes.Equal(old, data) {
		return nil
	}
	if err := l.replace(indexFile, data); err != nil {
		return err
	}
	return syncDir(string(l))
}

// sweep removes what a program that was killed has left: nobody else writes
// now. What cannot be removed does no harm.
func (l layout) sweep() {
	for _, pattern := range []string{l.path("." + indexFile + "*"), l.path("." + layoutFile + "*"), filepath.Join(l.blobs(), unfinished+"*")} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			_ = os.Remove(file)
		}
	}
}

// entries is what index.json holds.
type entries struct{ v1.IndexManifest }

func (l layout) read() (*entries, error) {
	e := &entries{v1.IndexManifest{SchemaVersion: 2, MediaType: types.OCIImageIndex, Manifests: []v1.Descriptor{}}}
	f, err := os.Open(l.path(indexFile))
	if errors.Is(err, fs.ErrNotExist) {
		return e, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxIndex+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxIndex {
		return nil, fmt.Errorf("%s has more than %d MiB; name another directory", indexFile, maxIndex>>20)
	}
	err = json.Unmarshal(data, &e.IndexManifest)
	if err == nil && e.SchemaVersion != 2 {
		err = fmt.Errorf("version %d is not known", e.SchemaVersion)
	}
	if err != nil {
		return nil, fmt.Errorf("%s is damaged: %w; remove it to begin a new one, or name another directory", indexFile, err)
	}
	return e, nil
}

// tag puts the index in the place of what had the tag before.
func (e *entries) tag(index v1.ImageIndex, tag string) error {
	d := v1.Descriptor{}
	var err error
	if d.MediaType, err = index.MediaType(); err != nil {
		return err
	}
	if d.Digest, err = index.Digest(); err != nil {
		return err
	}
	if d.Size, err = index.Size(); err != nil {
		return err
	}
	if tag != "" {
		d.Annotations = map[string]string{refName: tag}
	}
	for n, old := range e.Manifests {
		if old.Annotations[refName] == tag {
			e.Manifests[n] = d
			return nil
		}
	}
	e.Manifests = append(e.Manifests, d)
	return nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
