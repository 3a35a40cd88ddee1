package layer

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/rig/nar"
)

// layersOf are the layers that nix2container made of the archived store paths
// beside them, by case.
func layersOf(t *testing.T) map[string][]Layer {
	t.Helper()
	data, err := os.ReadFile("testdata/layers.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases map[string][]Layer
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

// restore unpacks the archived store paths and returns the directory that
// stands for /nix/store.
func restore(t *testing.T) string {
	t.Helper()
	store := t.TempDir()
	files, err := filepath.Glob("testdata/*.nar.gz")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives in testdata (%v)", err)
	}
	for _, file := range files {
		zipped, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		unzipped, err := gzip.NewReader(bytes.NewReader(zipped))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(store, strings.TrimSuffix(filepath.Base(file), ".nar.gz"))
		if err := nar.Restore(unzipped, path); err != nil {
			t.Fatal(err)
		}
		makeReadOnly(t, path)
	}
	return store
}

// makeReadOnly gives files the modes that they have in a store.
func makeReadOnly(t *testing.T, root string) {
	t.Helper()
	var dirs []string
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.Type()&os.ModeSymlink != 0 {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if entry.IsDir() {
			dirs = append(dirs, path)
		}
		return os.Chmod(path, info.Mode()&0o555)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, dir := range dirs {
			_ = os.Chmod(dir, 0o755) // so that the test can remove them
		}
	})
}

// requestFor asks for the layers in want again, with the store at store.
// nix2container lists independent paths latest first.
func requestFor(want []Layer, store string) Request {
	const real = "/nix/store"
	r := Request{MaxLayers: len(want), History: want[0].History}
	for _, l := range want {
		for _, p := range l.Paths {
			here := store + strings.TrimPrefix(p.Path, real)
			r.Closure = append(r.Closure, StorePath{Path: here})
			rewrite := Rewrite{"^" + regexp.QuoteMeta(store), real}
			if p.Options != nil {
				rewrite = Rewrite{"^" + regexp.QuoteMeta(here), p.Options.Rewrite.Repl}
				for _, perm := range p.Options.Perms {
					r.Perms = append(r.Perms, PathPerm{here, perm})
				}
			}
			r.Rewrites = append(r.Rewrites, PathRewrite{here, rewrite})
		}
	}
	slices.Reverse(r.Closure)
	return r
}

func TestLayersAreThoseOfNix2container(t *testing.T) {
	store := restore(t)
	for name, want := range layersOf(t) {
		t.Run(name, func(t *testing.T) {
			got, err := Make(requestFor(want, store))
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != len(want) {
				t.Fatalf("%d layers, want %d", len(got), len(want))
			}
			for i := range want {
				if got[i].Digest != want[i].Digest || got[i].Size != want[i].Size || got[i].DiffIDs != want[i].DiffIDs {
					t.Errorf("layer %d is %s of %d bytes, want %s of %d", i, got[i].Digest, got[i].Size, want[i].Digest, want[i].Size)
				}
				if g, w := names(got[i]), names(want[i]); !slices.Equal(g, w) {
					t.Errorf("layer %d holds %v, want %v", i, g, w)
				}
			}
		})
	}
}

func names(l Layer) []string {
	var names []string
	for _, p := range l.Paths {
		names = append(names, filepath.Base(p.Path))
	}
	return names
}

func TestTarIsKept(t *testing.T) {
	r := requestFor(layersOf(t)["plain"], restore(t))
	r.TarDir = t.TempDir()
	layers, err := Make(r)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(layers[0].LayerPath)
	if err != nil {
		t.Fatal(err)
	}
	hex := strings.TrimPrefix(layers[0].Digest, "sha256:")
	if info.Size() != layers[0].Size || layers[0].LayerPath != filepath.Join(r.TarDir, hex+".tar") {
		t.Errorf("%s has %d bytes, want %d under the digest", layers[0].LayerPath, info.Size(), layers[0].Size)
	}
}

// Files that nix2container wrote come back as they were: nothing in them is
// without a field here, and the fields are in its order.
func TestFormats(t *testing.T) {
	for file, value := range map[string]any{
		"testdata/layers-perms.json":  &[]Layer{},
		"testdata/image-runtime.json": &Image{},
	} {
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(want, value); err != nil {
			t.Fatal(err)
		}
		got, err := json.MarshalIndent(value, "", "\t")
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is written differently:\n%s", file, got)
		}
	}
}

func TestPathsOfParentsAndIgnoredAreLeftOut(t *testing.T) {
	perms := []PathPerm{{Path: "/s/c", Perm: Perm{Regex: ".*", Mode: "0700"}}}
	r := Request{
		Closure: []StorePath{{Path: "/s/a"}, {Path: "/s/b"}, {Path: "/s/c"}, {Path: "/s/d"}},
		Parents: []Layer{{Paths: []Path{{Path: "/s/a"}, {Path: "/s/c"}}}},
		Perms:   perms,
		Ignore:  "/s/d",
	}
	var got []string
	for _, p := range r.paths() {
		got = append(got, p.Path)
	}
	// c is there again, since with permissions it is not what the parent has.
	if want := []string{"/s/c", "/s/b"}; !slices.Equal(got, want) {
		t.Errorf("paths are %v, want %v", got, want)
	}
}

func TestPopularity(t *testing.T) {
	closure := []StorePath{
		{"/s/app", []string{"/s/app", "/s/bash", "/s/glibc", "/s/tool"}},
		{"/s/bash", []string{"/s/glibc", "/s/ncurses"}},
		{"/s/glibc", nil},
		{"/s/ncurses", []string{"/s/glibc"}},
		{"/s/tool", []string{"/s/bash", "/s/bash"}},
	}
	want := []string{"/s/glibc", "/s/ncurses", "/s/bash", "/s/tool", "/s/app"}
	if got := byPopularity(closure); !slices.Equal(got, want) {
		t.Errorf("order is %v, want %v", got, want)
	}
}

func TestConflictingFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string, mode os.FileMode) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
	}
	write("a/f", "one", 0o644)
	write("longer/f", "three", 0o644)
	write("mode/f", "one", 0o755)
	write("other/f", "two", 0o644)
	for second, want := range map[string]string{
		"longer": "both 3 bytes",
		"mode":   "both -rw-r--r--",
		"other":  "",
	} {
		paths := []Path{rooted(dir, "a"), rooted(dir, second)}
		_, err := Summarize(paths)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("with %s the error is %v, want %q", second, err, want)
		}
	}
}

func rooted(dir, name string) Path {
	path := filepath.Join(dir, name)
	return Path{path, &Options{Rewrite: Rewrite{Regex: "^" + regexp.QuoteMeta(path)}}}
}
