package forge

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"path"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// Entry is one of an archive. Its path ends in a slash if it is a directory.
type Entry struct {
	Path     string
	Text     string
	Link     string // the target of a symbolic link
	HardLink string // the path of an earlier entry with the same content
	Mode     fs.FileMode
	Time     int64 // of modification, in seconds since 1970
}

// Pack makes an archive of the entries, in their order. The name says of what
// kind: it ends in .tar, .tar.gz, .tgz, .tar.xz, .tar.bz2, .tar.zst or .zip.
func Pack(name string, entries []Entry) ([]byte, error) {
	if path.Ext(name) == ".zip" {
		return packZip(entries)
	}
	plain, err := packTar(entries)
	if err != nil {
		return nil, err
	}
	switch path.Ext(name) {
	case ".tar":
		return plain, nil
	case ".gz", ".tgz":
		return compress(plain, func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil })
	case ".xz":
		return compress(plain, func(w io.Writer) (io.WriteCloser, error) { return xz.NewWriter(w) })
	case ".zst":
		return compress(plain, func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) })
	case ".bz2":
		// No library of Go writes it.
		cmd := exec.Command("bzip2")
		cmd.Stdin = bytes.NewReader(plain)
		return cmd.Output()
	}
	return nil, fmt.Errorf("%s is the name of no archive", name)
}

func compress(plain []byte, open func(io.Writer) (io.WriteCloser, error)) ([]byte, error) {
	var b bytes.Buffer
	w, err := open(&b)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}

func packTar(entries []Entry) ([]byte, error) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, e := range entries {
		if err := w.WriteHeader(e.tarHeader()); err != nil {
			return nil, err
		}
		if _, err := io.WriteString(w, e.Text); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}

func (e Entry) tarHeader() *tar.Header {
	h := &tar.Header{Name: e.Path, Mode: int64(e.mode().Perm()), Size: int64(len(e.Text)), ModTime: time.Unix(e.Time, 0)}
	switch {
	case e.Link != "":
		h.Typeflag, h.Linkname = tar.TypeSymlink, e.Link
	case e.HardLink != "":
		h.Typeflag, h.Linkname = tar.TypeLink, e.HardLink
	case strings.HasSuffix(e.Path, "/"):
		h.Typeflag = tar.TypeDir
	default:
		h.Typeflag = tar.TypeReg
	}
	return h
}

func (e Entry) mode() fs.FileMode {
	switch {
	case e.Mode != 0:
		return e.Mode
	case strings.HasSuffix(e.Path, "/"):
		return 0o755
	}
	return 0o644
}

func packZip(entries []Entry) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.Path, Method: zip.Deflate, Modified: time.Unix(e.Time, 0).UTC()}
		h.SetMode(e.mode())
		text := e.Text
		if e.Link != "" {
			h.SetMode(fs.ModeSymlink | 0o777)
			text = e.Link
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := io.WriteString(f, text); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}
