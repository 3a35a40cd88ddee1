package host

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang/source"
)

func everywhere(string) bool { return true }

func walked(t *testing.T, dir string, leads func(string) bool) (units, others []string) {
	t.Helper()
	place, err := Around(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer place.Close()
	found, err := place.Walk(leads)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found {
		if d.Unit {
			units = append(units, d.Name)
		} else {
			others = append(others, d.Name)
		}
	}
	return units, others
}

func TestWalkStaysInItsTree(t *testing.T) {
	dir := plant(t,
		source.WorkspaceFile, ".git/", "agentbox.hcl", "b/agentbox.hcl", "a/json/agentbox.hcl.json", "a/none/README",
		"a/.hidden/agentbox.hcl", "a/node_modules/x/agentbox.hcl", "repository/.git/", "repository/agentbox.hcl",
		"worktree/.git", "worktree/agentbox.hcl", "nested/"+source.WorkspaceFile, "nested/agentbox.hcl",
		"round -> .", "linked -> b", "result -> /nix/store", "c/agentbox.hcl/", "d/agentbox.hcl -> ../b/agentbox.hcl",
	)
	units, others := walked(t, dir, everywhere)
	if want := []string{".", "a/json", "b", "d"}; !slices.Equal(units, want) {
		t.Errorf("units %q, want %q", units, want)
	}
	if want := []string{"a", "a/none", "c", "c/agentbox.hcl"}; !slices.Equal(others, want) {
		t.Errorf("other directories %q, want %q", others, want)
	}
	units, others = walked(t, dir, func(dir string) bool { return dir == "a" })
	if !slices.Equal(units, []string{"."}) || !slices.Equal(others, []string{"a"}) {
		t.Errorf("where only a leads to something: units %q, others %q", units, others)
	}
}

func TestWalkIsBounded(t *testing.T) {
	dir := plant(t, source.WorkspaceFile, strings.Repeat("d/", maxDepth+1))
	place, err := Around(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer place.Close()
	if _, err := place.Walk(everywhere); err == nil || !strings.Contains(err.Error(), "deep") {
		t.Errorf("the error is %v, want that of the depth", err)
	}
}

// What is known of directories answers as the root does.
func TestKnownDirectories(t *testing.T) {
	dir := plant(t, source.WorkspaceFile, "u/agentbox.hcl", "u/below/x", "u/link -> agentbox.hcl", "u/out -> /etc/hostname", "v/agentbox.hcl", "v/dir -> ../u")
	place, err := Around(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer place.Close()
	found, err := place.Walk(func(dir string) bool { return dir != "v" })
	if err != nil {
		t.Fatal(err)
	}
	plain := place.FS()
	place.Known(found)
	for _, name := range []string{
		"u/agentbox.hcl", "u/none", "u/below", "u/below/x", "u/link", "u/out", "u", "v", "v/agentbox.hcl", "v/dir/agentbox.hcl", "u/../v", "/u", "", ".",
	} {
		for what, look := range map[string]func(fs.FS) string{
			"stat": func(fsys fs.FS) string {
				info, err := fs.Stat(fsys, name)
				if err != nil {
					return verdict(err)
				}
				return info.Mode().String()
			},
			"read": func(fsys fs.FS) string {
				data, err := fs.ReadFile(fsys, name)
				return string(data) + verdict(err)
			},
			"list": func(fsys fs.FS) string {
				entries, err := fs.ReadDir(fsys, name)
				return fmt.Sprint(entries) + verdict(err)
			},
		} {
			if got, want := look(place.At("u").FS()), look(plain); got != want {
				t.Errorf("%s of %q: %s, want %s", what, name, got, want)
			}
		}
	}
	// A link that takes the place of a file is not followed.
	if err := os.Remove(filepath.Join(dir, "u/agentbox.hcl")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/hostname", filepath.Join(dir, "u/agentbox.hcl")); err != nil {
		t.Fatal(err)
	}
	if data, err := fs.ReadFile(place.FS(), "u/agentbox.hcl"); err == nil {
		t.Errorf("what is behind a link was read: %q", data)
	}
}

// verdict is what a caller can tell errors apart by.
func verdict(err error) string {
	switch {
	case err == nil:
		return ""
	case os.IsNotExist(err):
		return "there is none"
	}
	return "it cannot be read"
}
