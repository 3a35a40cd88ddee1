package tree

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/agentboxc/agentboxc/codegen/nar"
)

// writeTreeTo makes the tree of a list of entries on disk.
func writeTreeTo(t testing.TB, dir, list string) {
	t.Helper()
	all := append([]entry{{kind: '5', path: "."}}, entries(list)...)
	for _, e := range all {
		path := filepath.Join(dir, e.path)
		err := os.MkdirAll(filepath.Dir(path), 0o755)
		switch e.kind {
		case '5':
			err = errors.Join(err, os.MkdirAll(path, 0o755))
		case '2':
			err = errors.Join(err, os.Symlink(e.text, path))
		default:
			err = errors.Join(err, os.WriteFile(path, []byte(e.text), os.FileMode(e.mode)))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// writeRandomTree makes a tree of everything that a directory can hold.
func writeRandomTree(t testing.TB, dir string, seed uint64) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 2))
	names := []string{"a", "a.b", "a-b", "a0", "A", "é", "\xe9", "日本", " ", "\n", ".git", "a\\b", strings.Repeat("n", 255), "flake.nix"}
	dirs := []string{dir}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for range 60 {
		path := filepath.Join(dirs[r.IntN(len(dirs))], names[r.IntN(len(names))])
		if _, err := os.Lstat(path); err == nil {
			continue
		}
		var err error
		at := time.Unix(int64(r.IntN(1e9)), 999)
		switch r.IntN(6) {
		case 0, 1:
			err = os.Mkdir(path, 0o755)
			dirs = append(dirs, path)
		case 2:
			err = os.Symlink([]string{"a", "/nowhere", "../..", "\xff"}[r.IntN(4)], path)
		default:
			data := make([]byte, []int{0, 1, 7, 8, 9, 4096, 70_000, 300_000}[r.IntN(8)])
			for i := range data {
				data[i] = byte(r.Uint32())
			}
			err = errors.Join(os.WriteFile(path, data, 0o600), os.Chmod(path, os.FileMode(r.IntN(0o1000)|0o400)), os.Chtimes(path, at, at))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestDirectoryIsNixHashPath(t *testing.T) {
	nix, err := exec.LookPath("nix")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("nix is not installed, and it must be where CI=true")
		}
		t.Skip("NOT TESTED AGAINST NIX: nix is not installed")
	}
	home := t.TempDir()
	check := func(path string) {
		cmd := exec.Command(nix, "--extra-experimental-features", "nix-command", "hash", "path", path)
		cmd.Env = append(os.Environ(), "HOME="+home)
		want, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("nix hash path %q: %v\n%s", path, err, want)
		}
		if c, err := ReadDirectory(path, DefaultLimits); err != nil || c.NarHash != strings.TrimSpace(string(want)) {
			t.Errorf("%s: hash is %v, want %s (%v)", path, c, want, err)
		}
	}
	dir := t.TempDir()
	for seed := range uint64(10) {
		path := filepath.Join(dir, fmt.Sprint(seed))
		writeRandomTree(t, path, seed)
		check(path)
	}
	writeTreeTo(t, dir, "alone=x run*=x link->run dangling->x")
	for _, name := range []string{"alone", "run", "link", "dangling"} {
		check(filepath.Join(dir, name))
	}
	check("testdata")
	check(".")
}

// An archive of a tree, wherever it comes from, is the tree.
func TestDirectoryIsItsArchive(t *testing.T) {
	for name, c := range taken {
		if c.tree == "" {
			continue
		}
		dir := t.TempDir()
		writeTreeTo(t, dir, c.tree)
		got, err := ReadDirectory(dir, DefaultLimits)
		if err != nil || got.NarHash != hashOf(c.tree) {
			t.Errorf("%s: hash is %v, want %s (%v)", name, got, hashOf(c.tree), err)
		}
	}
}

func TestDirectoryTime(t *testing.T) {
	dir := t.TempDir()
	writeTreeTo(t, dir, "d/ d/f=1")
	set := func(name string, seconds int64) {
		if err := os.Chtimes(filepath.Join(dir, name), time.Time{}, time.Unix(seconds, 999_999_999)); err != nil {
			t.Fatal(err)
		}
	}
	for _, newest := range []string{".", "d", "d/f"} {
		for _, name := range []string{"d/f", "d", "."} {
			set(name, 1000)
		}
		set(newest, 2000)
		if c, err := ReadDirectory(dir, DefaultLimits); err != nil || c.LastModified != 2000 {
			t.Errorf("%s is of second 2000, and the tree is %v (%v)", newest, c, err)
		}
	}
	set("d/f", -5)
	set("d", -5)
	set(".", -5)
	if c, err := ReadDirectory(dir, DefaultLimits); err != nil || c.LastModified != 0 {
		t.Errorf("before 1970: the tree is %v (%v)", c, err)
	}
}

func TestDirectoryRefused(t *testing.T) {
	dir := t.TempDir()
	if _, err := ReadDirectory(filepath.Join(dir, "none"), DefaultLimits); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing: error is %v", err)
	}
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, pipe} {
		_, err := ReadDirectory(path, DefaultLimits)
		var kind *nar.KindError
		if !errors.As(err, &kind) || kind.Path != pipe {
			t.Errorf("%s: error is %v", path, err)
		}
	}
}

func TestDirectoryLimits(t *testing.T) {
	dir := t.TempDir()
	writeTreeTo(t, dir, "d/e/f=12345 d/flake.nix=123456 d/flake.lock=1")
	enough := Limits{Bytes: 12, Entries: 6, Depth: 3, Name: 10, FileBytes: 6, KeptBytes: 7}
	if _, err := ReadDirectory(dir, enough); err != nil {
		t.Error(err)
	}
	for want, change := range map[string]func(*Limits){
		"more than 11 bytes of contents":                                        func(l *Limits) { l.Bytes-- },
		"more than 5 entries":                                                   func(l *Limits) { l.Entries-- },
		`"d/e/f" has more than 2 levels of directories`:                         func(l *Limits) { l.Depth-- },
		`"d/flake.lock" has more than 9 bytes in a name`:                        func(l *Limits) { l.Name-- },
		`"d/flake.nix" has more than 5 bytes`:                                   func(l *Limits) { l.FileBytes-- },
		"it has more than 6 bytes in its flake.nix and flake.lock files, which": func(l *Limits) { l.KeptBytes-- },
	} {
		limits := enough
		change(&limits)
		_, err := ReadDirectory(dir, limits)
		var limit *LimitError
		if !errors.As(err, &limit) || !strings.Contains(err.Error(), want) {
			t.Errorf("error is %v, want %q in it", err, want)
		}
	}
}
