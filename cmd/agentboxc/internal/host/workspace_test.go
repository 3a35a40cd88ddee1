package host

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// plant makes files below a new directory and returns its real path. A name
// that ends in a slash is a directory, "a -> b" a symbolic link.
func plant(t *testing.T, names ...string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := plantOne(dir, name); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func plantOne(dir, name string) error {
	name, target, isLink := strings.Cut(name, " -> ")
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	switch {
	case isLink:
		return os.Symlink(target, path)
	case strings.HasSuffix(name, "/"):
		return os.MkdirAll(path, 0o755)
	}
	return os.WriteFile(path, []byte(name), 0o644)
}

func TestFindPicksTheRoot(t *testing.T) {
	tests := map[string]struct {
		files     []string
		path      string
		root, dir string
	}{
		"alone": {
			files: []string{"u/agentbox.hcl"}, path: "u", root: "u", dir: ".",
		},
		"by its file": {
			files: []string{"u/agentbox.hcl"}, path: "u/agentbox.hcl", root: "u", dir: ".",
		},
		"in a git repository": {
			files: []string{".git/", "a/u/agentbox.hcl"}, path: "a/u", root: ".", dir: "a/u",
		},
		"in a git worktree, whose .git is a file": {
			files: []string{".git", "u/agentbox.hcl"}, path: "u", root: ".", dir: "u",
		},
		"in a workspace below a repository": {
			files: []string{".git/", "w/agentbox.work.hcl", "w/u/agentbox.hcl"}, path: "w/u", root: "w", dir: "u",
		},
		"in a repository below a workspace": {
			files: []string{"agentbox.work.hcl", "r/.git/", "r/u/agentbox.hcl"}, path: "r/u", root: ".", dir: "r/u",
		},
		"through a link, which counts as where it leads": {
			files: []string{"r/.git/", "r/u/agentbox.hcl", "s/l -> ../r/u"}, path: "s/l", root: "r", dir: "u",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			top := plant(t, test.files...)
			place, err := Find(filepath.Join(top, test.path))
			if err != nil {
				t.Fatal(err)
			}
			defer place.Close()
			if want := filepath.Join(top, test.root); place.Path != want || place.Dir != test.dir {
				t.Errorf("found %s in %s, want %s in %s", place.Dir, place.Path, test.dir, want)
			}
		})
	}
}

func TestFindRefuses(t *testing.T) {
	top := plant(t, "notes.txt")
	tests := map[string]string{
		"missing":   "no such file or directory",
		"notes.txt": "is neither a directory nor an agentbox.hcl",
	}
	for path, want := range tests {
		_, err := Find(filepath.Join(top, path))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one that contains %q", path, err, want)
		}
	}
}

func TestPlaceDoesNotLeaveItsRoot(t *testing.T) {
	top := plant(t, "secret", "u/agentbox.hcl -> ../secret", "u/up.agentbox.hcl -> /etc/hostname", "u/in -> agentbox.hcl")
	place, err := Find(filepath.Join(top, "u"))
	if err != nil {
		t.Fatal(err)
	}
	defer place.Close()
	for _, name := range []string{"agentbox.hcl", "up.agentbox.hcl", "in"} {
		if data, err := fs.ReadFile(place.FS(), name); err == nil {
			t.Errorf("reading %s gave %q, want an error", name, data)
		}
	}
}

func TestPlaceIsShownRelativeToTheCurrentDirectory(t *testing.T) {
	top := plant(t, ".git/", "a/u/agentbox.hcl")
	for from, want := range map[string]string{
		".": "a/u/agentbox.hcl", "a": "u/agentbox.hcl", "a/u": "agentbox.hcl", ".git": "../a/u/agentbox.hcl",
	} {
		t.Chdir(filepath.Join(top, from))
		place, err := Find(filepath.Join(top, "a/u"))
		if err != nil {
			t.Fatal(err)
		}
		for _, got := range []string{place.Shown("a/u/agentbox.hcl"), place.ShownName("agentbox.hcl")} {
			if got != want {
				t.Errorf("from %s shown as %q, want %q", from, got, want)
			}
		}
		place.Close()
	}
}

func TestFindSources(t *testing.T) {
	top := plant(t, "agentbox.hcl", "x.agentbox.hcl", "agentbox.work.hcl", "dev.auto.agentboxvars", "other.hcl",
		".hidden.agentbox.hcl", "sub/agentbox.hcl", ".git/agentbox.hcl", "link -> sub")
	tests := map[string]struct {
		paths     []string
		recursive bool
		want      []string
	}{
		"a directory": {
			paths: []string{"."},
			want:  []string{"agentbox.hcl", "agentbox.work.hcl", "dev.auto.agentboxvars", "x.agentbox.hcl"},
		},
		"a tree": {
			paths: []string{"."}, recursive: true,
			want: []string{"agentbox.hcl", "agentbox.work.hcl", "dev.auto.agentboxvars", "sub/agentbox.hcl", "x.agentbox.hcl"},
		},
		"files and directories, each once": {
			paths: []string{"sub", "other.hcl", "sub/agentbox.hcl"},
			want:  []string{"other.hcl", "sub/agentbox.hcl"},
		},
	}
	t.Chdir(top)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := FindSources(test.paths, test.recursive)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("found %q, want %q", got, test.want)
			}
		})
	}
	if _, err := FindSources([]string{"missing"}, false); err == nil {
		t.Error("no error for a path that does not exist")
	}
}

func TestCreateUnitNeverOverwrites(t *testing.T) {
	top := plant(t, "old/agentbox.hcl")
	if _, err := CreateUnit(filepath.Join(top, "old"), []byte("new")); err == nil {
		t.Error("no error for a unit that exists")
	}
	if data, _ := os.ReadFile(filepath.Join(top, "old/agentbox.hcl")); string(data) != "old/agentbox.hcl" {
		t.Errorf("the file that existed is now %q", data)
	}
	path, err := CreateUnit(filepath.Join(top, "a/b"), []byte("new"))
	if err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(path); string(data) != "new" {
		t.Errorf("the new file is %q", data)
	}
}
