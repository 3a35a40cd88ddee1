package tree

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// kept are trees with the flake files that are kept of them, as "path=contents".
var kept = map[string]struct{ tree, want string }{
	"none":             {"a=1 flake.nix.bak=2 xflake.lock=3 FLAKE.nix=4", ""},
	"at the top":       {"flake.nix=1 flake.lock=2", "flake.lock=2 flake.nix=1"},
	"anywhere":         {"flake.nix=1 a/b/flake.nix=2 a/flake.lock=3", "a/b/flake.nix=2 a/flake.lock=3 flake.nix=1"},
	"executable":       {"flake.nix*=1", "flake.nix=1"},
	"empty":            {"flake.nix=", "flake.nix="},
	"directory":        {"flake.nix/ flake.lock/a=1", ""},
	"in a directory":   {"flake.nix/flake.nix=1", "flake.nix/flake.nix=1"},
	"link":             {"flake.nix->a/b a/b=1", "flake.nix=1"},
	"link up":          {"a/flake.nix->../b/../c b/ c=1", "a/flake.nix=1"},
	"link to link":     {"flake.nix->a a->b b->./c/d c->e e/d=1", "flake.nix=1"},
	"link by link":     {"flake.nix->a/../x a->b/c b/c/ b/x=1 x=2", "flake.nix=1"},
	"link to flake":    {"flake.nix->a/flake.nix a/flake.nix=1", "a/flake.nix=1 flake.nix=1"},
	"dangling":         {"flake.nix->a", ""},
	"through a file":   {"flake.nix->a/../b a=1 b=2", ""},
	"file as a dir":    {"flake.nix->a/ a=1", ""},
	"link to dir":      {"flake.nix->a a/", ""},
	"loop":             {"flake.nix->a a->flake.nix", ""},
	"itself":           {"flake.nix->flake.nix", ""},
	"growing":          {"flake.nix->flake.nix/flake.nix", ""},
	"out":              {"flake.nix->../a a=1", ""},
	"out and in":       {"d/flake.nix->../../d/a d/a=1", ""},
	"out through link": {"d/flake.nix->l/../a l->. a=1", ""},
	"absolute":         {"flake.nix->/a a=1", ""},
	"absolute on disk": {"flake.nix->/etc/passwd", ""},
}

func shownFiles(files map[string][]byte) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		all = append(all, name+"="+string(files[name]))
	}
	return strings.Join(all, " ")
}

func TestKept(t *testing.T) {
	for name, c := range kept {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "d")
			writeTreeTo(t, dir, c.tree)
			onDisk, err := ReadDirectory(dir, DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			var below []string
			for _, e := range strings.Fields(c.tree) {
				below = append(below, "top/"+e)
			}
			archived, err := ReadArchive(bytes.NewReader(tarOf(t, entries(strings.Join(below, " ")))), DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			for _, files := range []map[string][]byte{onDisk.Files, archived.Files} {
				if diff := cmp.Diff(c.want, shownFiles(files)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

// A link may lead through many others, but not through any number.
func TestManyLinks(t *testing.T) {
	for steps, want := range map[int]bool{maxLinks: true, maxLinks + 1: false} {
		b := newBuilder(t, DefaultLimits)
		name := "flake.nix"
		for range steps {
			if err := b.Link(name, name+"x"); err != nil {
				t.Fatal(err)
			}
			name += "x"
		}
		if err := b.File(name, false, strings.NewReader("1")); err != nil {
			t.Fatal(err)
		}
		c, err := b.Finish()
		if err != nil || (c.Files["flake.nix"] != nil) != want {
			t.Errorf("after %d links there is %v (%v)", steps, c.Files, err)
		}
	}
}

func TestKeptLimitsCountLinks(t *testing.T) {
	limits := DefaultLimits
	limits.KeptBytes = 9
	dir := t.TempDir()
	writeTreeTo(t, dir, "a=12345 flake.nix->a b/flake.nix->../a")
	_, onDisk := ReadDirectory(dir, limits)
	_, built := newBuilder(t, limits).hash(entries("a=12345 flake.nix->a b/flake.nix->../a"))
	for _, err := range []error{onDisk, built} {
		if err == nil || !strings.Contains(err.Error(), "more than 9 bytes in its flake.nix and flake.lock files") {
			t.Errorf("error is %v", err)
		}
	}
}

// A single file is its own tree, whatever it is called.
func TestFileKeepsNothing(t *testing.T) {
	dir := t.TempDir()
	writeTreeTo(t, dir, "flake.nix=1 flake.lock->flake.nix")
	for _, name := range []string{"flake.nix", "flake.lock"} {
		if c, err := ReadDirectory(filepath.Join(dir, name), DefaultLimits); err != nil || len(c.Files) > 0 {
			t.Errorf("%s is %v (%v)", name, c, err)
		}
	}
	file, err := os.Open(filepath.Join(dir, "flake.nix"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	c, err := ReadFile(file, DefaultLimits)
	onDisk, diskErr := ReadDirectory(filepath.Join(dir, "flake.nix"), DefaultLimits)
	if err != nil || diskErr != nil || c.NarHash != onDisk.NarHash || c.NarSize != onDisk.NarSize || len(c.Files) > 0 {
		t.Errorf("the file is %v and %v (%v, %v)", c, onDisk, err, diskErr)
	}
	limits := DefaultLimits
	limits.Bytes = 3
	if _, err := ReadFile(strings.NewReader("1234"), limits); err == nil || !strings.Contains(err.Error(), "more than 3 bytes of contents") {
		t.Errorf("error is %v", err)
	}
}
