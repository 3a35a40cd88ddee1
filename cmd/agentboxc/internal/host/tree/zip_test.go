package tree

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"
)

// zips are lists of entries for zip archives, with the tree in each.
var zips = []struct{ archive, tree string }{
	{"", ""},
	{"r/ r/a=1 r/b*=2 r/l->a r/e/", "a=1 b*=2 l->a e/"},
	{"a=1 b/c=2", "a=1 b/c=2"},
	{"r/foo-bar/x=4 r/foo.nix=1 r/foo/a=2", "foo-bar/x=4 foo.nix=1 foo/a=2"},
	{"r/a=1 r/a=2", "a=2"},
	{"r/a=" + strings.Repeat("0123456789abcdef", 40000), "a=" + strings.Repeat("0123456789abcdef", 40000)},
	{"./a=1 /b=2", "a=1 b=2"},
	{"r/é=1", "é=1"},
}

func TestZip(t *testing.T) {
	for _, c := range zips {
		all := entries(c.archive)
		got := read(zipOf(t, all), DefaultLimits)
		if want := fmt.Sprintf("%s %d", hashOf(c.tree), latest(all)); got != want {
			t.Errorf("%.99s: it reads as %s, want %s", c.archive, got, want)
		}
	}
}

func TestZipRefused(t *testing.T) {
	special := func(change func(*zip.FileHeader)) []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		h := &zip.FileHeader{Name: "r/a"}
		h.SetMode(0o644)
		change(h)
		f, err := w.CreateRaw(h)
		if err == nil && h.CompressedSize64 > 0 {
			_, err = f.Write(make([]byte, h.CompressedSize64))
		}
		if err = errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	limits := DefaultLimits
	limits.Bytes = 1000
	for name, c := range map[string]struct {
		archive []byte
		want    string
	}{
		"encrypted": {special(func(h *zip.FileHeader) { h.Flags = 1 }), `"r/a" is encrypted`},
		"method":    {special(func(h *zip.FileHeader) { h.Method = 97 }), `reading "r/a": zip: unsupported compression algorithm`},
		"pipe":      {special(func(h *zip.FileHeader) { h.SetMode(fs.ModeNamedPipe) }), `"r/a" is a named pipe`},
		"out":       {special(func(h *zip.FileHeader) { h.Name = "../a" }), "leads out"},
		"git":       {special(func(h *zip.FileHeader) { h.Name = ".git/a" }), "git keeps"},
		"nul":       {special(func(h *zip.FileHeader) { h.Name = "a\x00b" }), "has a NUL byte in it"},
		"target": {special(func(h *zip.FileHeader) {
			h.SetMode(fs.ModeSymlink)
			h.CompressedSize64, h.UncompressedSize64, h.CRC32 = 1, 1, 0xd202ef8d
		}), `target of the link "r/a" has a NUL byte`},
		"checksum": {special(func(h *zip.FileHeader) { h.CompressedSize64, h.UncompressedSize64, h.CRC32 = 1, 1, 1 }), "checksum error"},
		"contents": {zipOf(t, entries("r/a="+strings.Repeat("x", 1001))), "more than 1000 bytes of contents"},
		"itself":   {zipOf(t, entries(strings.Repeat("r/a=1 ", 20))), "more than 1000 bytes as a zip archive"},
	} {
		if got := read(c.archive, limits); !strings.Contains(got, c.want) {
			t.Errorf("%s: it reads as %s, want %s", name, got, c.want)
		}
	}
}

// endless is a file whose list of entries would never end.
type endless struct{}

func (endless) ReadAt(p []byte, _ int64) (int, error) {
	clear(p)
	return len(p), nil
}

func TestZipListIsBounded(t *testing.T) {
	file := &listedFile{r: endless{}}
	n, err := io.Copy(io.Discard, io.NewSectionReader(file, 0, 1<<40))
	var limit *LimitError
	if !errors.As(err, &limit) || n > maxZipList {
		t.Errorf("after %d bytes the error is %v", n, err)
	}
	file.listed = true
	if _, err := file.ReadAt(make([]byte, 1), 0); err != nil {
		t.Error(err)
	}
}
