package image

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// record is what is remembered of a compressed layer, in a file of its own.
type record struct {
	Digest string `json:"digest"`
	Size   int64  `json:"size"`
	Check  string `json:"check"` // of the other fields and of what the layer was made of
}

func (k blobKey) file(dir string) string {
	return filepath.Join(dir, fmt.Sprintf("%s-%s-%d", encoders, k.compression.Method, k.compression.Level), k.diffID)
}

func (k blobKey) check(r record) string {
	h := sha256.Sum256(fmt.Appendf(nil, "%s %s %d", k.file(""), r.Digest, r.Size))
	return hex.EncodeToString(h[:])
}

// recall reads what is remembered. What is damaged counts for nothing: it is
// written again when the layer has been compressed.
func (b *Blobs) recall(key blobKey) (sum, bool) {
	if b.dir == "" {
		return sum{}, false
	}
	data, err := os.ReadFile(key.file(b.dir))
	if err != nil {
		return sum{}, false
	}
	var r record
	if json.Unmarshal(data, &r) != nil || r.Check != key.check(r) {
		return sum{}, false
	}
	h, err := digest(r.Digest)
	return sum{h, r.Size}, err == nil && r.Size > 0
}

func (b *Blobs) remember(key blobKey, s sum) error {
	if b.dir == "" {
		return nil
	}
	r := record{Digest: s.digest.String(), Size: s.size}
	r.Check = key.check(r)
	data, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("remembering a compressed layer: %w", err)
	}
	file := key.file(b.dir)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("remembering a compressed layer: %w", err)
	}
	if err := renameio.WriteFile(file, data, 0o644, renameio.WithTempDir(filepath.Dir(file))); err != nil {
		return fmt.Errorf("remembering a compressed layer: %w", err)
	}
	return nil
}

// forget drops what turned out to be wrong.
func (b *Blobs) forget(key blobKey) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.sums, key)
	if b.dir == "" {
		return nil
	}
	if err := os.Remove(key.file(b.dir)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
