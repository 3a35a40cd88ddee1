// Package nar is about Nix archives of trees on disk: it hashes, restores and
// places them in a store. The archives themselves are written by codegen/nar.
package nar

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/agentboxc/agentboxc/codegen/nar"
)

const magic = "nix-archive-1"

// Hash returns the SHA-256 of the tree at path as Nix writes it in a lock
// file: "sha256-" and base64.
func Hash(path string) (string, error) {
	sum, err := nar.Hash(os.DirFS(filepath.Dir(path)), filepath.Base(path))
	if err != nil {
		return "", err
	}
	return sum.String(), nil
}

// Restore makes the archived tree at path, which must not exist yet.
func Restore(r io.Reader, path string) error {
	d := decoder{r: bufio.NewReader(r)}
	d.expect(magic)
	d.tree(path)
	if d.err != nil {
		return fmt.Errorf("restoring %s: %w", path, d.err)
	}
	return nil
}

// decoder keeps the first error; after it every read gives zero values.
type decoder struct {
	r   *bufio.Reader
	err error
}

// maxToken bounds names, targets and keywords; contents are streamed.
const maxToken = 1 << 16

func (d *decoder) tree(path string) {
	d.expect("(")
	d.expect("type")
	switch kind := d.token(); kind {
	case "regular":
		d.file(path)
	case "symlink":
		d.expect("target")
		if target := d.token(); d.err == nil {
			d.fail(os.Symlink(target, path))
		}
		d.expect(")")
	case "directory":
		if d.err == nil {
			d.fail(os.Mkdir(path, 0o755))
		}
		d.entries(path)
	default:
		d.fail(fmt.Errorf("unknown kind of file %q", kind))
	}
}

func (d *decoder) entries(path string) {
	var names []string
	for d.err == nil {
		if next := d.token(); next != "entry" {
			d.want(")", next)
			return
		}
		d.expect("(")
		d.expect("name")
		name := d.token()
		if d.err == nil && (name != filepath.Base(name) || name == ".." || slices.Contains(names, name)) {
			d.fail(fmt.Errorf("bad file name %q", name))
		}
		names = append(names, name)
		d.expect("node")
		if d.err == nil {
			d.tree(filepath.Join(path, name))
		}
		d.expect(")")
	}
}

func (d *decoder) file(path string) {
	mode := fs.FileMode(0o644)
	next := d.token()
	if next == "executable" {
		mode = 0o755
		d.expect("")
		next = d.token()
	}
	if d.want("contents", next); d.err == nil {
		d.contents(path, mode)
	}
	d.expect(")")
}

func (d *decoder) contents(path string, mode fs.FileMode) {
	size := int64(d.number())
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		d.fail(err)
		return
	}
	_, err = io.CopyN(f, d.r, size)
	d.fail(err)
	d.fail(f.Close())
	d.skip(padding(size))
}

// padding is what fills n up to a multiple of eight.
func padding(n int64) int64 { return -n & 7 }

func (d *decoder) expect(token string) {
	if d.err == nil {
		d.want(token, d.token())
	}
}

func (d *decoder) want(token, got string) {
	if got != token {
		d.fail(fmt.Errorf("found %q instead of %q", got, token))
	}
}

func (d *decoder) token() string {
	size := d.number()
	if size > maxToken {
		d.fail(fmt.Errorf("a name of %d bytes", size))
	}
	if d.err != nil {
		return ""
	}
	token := make([]byte, size)
	_, err := io.ReadFull(d.r, token)
	d.fail(err)
	d.skip(padding(int64(size)))
	return string(token)
}

func (d *decoder) number() uint64 {
	var b [8]byte
	if d.err == nil {
		_, err := io.ReadFull(d.r, b[:])
		d.fail(err)
	}
	return binary.LittleEndian.Uint64(b[:])
}

func (d *decoder) skip(n int64) {
	if d.err == nil {
		_, err := d.r.Discard(int(n))
		d.fail(err)
	}
}

func (d *decoder) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}
