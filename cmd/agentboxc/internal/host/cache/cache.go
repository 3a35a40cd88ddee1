// Package cache keeps what can be made again in files of a directory: one for
// each key, which stands for its contents for all time. A file is replaced whole
// or not at all, carries a checksum, and counts as missing when it is damaged or
// belongs to another key, so any number of processes may use a directory at the
// same time. It does not know what is kept.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/google/renameio/v2"
)

// Cache is a directory of entries. The zero Cache, and one whose directory is
// "", is always empty. What is in a directory is of one format: a format that
// changes gets another directory.
type Cache struct {
	Dir  string
	Most int64 // bytes that are kept; the oldest entries go first
}

// maxEntry bounds what an entry may hold.
const maxEntry = 256 << 20

// The head of a file: magic, the digest of the key, that of the rest of the file,
// and the number of bytes of the rest, each on a line.
const (
	magic    = "agentboxc cache 1\n"
	headSize = len(magic) + 2*(2*sha256.Size+1) + 20
)

// aged is how old the time of a file may be before it is set anew: often enough
// for the order in which entries are dropped, and seldom enough to cost nothing.
const aged = 24 * time.Hour

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func (c Cache) file(key string) string { return filepath.Join(c.Dir, digest([]byte(key))) }

// Exists reports whether there may be entries at all. It costs one look at the
// directory.
func (c Cache) Exists() bool {
	if c.Dir == "" {
		return false
	}
	_, err := os.Stat(c.Dir)
	return err == nil
}

// State stands for all that is kept, as far as it is whole: it is another one once
// an entry is added, replaced or dropped. It reads the head of every entry.
func (c Cache) State() string {
	names, err := os.ReadDir(c.Dir)
	if err != nil {
		return ""
	}
	state := sha256.New()
	for _, name := range names {
		if file, err := os.Open(filepath.Join(c.Dir, name.Name())); err == nil {
			fmt.Fprintf(state, "%q\n", name.Name())
			_, _ = io.CopyN(state, file, int64(headSize)) // what cannot be read has no head
			file.Close()
		}
	}
	return hex.EncodeToString(state.Sum(nil))
}

// Entry is what is kept under a key. It is read where it lies: whoever needs some
// bytes of a large one reads no more. Close it when done.
type Entry struct {
	*io.SectionReader
	file *os.File
	sum  string
}

// Open returns the entry of a key, and false when there is none. Of an entry only
// its head has been checked, and its size: see Verify.
func (c Cache) Open(key string) (*Entry, bool) {
	if c.Dir == "" {
		return nil, false
	}
	file, err := os.Open(c.file(key))
	if err != nil {
		return nil, false
	}
	entry, err := open(file, key)
	if err != nil {
		file.Close()
		return nil, false
	}
	return entry, true
}

var errForeign = errors.New("the file is damaged or belongs to something else")

func open(file *os.File, key string) (*Entry, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	size := info.Size() - int64(headSize)
	if !info.Mode().IsRegular() || size < 0 || size > maxEntry {
		return nil, errForeign
	}
	head := make([]byte, headSize)
	if _, err := file.ReadAt(head, 0); err != nil {
		return nil, err
	}
	sum := string(head[len(magic)+2*sha256.Size+1:][:2*sha256.Size])
	if string(head) != headOf(key, sum, size) {
		return nil, errForeign
	}
	if now := time.Now(); now.Sub(info.ModTime()) > aged {
		_ = os.Chtimes(file.Name(), now, now) // what is in use is not the oldest; without this it goes a little early
	}
	return &Entry{io.NewSectionReader(file, int64(headSize), size), file, sum}, nil
}

func headOf(key, sum string, size int64) string {
	return fmt.Sprintf("%s%s\n%s\n%019d\n", magic, digest([]byte(key)), sum, size)
}

// Verify reads the whole entry and reports whether it is what was stored.
func (e *Entry) Verify() bool {
	h := sha256.New()
	_, err := io.Copy(h, io.NewSectionReader(e, 0, e.Size()))
	return err == nil && hex.EncodeToString(h.Sum(nil)) == e.sum
}

// Close lets go of the file.
func (e *Entry) Close() { e.file.Close() }

// Read returns what is kept under a key, whole and verified.
func (c Cache) Read(key string) ([]byte, bool) {
	entry, ok := c.Open(key)
	if !ok {
		return nil, false
	}
	defer entry.Close()
	data, err := io.ReadAll(entry)
	return data, err == nil && digest(data) == entry.sum
}

// Write keeps data under a key, in the place of what was there, and drops the
// oldest entries when there is too much.
func (c Cache) Write(key string, data []byte) error {
	switch {
	case c.Dir == "":
		return errors.New("writing to the cache: there is no directory for one; set HOME or XDG_CACHE_HOME")
	case len(data) > maxEntry:
		return fmt.Errorf("writing to the cache: an entry has %d bytes, and at most %d are kept", len(data), maxEntry)
	}
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return fmt.Errorf("making the cache directory: %w", err)
	}
	path := c.file(key)
	contents := bytes.Join([][]byte{[]byte(headOf(key, digest(data), int64(len(data)))), data}, nil)
	if err := renameio.WriteFile(path, contents, 0o600, renameio.WithTempDir(c.Dir)); err != nil {
		return fmt.Errorf("writing to the cache: %w", err)
	}
	return Prune(c.Dir, c.Most, filepath.Base(path))
}
