package tree

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"github.com/agentboxc/agentboxc/codegen/nar"
)

// entry is one of an archive.
type entry struct {
	kind byte // of tar
	path string
	text string // contents or target
	mode int64
	time int64
}

// entries reads a list of entries, such as
//
//	dir/ dir/file=contents script*=contents link->target hard=>link
//
// Each is a second newer than the one before it.
func entries(list string) []entry {
	kinds := []struct {
		sign string
		kind byte
		mode int64
	}{{"->", tar.TypeSymlink, 0o777}, {"=>", tar.TypeLink, 0o644}, {"*=", tar.TypeReg, 0o755}, {"=", tar.TypeReg, 0o644}}
	var all []entry
	for i, word := range strings.Fields(list) {
		e := entry{kind: tar.TypeDir, path: word, mode: 0o755, time: int64(1000 + i)}
		for _, k := range kinds {
			if path, text, ok := strings.Cut(word, k.sign); ok {
				e.kind, e.path, e.text, e.mode = k.kind, path, text, k.mode
				break
			}
		}
		all = append(all, e)
	}
	return all
}

func tarOf(t testing.TB, all []entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, e := range all {
		h := &tar.Header{Typeflag: e.kind, Name: e.path, Mode: e.mode, ModTime: time.Unix(e.time, 0), Format: tar.FormatGNU}
		switch e.kind {
		case tar.TypeSymlink, tar.TypeLink:
			h.Linkname = e.text
		case tar.TypeXGlobalHeader:
			h = &tar.Header{Typeflag: e.kind, PAXRecords: map[string]string{"comment": e.text}}
		default:
			h.Size = int64(len(e.text))
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := w.Write([]byte(e.text)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// block is a tar header as no program should write it. Size is in octal digits.
func block(name string, kind byte, size string) []byte {
	b := make([]byte, blockSize)
	copy(b, name)
	copy(b[100:], "0000644\x000000000\x000000000\x00"+size)
	copy(b[136:], "00000000000")
	b[156] = kind
	copy(b[257:], "ustar\x0000")
	return seal(b)
}

// seal puts the checksum into a header.
func seal(b []byte) []byte {
	copy(b[148:], "        ")
	sum := 0
	for _, c := range b {
		sum += int(c)
	}
	copy(b[148:], fmt.Sprintf("%06o\x00 ", sum))
	return b
}

func zipOf(t testing.TB, all []entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range all {
		h := &zip.FileHeader{Name: e.path, Method: zip.Deflate, Modified: time.Unix(e.time, 0)}
		mode := fs.FileMode(e.mode)
		if e.kind == tar.TypeSymlink {
			mode |= fs.ModeSymlink
		}
		h.SetMode(mode)
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if e.kind != tar.TypeDir {
			if _, err := f.Write([]byte(e.text)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipOf(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func xzOf(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := xz.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zstdOf(t testing.TB, data []byte) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll(data, nil)
}

// hashOf is the hash of the tree that a list of entries, each there once, makes.
func hashOf(list string) string {
	h := nar.NewHasher()
	writeTree(h.Writer, entries(list), "")
	sum, err := h.Sum()
	if err != nil {
		return err.Error()
	}
	return sum.String()
}

// writeTree writes the entries below a path, which ends in a slash or is empty.
func writeTree(w *nar.Writer, all []entry, dir string) {
	below := map[string]*entry{} // nil for a directory
	for _, e := range all {
		name, ok := strings.CutPrefix(e.path, dir)
		if !ok || name == "" {
			continue
		}
		name, _, deeper := strings.Cut(name, "/")
		below[name] = &e
		if deeper {
			below[name] = nil
		}
	}
	w.Directory()
	for _, name := range slices.Sorted(maps.Keys(below)) {
		w.Entry(name)
		switch e := below[name]; {
		case e == nil:
			writeTree(w, all, dir+name+"/")
		case e.kind == tar.TypeSymlink:
			w.Link(e.text)
		default:
			w.File(e.mode&0o100 != 0, int64(len(e.text)), strings.NewReader(e.text))
		}
	}
	w.End()
}

// latest is the time that Nix gives an archive: that of the global header, which
// is no entry, does not count.
func latest(all []entry) int64 {
	var time int64
	for _, e := range all {
		if e.kind != tar.TypeXGlobalHeader {
			time = max(time, e.time)
		}
	}
	return time
}

// read reads an archive within the limits, or says how that failed.
func read(archive []byte, limits Limits) string {
	c, err := ReadArchive(bytes.NewReader(archive), limits)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%s %d", c.NarHash, c.LastModified)
}
