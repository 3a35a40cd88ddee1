package nar

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// plainly is the archive of a tree, written without any thought of speed.
func plainly(t *testing.T, fsys fs.FS, name string) []byte {
	info, err := fs.Lstat(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	list := []string{"(", "type"}
	switch info.Mode().Type() {
	case fs.ModeDir:
		list = append(list, "directory")
	case fs.ModeSymlink:
		target, err := fs.ReadLink(fsys, name)
		if err != nil {
			t.Fatal(err)
		}
		return tokens(append(list, "symlink", "target", target, ")")...)
	default:
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, "regular")
		if info.Mode()&0o100 != 0 {
			list = append(list, "executable", "")
		}
		return tokens(append(list, "contents", string(data), ")")...)
	}
	archive := tokens(list...)
	entries, err := fs.ReadDir(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		below := strings.TrimPrefix(name+"/"+entry.Name(), "./")
		archive = append(archive, tokens("entry", "(", "name", entry.Name(), "node")...)
		archive = append(archive, plainly(t, fsys, below)...)
		archive = append(archive, tokens(")")...)
	}
	return append(archive, tokens(")")...)
}

func tokens(list ...string) []byte {
	var b []byte
	for _, s := range list {
		b = binary.LittleEndian.AppendUint64(b, uint64(len(s)))
		b = append(b, s...)
		for len(b)%8 != 0 {
			b = append(b, 0)
		}
	}
	return b
}

// random makes trees that end and begin anywhere in the pieces of an archive.
func random(r *rand.Rand) fstest.MapFS {
	fsys := fstest.MapFS{".": {Mode: fs.ModeDir | 0o755}}
	dirs := []string{""}
	sizes := []int{0, 1, 7, 8, 9, 100, 5000, pieceSize - 100, pieceSize, pieceSize + 1, 3*pieceSize + 5}
	for range r.IntN(30) {
		name := dirs[r.IntN(len(dirs))] + []string{"a", "a.b", "a-b", "a0", "A", "é", "\u65e5\u672c", "z z"}[r.IntN(8)]
		if fsys[name] != nil {
			continue
		}
		switch r.IntN(5) {
		case 0:
			fsys[name] = &fstest.MapFile{Mode: fs.ModeDir | 0o700}
			dirs = append(dirs, name+"/")
		case 1:
			fsys[name] = &fstest.MapFile{Mode: fs.ModeSymlink | 0o777, Data: []byte("../anywhere")}
		default:
			data := make([]byte, sizes[r.IntN(len(sizes))])
			for i := range data {
				data[i] = byte(r.Uint32())
			}
			fsys[name] = &fstest.MapFile{Mode: fs.FileMode(r.IntN(0o1000)), Data: data}
		}
	}
	return fsys
}

func TestWriteIsThePlainArchive(t *testing.T) {
	for seed := range uint64(60) {
		fsys := random(rand.New(rand.NewPCG(seed, 0)))
		want := append(tokens(magic), plainly(t, fsys, ".")...)
		var got bytes.Buffer
		if err := Write(&got, fsys, "."); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Fatalf("seed %d: the archive of %v is another one", seed, slices.Sorted(maps.Keys(fsys)))
		}
		sum, err := Hash(fsys, ".")
		if err != nil || sum != sha256.Sum256(want) {
			t.Fatalf("seed %d: hash is %v (%v)", seed, sum, err)
		}
	}
}

func TestHashAgreesWithNix(t *testing.T) {
	nix, err := exec.LookPath("nix")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("nix is not installed, and it must be where CI=true")
		}
		t.Skip("NOT TESTED AGAINST NIX: nix is not installed")
	}
	for seed := range uint64(8) {
		fsys := random(rand.New(rand.NewPCG(seed, 1)))
		dir := filepath.Join(t.TempDir(), "tree")
		if err := os.CopyFS(dir, fsys); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(nix, "--extra-experimental-features", "nix-command", "hash", "path", dir)
		cmd.Env = append(os.Environ(), "HOME="+t.TempDir())
		want, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("nix hash path: %v\n%s", err, want)
		}
		// CopyFS does not keep every mode.
		got, err := Hash(os.DirFS(dir), ".")
		if err != nil || got.String() != strings.TrimSpace(string(want)) {
			t.Errorf("hash of %v is %v, want %s (%v)", slices.Sorted(maps.Keys(fsys)), got, want, err)
		}
	}
}

// The hash is what `nix hash path` prints for the same tree.
func TestKnownHash(t *testing.T) {
	got, err := Hash(fstest.MapFS{
		"empty": {Mode: fs.ModeDir | 0o700},
		"a":     {Mode: 0o600},
		"b.sh":  {Mode: 0o711, Data: []byte("#!/bin/sh\n")},
		"é":     {Mode: 0o444, Data: []byte("12345678")},
		"link":  {Mode: fs.ModeSymlink, Data: []byte("/nowhere")},
	}, ".")
	if err != nil {
		t.Fatal(err)
	}
	if want := "sha256-qJjkQT4b7ZOcCWmWFX+YnLymJbG+EvcFvVZE6BOBegQ="; got.String() != want {
		t.Errorf("hash is %s, want %s", got, want)
	}
}

