package fetch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/google/renameio/v2"
	"github.com/klauspost/compress/gzip"

	filecache "github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/cache"
)

// cache is a directory of small files, one for each thing that is remembered.
// What is damaged, or not what it was looked for as, counts as missing; processes
// may use it at the same time. A nil cache is always empty.
type cache struct{ dir string }

// The kinds of things in the cache, which are the names of their directories.
const (
	treeKind   = "trees"    // what a tree is, by what identifies it for all time
	movingKind = "moving"   // what a reference led to when it was last followed
	globalKind = "registry" // registries from the web
)

// maxKept is how many bytes of each kind are kept.
const maxKept = 128 << 20

// record is a file of the cache. The checksum is that of the rest.
type record struct {
	Checksum string          `json:"checksum"`
	Entry    json.RawMessage `json:"entry"`
}

// entry says what a value is for, so that a file under a wrong name is noticed. A
// large value is compressed.
type entry struct {
	Version    int             `json:"version"`
	Key        string          `json:"key"`
	Value      json.RawMessage `json:"value,omitempty"`
	Compressed []byte          `json:"compressed,omitempty"`
}

const version = 1

// large is the size from which on a value is compressed.
const large = 32 << 10

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func (c *cache) file(kind, key string) string {
	return filepath.Join(c.dir, kind, digest([]byte(key))+".json")
}

// load reads what was stored under a key, and reports whether there was anything.
func (c *cache) load(kind, key string, value any) bool {
	if c == nil {
		return false
	}
	path := c.file(kind, key)
	data, err := readSmall(path, maxKept)
	if err != nil || unpack(data, key, value) != nil {
		return false
	}
	now := time.Now()
	_ = os.Chtimes(path, now, now) // what is in use is not the oldest; without this it goes a little early
	return true
}

// store remembers a value, and forgets the oldest ones when there are too many.
func (c *cache) store(kind, key string, value any) error {
	if c == nil {
		return nil
	}
	data, err := pack(key, value)
	if err != nil {
		return fmt.Errorf("packing an entry of the cache: %w", err)
	}
	path := c.file(kind, key)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("making the cache directory: %w", err)
	}
	if err := renameio.WriteFile(path, data, 0o600, renameio.WithTempDir(filepath.Dir(path))); err != nil {
		return fmt.Errorf("writing to the cache: %w", err)
	}
	return filecache.Prune(filepath.Dir(path), maxKept, filepath.Base(path))
}

func pack(key string, value any) ([]byte, error) {
	packed, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	e := entry{Version: version, Key: key, Value: packed}
	if len(packed) > large {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		if _, err := w.Write(packed); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		e.Value, e.Compressed = nil, b.Bytes()
	}
	body, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	return json.Marshal(record{Checksum: digest(body), Entry: body})
}

var errForeign = errors.New("the file is damaged or belongs to something else")

func unpack(data []byte, key string, value any) error {
	var (
		r record
		e entry
	)
	if err := json.Unmarshal(data, &r); err != nil {
		return err
	}
	if digest(r.Entry) != r.Checksum {
		return errForeign
	}
	if err := json.Unmarshal(r.Entry, &e); err != nil {
		return err
	}
	if e.Version != version || e.Key != key {
		return errForeign
	}
	if len(e.Compressed) > 0 {
		plain, err := gzip.NewReader(bytes.NewReader(e.Compressed))
		if err != nil {
			return err
		}
		if e.Value, err = io.ReadAll(io.LimitReader(plain, maxKept)); err != nil {
			return err
		}
	}
	return json.Unmarshal(e.Value, value)
}
