package gitfs

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// lab is a repository with one commit, and the function that runs git in it.
func lab(t *testing.T, files map[string]string) (dir string, git func(...string)) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	git = func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@example.org",
			"GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@example.org",
			"GIT_AUTHOR_DATE=2026-01-02T03:04:05Z", "GIT_COMMITTER_DATE=2026-01-02T03:04:05Z")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "-q", "-b", "main")
	write(t, dir, files)
	git("add", "-A")
	git("commit", "-q", "-m", "first")
	return dir, git
}

// write makes files; a value that begins with "-> " is the target of a link.
func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		at := filepath.Join(dir, name)
		err := os.MkdirAll(filepath.Dir(at), 0o755)
		if target, ok := strings.CutPrefix(text, "-> "); ok {
			err = errors.Join(err, os.Symlink(target, at))
		} else {
			err = errors.Join(err, os.WriteFile(at, []byte(text), 0o644))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func open(t *testing.T, dir string) *Repository {
	t.Helper()
	r, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r
}

func tree(t *testing.T, r *Repository, ref string) *Tree {
	t.Helper()
	found, err := r.Tree(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestTreeIsAFileSystem(t *testing.T) {
	dir, _ := lab(t, map[string]string{
		"a.txt": "one\n", "d/e/f.txt": "two\n", "d/empty": "", "line\nend é": "three\n",
		"link": "-> d/e/f.txt", "d/up": "-> ../a.txt", "dir": "-> d/e",
	})
	committed := tree(t, open(t, dir), "HEAD")
	if err := fstest.TestFS(committed, "a.txt", "d/e/f.txt", "d/empty", "line\nend é", "link", "d/up", "dir"); err != nil {
		t.Error(err)
	}
	data, err := fs.ReadFile(committed, "dir/f.txt")
	if err != nil || string(data) != "two\n" {
		t.Errorf("%q, %v", data, err)
	}
	if links := committed.Links("d"); !slices.Equal(links, []string{"d/up"}) {
		t.Errorf("links of d: %q", links)
	}
}

func TestLinksStayInside(t *testing.T) {
	dir, _ := lab(t, map[string]string{
		"in/a": "-> ../b", "in/out": "-> ../../x", "in/abs": "-> /etc/passwd", "loop": "-> loop", "b": "b\n", "sub/x/y": "-> ../../../b",
	})
	whole := tree(t, open(t, dir), "main")
	for name, want := range map[string]string{
		"in/a": "", "in/out": "leads out", "in/abs": "leads out", "loop": "too many", "none": "not exist", "sub/x/y": "leads out",
	} {
		_, err := fs.ReadFile(whole, name)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	// Seen from a directory, the same link leads out.
	part := tree(t, open(t, filepath.Join(dir, "in")), "main")
	if _, err := fs.ReadFile(part, "a"); err == nil || !strings.Contains(err.Error(), "leads out") {
		t.Errorf("a link out of the directory: %v", err)
	}
}

func TestTreesAreCompared(t *testing.T) {
	dir, git := lab(t, map[string]string{"a": "1", "b": "1", "c": "1", "d/e": "1"})
	git("tag", "first")
	write(t, dir, map[string]string{"a": "2", "d/new": "1"})
	git("rm", "-q", "b")
	git("update-index", "--chmod=+x", "c")
	git("add", "a", "d")
	git("commit", "-q", "-m", "second")
	r := open(t, dir)
	first, second := tree(t, r, "first"), tree(t, r, "main")
	want := []string{"a", "b", "c", "d/new"}
	if got := first.Changed(second); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	git("reset", "-q", "--hard")
	write(t, dir, map[string]string{"d/e": "2", "untracked": "1", "ignored": "1", ".gitignore": "ignored\n"})
	_, got, err := r.WorkTree(t.Context(), "main")
	if want := []string{".gitignore", "d/e", "untracked"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
	// Seen from a directory, paths start there and the rest is left out.
	if _, got, err := open(t, filepath.Join(dir, "d")).WorkTree(t.Context(), "main"); err != nil || !slices.Equal(got, []string{"e"}) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestReadingAhead(t *testing.T) {
	dir, _ := lab(t, map[string]string{"a": "1", "b": "1", "d/e": "2\n", "l": "-> a", "large": strings.Repeat("x", 1<<20)})
	whole := tree(t, open(t, dir), "HEAD")
	names := []string{"a", "b", "d", "d/e", "l", "none", "large"}
	for range 2 { // what is kept is not asked for again, and may be
		if err := whole.Ahead(names); err != nil {
			t.Fatal(err)
		}
	}
	if kept := len(whole.objects.kept); kept != 3 {
		t.Errorf("%d objects are kept, want those of a and b, d/e, large", kept)
	}
	for name, want := range map[string]string{"a": "1", "l": "1", "d/e": "2\n"} {
		if data, err := fs.ReadFile(whole, name); err != nil || string(data) != want {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
	if err := whole.Ahead([]string{"none"}); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNotThere(t *testing.T) {
	dir, _ := lab(t, map[string]string{"a": "1"})
	r := open(t, dir)
	for _, ref := range []string{"", "--all", "none", "HEAD:a"} {
		if _, err := r.Tree(t.Context(), ref); err == nil {
			t.Errorf("%q is taken for a commit", ref)
		}
	}
	later := filepath.Join(dir, "later")
	if err := os.Mkdir(later, 0o755); err != nil {
		t.Fatal(err)
	}
	if list, err := fs.ReadDir(tree(t, open(t, later), "HEAD"), "."); err != nil || len(list) != 0 {
		t.Errorf("a directory that the commit does not have: %v, %v", list, err)
	}
	if _, err := Open(t.Context(), t.TempDir()); err == nil {
		t.Error("a directory without a repository is opened")
	}
	r.Close()
	if _, err := fs.ReadFile(tree(t, open(t, dir), "HEAD"), "a"); err != nil {
		t.Error(err)
	}
}

func TestMissingObject(t *testing.T) {
	dir, _ := lab(t, map[string]string{"a": "1", "b": "2"})
	r := open(t, dir)
	committed := tree(t, r, "HEAD")
	gone := committed.entries["a"].id
	if err := os.Remove(filepath.Join(dir, ".git/objects", gone[:2], gone[2:])); err != nil {
		t.Fatal(err)
	}
	if _, err := fs.ReadFile(committed, "a"); err == nil || !strings.Contains(err.Error(), "git has no object") {
		t.Errorf("an object that is lost: %v", err)
	}
	if data, err := fs.ReadFile(committed, "b"); err != nil || string(data) != "2" {
		t.Errorf("the object after it: %q, %v", data, err)
	}
}