func TestHashOfOneFile(t *testing.T) {
	fsys := fstest.MapFS{"a/file": {Data: []byte("x")}, "a/link": {Mode: fs.ModeSymlink, Data: []byte("file")}}
	for _, name := range []string{"a/file", "a/link"} {
		got, err := Hash(fsys, name)
		if want := sha256.Sum256(append(tokens(magic), plainly(t, fsys, name)...)); err != nil || got != want {
			t.Errorf("hash of %s is %v (%v)", name, got, err)
		}
	}
}

// wrong is a file system that says of its files what is not so.
type wrong struct {
	fstest.MapFS
	grown   int64 // what is added to sizes
	reverse bool  // order of directories
}

func (w wrong) Open(name string) (fs.File, error) {
	f, err := w.MapFS.Open(name)
	return wrongFile{f, w.grown}, err
}

func (w wrong) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := w.MapFS.ReadDir(name)
	if w.reverse {
		slices.Reverse(entries)
	}
	return entries, err
}

type wrongFile struct {
	fs.File
	grown int64
}

func (f wrongFile) Stat() (fs.FileInfo, error) {
	info, err := f.File.Stat()
	return wrongInfo{info, f.grown}, err
}

type wrongInfo struct {
	fs.FileInfo
	grown int64
}

func (i wrongInfo) Size() int64 { return i.FileInfo.Size() + i.grown }

// linkless hides that a file system can read links.
type linkless struct{ fs.FS }

func TestRefuses(t *testing.T) {
	file := fstest.MapFS{"d/file": {Data: bytes.Repeat([]byte("x"), 3*pieceSize)}, "d/x": {}}
	special := func(kind fs.FileMode) fs.FS { return fstest.MapFS{"d/x": {Mode: kind}} }
	for name, c := range map[string]struct {
		fsys fs.FS
		want string
	}{
		"longer":   {wrong{MapFS: file, grown: -1}, `"d/file" had 786431 bytes and changed while it was read`},
		"shorter":  {wrong{MapFS: file, grown: 1}, `"d/file" had 786433 bytes and changed while it was read`},
		"unsorted": {wrong{MapFS: file, reverse: true}, `"file" was listed after "x"`},
		"pipe":     {special(fs.ModeNamedPipe), `"d/x" is a named pipe, and Nix takes only`},
		"socket":   {special(fs.ModeSocket), `"d/x" is a socket`},
		"device":   {special(fs.ModeDevice), `"d/x" is a device`},
		"terminal": {special(fs.ModeDevice | fs.ModeCharDevice), `"d/x" is a device`},
		"other":    {special(fs.ModeIrregular), `"d/x" is of an unknown type`},
		"linkless": {linkless{special(fs.ModeSymlink)}, "d/x"},
		"missing":  {linkless{os.DirFS("/nonexistent")}, "no such file"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Hash(c.fsys, ".")
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %v, want %q in it", err, c.want)
			}
			if again := Write(io.Discard, c.fsys, "."); fmt.Sprint(errors.Unwrap(again)) != fmt.Sprint(errors.Unwrap(err)) {
				t.Errorf("Write fails with %v and Hash with %v", again, err)
			}
		})
	}
}

func TestWriterRefusesNames(t *testing.T) {
	for _, name := range []string{"", ".", "..", "a/b", "/", "a\x00", "b"} {
		w := NewWriter(io.Discard)
		w.Directory()
		w.Entry("b")
		w.Link("x")
		w.Entry(name)
		if w.Err() == nil {
			t.Errorf("an entry may be called %q", name)
		}
	}
}

// failing accepts so many bytes.
type failing struct{ left int }

var errFull = errors.New("full")

func (f *failing) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

// After an error nothing is written, however much may come.
func TestWriterStops(t *testing.T) {
	to := &failing{left: 2 * pieceSize}
	w := NewWriter(to)
	w.Directory()
	for i := range 5 {
		w.Entry(fmt.Sprint(i))
		w.File(true, pieceSize, bytes.NewReader(make([]byte, pieceSize)))
	}
	w.End()
	if err := w.Flush(); !errors.Is(err, errFull) || !errors.Is(w.Err(), errFull) {
		t.Errorf("errors are %v and %v", err, w.Err())
	}
	if to.left < -pieceSize {
		t.Error("it went on after the error")
	}
}

// errorAtEnd gives an error in the place of the end.
type errorAtEnd struct{ io.Reader }

func (r errorAtEnd) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if errors.Is(err, io.EOF) {
		err = errFull
	}
	return n, err
}

// A reader may find out at the very end that what it gave was wrong.
func TestFileWantsTheEnd(t *testing.T) {
	w := NewWriter(io.Discard)
	w.File(false, 1, errorAtEnd{strings.NewReader("x")})
	if err := w.Flush(); !errors.Is(err, errFull) {
		t.Errorf("error is %v", err)
	}
}

func TestSize(t *testing.T) {
	var b bytes.Buffer
	w := NewWriter(&b)
	w.File(false, pieceSize, bytes.NewReader(make([]byte, pieceSize)))
	before := w.Size()
	if err := w.Flush(); err != nil || before != int64(b.Len()) || w.Size() != before {
		t.Errorf("size is %d, then %d, of %d bytes (%v)", before, w.Size(), b.Len(), err)
	}
}
