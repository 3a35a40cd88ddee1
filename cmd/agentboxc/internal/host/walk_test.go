package host

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/gitignore"
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
		switch {
		case d.Err != nil:
			t.Errorf("%s: %v", d.Name, d.Err)
		case d.Ignored: // and not entered
		case d.Unit:
			units = append(units, d.Name)
		default:
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

// sow writes a file below a directory that was planted.
func sow(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestWalkStaysOutOfWhatGitIgnores(t *testing.T) {
	const top, own, exclude = ".gitignore", "w/.gitignore", ".git/info/exclude"
	for name, test := range map[string]struct {
		plant []string
		files map[string]string
		want  []string
	}{
		"nothing":                        {nil, nil, []string{"a", "b", "deep/c"}},
		"of the tree":                    {nil, map[string]string{own: "/a\n"}, []string{"b", "deep/c"}},
		"of a directory":                 {nil, map[string]string{"w/deep/.gitignore": "*\n"}, []string{"a", "b"}},
		"of the repository":              {nil, map[string]string{top: "b\n/w/deep/c\n/a\n"}, []string{"a"}},
		"of the clone":                   {nil, map[string]string{exclude: "/w/b/\n"}, []string{"a", "deep/c"}},
		"the nearest decides":            {nil, map[string]string{top: "c\nb\n", own: "!b\n", exclude: "a\n"}, []string{"b"}},
		"the tree is ignored":            {nil, map[string]string{top: "w\n", own: "b\n"}, []string{"a", "deep/c"}},
		"all of the tree is ignored":     {nil, map[string]string{top: "*\n"}, []string{"a", "b", "deep/c"}},
		"not for files":                  {nil, map[string]string{own: "agentbox.hcl\n*.hcl\n"}, []string{"a", "b", "deep/c"}},
		"no links":                       {[]string{"w/.gitignore -> ../list"}, map[string]string{"list": "a\n"}, []string{"a", "b", "deep/c"}},
		"no directory":                   {[]string{"w/.gitignore/"}, nil, []string{"a", "b", "deep/c"}},
		"the ignored cannot be got back": {nil, map[string]string{own: "deep/\n!deep/c\n"}, []string{"a", "b"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := plant(t, append(test.plant, ".git/info/", "w/"+source.WorkspaceFile, "w/a/agentbox.hcl", "w/b/agentbox.hcl", "w/deep/c/agentbox.hcl")...)
			for file, text := range test.files {
				sow(t, dir, file, text)
			}
			if got, _ := walked(t, filepath.Join(dir, "w"), everywhere); !slices.Equal(got, test.want) {
				t.Errorf("units %q, want %q", got, test.want)
			}
		})
	}
}

// What a clone ignores holds for all of its work trees.
func TestWorkTreesShareWhatIsIgnored(t *testing.T) {
	dir := plant(t, "main/.git/info/", "main/.git/worktrees/w/", "w/"+source.WorkspaceFile, "w/a/agentbox.hcl", "w/b/agentbox.hcl")
	sow(t, dir, "main/.git/info/exclude", "a\n")
	sow(t, dir, "main/.git/worktrees/w/commondir", "../..\n")
	sow(t, dir, "w/.git", "gitdir: ../main/.git/worktrees/w\n")
	if got, _ := walked(t, filepath.Join(dir, "w"), everywhere); !slices.Equal(got, []string{"b"}) {
		t.Errorf("units %q, want b alone", got)
	}
}

func TestIgnoreFilesAreBounded(t *testing.T) {
	dir := plant(t, source.WorkspaceFile)
	sow(t, dir, ".gitignore", strings.Repeat("a\n", gitignore.MaxSize))
	place, err := Around(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer place.Close()
	if _, err := place.Walk(everywhere); err == nil || !strings.Contains(err.Error(), ".gitignore has more than") {
		t.Errorf("the error is %v, want that of the size", err)
	}
}

// A directory that cannot be read keeps no other from being found.
func TestWalkTellsWhatItCannotRead(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("everything can be read")
	}
	dir := plant(t, source.WorkspaceFile, "a/agentbox.hcl", "b/agentbox.hcl")
	if err := os.Chmod(filepath.Join(dir, "a"), 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "a"), 0o755) })
	place, err := Around(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer place.Close()
	found, err := place.Walk(everywhere)
	if err != nil || len(found) != 3 || !os.IsPermission(found[1].Err) || !found[2].Unit {
		t.Errorf("found %+v, %v", found, err)
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
	_, said := fs.Stat(place.FS(), "u/none")
	if _, err := fs.Stat(plain, "u/none"); fmt.Sprint(said) != fmt.Sprint(err) {
		t.Errorf("of what is not there it is said %q, want %q", said, err)
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
