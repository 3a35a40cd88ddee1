package tree

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

func newBuilder(t testing.TB, limits Limits) *Builder {
	t.Helper()
	b, err := NewBuilder(limits)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

// add adds an entry of a list.
func (b *Builder) add(e entry) error {
	switch e.kind {
	case '5':
		return b.Directory(e.path)
	case '2':
		return b.Link(e.path, e.text)
	case '1':
		return b.HardLink(e.path, e.text)
	}
	return b.File(e.path, e.mode&0o100 != 0, strings.NewReader(e.text))
}

func (b *Builder) hash(all []entry) (string, error) {
	for _, e := range all {
		if err := b.add(e); err != nil {
			return "", err
		}
	}
	c, err := b.Finish()
	if err != nil {
		return "", err
	}
	return c.NarHash, nil
}

// randomEntries are entries with different paths, none below a file.
func randomEntries(r *rand.Rand) []entry {
	var list []string
	seen := map[string]bool{}
	dirs := []string{""}
	for range 2 + r.IntN(40) {
		path := dirs[r.IntN(len(dirs))] + []string{"a", "a.b", "a-b", "a0", "A", "aa", "é", "flake.nix"}[r.IntN(8)]
		if seen[path] {
			continue
		}
		seen[path] = true
		switch r.IntN(5) {
		case 0, 1:
			list = append(list, path+"/")
			dirs = append(dirs, path+"/")
		case 2:
			list = append(list, path+"->a")
		case 3:
			list = append(list, path+"*="+strings.Repeat("x", r.IntN(20)))
		default:
			list = append(list, path+"="+strings.Repeat("y", r.IntN(20)))
		}
	}
	return entries(strings.Join(list, " "))
}

func TestAnyOrderGivesTheSameHash(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 3))
		all := randomEntries(r)
		want, err := newBuilder(t, DefaultLimits).hash(all)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			if got, err := newBuilder(t, DefaultLimits).hash(all); err != nil || got != want {
				t.Fatalf("seed %d: hash is %s and was %s (%v): %v", seed, got, want, err, all)
			}
		}
	}
}

func TestBuilderTakesTheTreeAsItIs(t *testing.T) {
	for _, c := range taken {
		if c.tree == "" {
			continue
		}
		got, err := newBuilder(t, DefaultLimits).hash(entries(c.tree))
		if err != nil || got != hashOf(c.tree) {
			t.Errorf("%.99s: hash is %s, want %s (%v)", c.tree, got, hashOf(c.tree), err)
		}
	}
}

func TestEmptyBuilder(t *testing.T) {
	c, err := newBuilder(t, DefaultLimits).Finish()
	if err != nil || c.NarHash != hashOf("") || c.NarSize != 96 || c.LastModified != 0 || len(c.Files) > 0 {
		t.Errorf("an empty tree is %v (%v)", c, err)
	}
}

func TestBuilderLimits(t *testing.T) {
	const list = "d/e/f=12345 d/flake.nix=123456 d/flake.lock=1 d/e/f=1"
	enough := Limits{Bytes: 13, Entries: 6, Depth: 3, Name: 10, FileBytes: 6, KeptBytes: 7}
	if _, err := newBuilder(t, enough).hash(entries(list)); err != nil {
		t.Error(err)
	}
	for want, change := range map[string]func(*Limits){
		"it has more than 12 bytes of contents, which is the limit for a tree": func(l *Limits) { l.Bytes-- },
		"more than 5 entries":                                  func(l *Limits) { l.Entries-- },
		`"d/e/f" has more than 2 levels of directories`:        func(l *Limits) { l.Depth-- },
		`"d/flake.lock" has more than 9 bytes in a name`:       func(l *Limits) { l.Name-- },
		`"d/flake.nix" has more than 5 bytes`:                  func(l *Limits) { l.FileBytes-- },
		"more than 6 bytes in its flake.nix and flake.lock fi": func(l *Limits) { l.KeptBytes-- },
		"more than 0 bytes of contents":                        func(l *Limits) { l.Bytes = 0 },
	} {
		limits := enough
		change(&limits)
		_, err := newBuilder(t, limits).hash(entries(list))
		var limit *LimitError
		if !errors.As(err, &limit) || !strings.Contains(err.Error(), want) {
			t.Errorf("error is %v, want %q in it", err, want)
		}
	}
}

// What is bounded for the sake of time and memory has no place in Limits.
func TestBuilderBounds(t *testing.T) {
	b := newBuilder(t, DefaultLimits)
	var err error
	for i := 0; err == nil && i < 20_000; i++ {
		err = b.Link(fmt.Sprint(i), strings.Repeat("t", maxTarget))
	}
	if err == nil || !strings.Contains(err.Error(), "bytes in the targets of links") {
		t.Errorf("error is %v", err)
	}
	var list strings.Builder
	for i := range maxFlakeLinks + 1 {
		fmt.Fprintf(&list, "%d/flake.nix->../a ", i)
	}
	_, built := newBuilder(t, DefaultLimits).hash(entries(list.String()))
	dir := t.TempDir()
	writeTreeTo(t, dir, list.String())
	_, onDisk := ReadDirectory(dir, DefaultLimits)
	for _, err := range []error{built, onDisk} {
		if err == nil || !strings.Contains(err.Error(), "more than 1000 links called flake.nix or flake.lock") {
			t.Errorf("error is %v", err)
		}
	}
}

func TestBuilderRefusesNUL(t *testing.T) {
	b := newBuilder(t, DefaultLimits)
	for _, err := range []error{
		b.Directory("a\x00"), b.File("a/\x00", false, strings.NewReader("")), b.Link("\x00", "b"), b.Link("a", "\x00"),
	} {
		if err == nil || !strings.Contains(err.Error(), "has a NUL byte in it") {
			t.Errorf("error is %v", err)
		}
	}
}

// A message shows no more of a path than a line holds.
func TestLongPathsInMessages(t *testing.T) {
	long := strings.Repeat("../\x1b[2J", 1000)
	if err := newBuilder(t, DefaultLimits).Directory(long); len(err.Error()) > 1000 || strings.Contains(err.Error(), "\x1b") {
		t.Error(err)
	}
}

// The temporary file has no name, so that nothing is left of it after a kill.
func TestNothingIsLeft(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	look := func() {
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("in the directory for temporary files there is %v (%v)", left, err)
		}
	}
	plain := tarOf(t, entries("r/a="+strings.Repeat("0123456789abcdef", 1<<16)))
	for _, archive := range [][]byte{plain, gzipOf(t, plain), sample(t, "sample.unix.zip"), plain[:1<<18]} {
		_, err := ReadArchive(watched{bytes.NewReader(archive), look}, DefaultLimits)
		if err != nil && len(archive) != 1<<18 {
			t.Error(err)
		}
		look()
	}
}

// watched calls look before everything that is read.
type watched struct {
	r    io.Reader
	look func()
}

func (w watched) Read(p []byte) (int, error) {
	w.look()
	return w.r.Read(p)
}

func TestNoPlaceForTemporaryFiles(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()+"/none")
	for _, err := range []error{
		func() error { _, err := NewBuilder(DefaultLimits); return err }(),
		func() error { _, err := ReadArchive(strings.NewReader(""), DefaultLimits); return err }(),
		func() error { _, err := ReadFile(strings.NewReader(""), DefaultLimits); return err }(),
	} {
		if !errors.Is(err, os.ErrNotExist) || !strings.HasPrefix(fmt.Sprint(err), "making a temporary file: ") {
			t.Errorf("error is %v", err)
		}
	}
}
