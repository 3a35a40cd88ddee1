package layer

import (
	"archive/tar"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// modTime is the one time stamp in a layer, the one that Nix gives to files
// in its store.
var modTime = time.Unix(1, 0)

// Sum identifies the bytes of a tar.
type Sum struct {
	Digest string // "sha256:" and hex digits
	Size   int64
}

// Summarize returns the sum of the tar that WriteTar writes.
func Summarize(paths []Path) (Sum, error) {
	m := newMeter(io.Discard)
	err := WriteTar(m, paths)
	return m.sum(), err
}

// WriteTar writes the files of paths as one tar. The same paths always give
// the same bytes: time stamps and owners of the disk are not looked at.
func WriteTar(w io.Writer, paths []Path) error {
	root, err := plant(paths)
	if err != nil {
		return err
	}
	tw := tar.NewWriter(w)
	err = root.walk("", func(name string, n *node) error {
		if err := n.write(tw, name); err != nil {
			return fmt.Errorf("writing %s: %w", name, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return tw.Close()
}

// writeTar writes a tar into dir, named by its digest.
func writeTar(dir string, paths []Path) (file string, sum Sum, err error) {
	f, err := os.CreateTemp(dir, "")
	if err != nil {
		return "", Sum{}, err
	}
	m := newMeter(f)
	err = WriteTar(m, paths)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return "", Sum{}, err
	}
	file = filepath.Join(dir, m.hex()+".tar")
	return file, m.sum(), os.Rename(f.Name(), file)
}

func (n *node) write(tw *tar.Writer, name string) error {
	h, err := n.header(name)
	if err != nil {
		return err
	}
	if err := tw.WriteHeader(h); err != nil {
		return err
	}
	if h.Typeflag != tar.TypeReg {
		return nil
	}
	f, err := os.Open(n.source)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(tw, f)
	return err
}

func (n *node) header(name string) (*tar.Header, error) {
	h := &tar.Header{Name: name, Uname: "root", Gname: "root", ModTime: modTime, Typeflag: tar.TypeDir, Mode: 0o755}
	if n.info == nil {
		return h, nil
	}
	switch mode := n.info.Mode(); mode.Type() {
	case fs.ModeDir:
		h.Mode = int64(mode.Perm())
	case fs.ModeSymlink:
		target, err := os.Readlink(n.source)
		if err != nil {
			return nil, err
		}
		h.Typeflag, h.Linkname, h.Mode = tar.TypeSymlink, target, 0o777
	case 0:
		h.Typeflag, h.Size, h.Mode = tar.TypeReg, n.info.Size(), int64(mode.Perm())
	default:
		return nil, fmt.Errorf("a store path holds no %v", mode)
	}
	return h, n.permit(h)
}

// permit applies the permissions whose pattern matches the source path, all
// of them in order.
func (n *node) permit(h *tar.Header) error {
	for _, p := range n.perms {
		if !p.match.MatchString(n.source) {
			continue
		}
		h.Uid, h.Gid = p.UID, p.GID
		if p.Uname != "" {
			h.Uname = p.Uname
		}
		if p.Gname != "" {
			h.Gname = p.Gname
		}
		if p.Mode == "" {
			continue
		}
		mode, err := strconv.ParseInt(p.Mode, 8, 64)
		if err != nil {
			return fmt.Errorf("reading mode %q: %w", p.Mode, err)
		}
		h.Mode = mode
	}
	return nil
}

// meter counts and hashes what goes through it.
type meter struct {
	w    io.Writer
	hash hash.Hash
	size int64
}

func newMeter(w io.Writer) *meter { return &meter{w: w, hash: sha256.New()} }

func (m *meter) Write(p []byte) (int, error) {
	n, err := m.w.Write(p)
	m.hash.Write(p[:n])
	m.size += int64(n)
	return n, err
}

func (m *meter) hex() string { return hex.EncodeToString(m.hash.Sum(nil)) }

func (m *meter) sum() Sum { return Sum{"sha256:" + m.hex(), m.size} }
