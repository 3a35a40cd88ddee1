package tree

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/rig"
)

// place is a directory in which Nix keeps no trace of what it sees there.
type place struct {
	nix *rig.Nix
	dir string
}

func places(t *testing.T) (oldest, newest place) {
	t.Helper()
	nixes := rig.Use(t).Nixes
	return place{nixes[0], t.TempDir()}, place{nixes[len(nixes)-1], t.TempDir()}
}

func (p place) write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(p.dir, name), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// fetch fetches inputs, with an attribute that tells where each is, and returns
// for each what read does.
func (p place) fetch(kind, attr string, names ...string) ([]string, error) {
	expression := fmt.Sprintf(`
		map (at: let tree = builtins.fetchTree { type = %q; %s = at; }; in
		  "${tree.narHash} ${toString tree.lastModified or 0}") [`, kind, attr)
	for _, name := range names {
		at := filepath.Join(p.dir, name)
		if attr == "url" {
			at = "file://" + at
		}
		expression += fmt.Sprintf(" %q", at)
	}
	out, err := p.nix.Run(p.dir, []string{"XDG_CACHE_HOME=" + p.dir},
		"nix", "eval", "--store", filepath.Join(p.dir, "store"), "--impure", "--json", "--expr", expression+" ]")
	if err != nil {
		return nil, err
	}
	var got []string
	err = json.Unmarshal([]byte(out), &got)
	return got, err
}

func TestArchiveAgreesWithNix(t *testing.T) {
	oldest, newest := places(t)
	want := map[string]string{} // by file
	var old []string
	add := func(file string, archive []byte) {
		newest.write(t, file, archive)
		want[file] = read(archive, DefaultLimits)
	}
	for i, name := range slices.Sorted(maps.Keys(taken)) {
		file := fmt.Sprintf("taken%03d.tar", i)
		add(file, tarOf(t, taken[name].archive))
		if taken[name].old {
			old = append(old, file)
			oldest.write(t, file, tarOf(t, taken[name].archive))
		}
	}
	files, err := filepath.Glob("testdata/sample.*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		add(filepath.Base(file), sample(t, filepath.Base(file)))
	}
	for i, c := range zips[:len(zips)-1] { // it fails at the last one's é
		add(fmt.Sprintf("made%d.zip", i), zipOf(t, entries(c.archive)))
	}
	compare(t, newest, want, slices.Sorted(maps.Keys(want)), false)
	compare(t, oldest, want, old, true)
}

// compare has Nix read the files. The old one tells no time.
func compare(t *testing.T, p place, want map[string]string, files []string, timeless bool) {
	t.Helper()
	got, err := p.fetch("tarball", "url", files...)
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range files {
		read := want[file]
		if timeless {
			read = strings.Fields(read)[0] + " 0"
		}
		if got[i] != read {
			t.Errorf("%s is %s for us and %s for Nix %s", file, read, got[i], p.nix.Version)
		}
	}
}

func TestNixRefusesTheSame(t *testing.T) {
	_, newest := places(t)
	for i, c := range refusals(t) {
		file := fmt.Sprintf("refused%03d.tar", i)
		if strings.Contains(c.name, "zip") {
			file += ".zip"
		}
		newest.write(t, file, c.archive)
		got, err := newest.fetch("tarball", "url", file)
		if refused := err != nil; refused != c.nix {
			t.Errorf("%s: Nix %s refuses it: %v, want %v (%s, %v)", c.name, newest.nix.Version, refused, c.nix, got, err)
		}
	}
}

func TestFileAgreesWithNix(t *testing.T) {
	_, newest := places(t)
	for i, text := range []string{"", "x", strings.Repeat("12345678", 100_000)} {
		file := fmt.Sprint("file", i)
		newest.write(t, file, []byte(text))
		c, err := ReadFile(strings.NewReader(text), DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		got, err := newest.fetch("file", "url", file)
		if want := c.NarHash + " 0"; err != nil || got[0] != want {
			t.Errorf("%d bytes are %s for us and %s for Nix (%v)", len(text), want, got, err)
		}
	}
}

// A tree of 32 MB or more would have no time for Nix.
func TestDirectoryAgreesWithNix(t *testing.T) {
	oldest, newest := places(t)
	for _, p := range []place{oldest, newest} {
		for i := range 4 {
			name := fmt.Sprint("tree", i)
			writeRandomTree(t, filepath.Join(p.dir, name), uint64(i))
			c, err := ReadDirectory(filepath.Join(p.dir, name), DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			got, err := p.fetch("path", "path", name)
			if want := fmt.Sprintf("%s %d", c.NarHash, c.LastModified); err != nil || got[0] != want {
				t.Errorf("tree %d is %s for us and %s for Nix %s (%v)", i, want, got, p.nix.Version, err)
			}
		}
	}
}
