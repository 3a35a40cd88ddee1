package gitignore

import (
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// lines are what people write, and what the manual of git says something of.
var lines = []string{
	"a", "/a", "a/", "/a/", "a/b", "/a/b", "a/b/", "a/*", "/*", "*", "**", "**/", "/**", "/**/b", "**/b", "a/**", "a/**/b", "a/**/**/b",
	"*b", "a*", "a*c", "?b", "??", "[ab]", "[!a]", "[^a]", "[a-c]", "[]a]", "[a", "[a-", "[-a]", "[a-]", "[!]]", "[[:alpha:]]", "[[:alpha:]-]",
	"[[:none:]]", "[[:alpha:]", "[[:]", "[[:]]", "[[::]]", "[[:digit:]b]", "[a-c-e]", "[\\]]", "[a\\-c]", "[c-a]", "[/]", "a[/]b", "a?b", "a[!x]b",
	"\\a", "\\*", "a\\/b", "a\\", "\\", "\\#", "#", "#a", "!a", "\\!a", "a ", "a\\ ", "a  ", "  a", " ", "a\t", "a\r", "\ufeffa",
	"a**", "**a", "a**b", "a**/b", "ab**/c", "**a/b", "a/b**", "***/b", "***", "a/***/b", "**\\/b", "*/b", "*/*/c", "a//", "//a", "/", "//", "!", "!/",
	"{a,b}", "é", "?é", "??é", "[é]", "*/**/c", "**/a/**", "**/*", "a/*/**", "./a", "../a", "a/.",
}

var names = []string{"a", "b", "c", "ab", "abc", "*", "!a", "#", "]", "-", "a ", "é", "{a,b}", "[a", "\\"}

// tree are directories, of which those above a directory come first.
func tree() []string {
	dirs := slices.Clone(names)
	for _, x := range names {
		for _, y := range names[:7] {
			dirs = append(dirs, x+"/"+y)
		}
	}
	for _, x := range []string{"a", "ab", "abc", "c"} {
		for _, y := range []string{"a", "b", "ab", "c"} {
			dirs = append(dirs, x+"/"+y+"/b", x+"/"+y+"/c", x+"/"+y+"/b/c")
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// randomLine puts a line together from what has a meaning in one.
func randomLine(r *rand.Rand) string {
	atoms := []string{"a", "b", "c", "ab", "*", "**", "**/", "/**/", "?", "/", "/", "[ab]", "[!a]", "[^b]", "[a-c]", "[[:alpha:]]", "\\a", "\\*", "-", "]"}
	var line strings.Builder
	if r.IntN(5) == 0 {
		line.WriteString("!")
	}
	for range 1 + r.IntN(5) {
		line.WriteString(atoms[r.IntN(len(atoms))])
	}
	return line.String()
}

// cases are texts of ignore files, by directory.
func cases() []map[string]string {
	var all []map[string]string
	for _, line := range lines {
		all = append(all, map[string]string{".": line}, map[string]string{".": "*\n!" + line + "\n", "a": line + "\n"})
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		files := map[string]string{}
		for _, dir := range []string{".", "a", "ab/a"}[:1+r.IntN(3)] {
			for range 1 + r.IntN(5) {
				files[dir] += randomLine(r) + "\n"
			}
		}
		all = append(all, files)
	}
	return all
}

// repository is a new one, and the function that asks git in it.
func repository(t *testing.T) (dir string, git func(in string, args ...string) string) {
	t.Helper()
	program, err := exec.LookPath("git")
	if err != nil {
		t.Skip("there is no git")
	}
	dir = t.TempDir()
	git = func(in string, args ...string) string {
		t.Helper()
		cmd := exec.Command(program, args...)
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(in)
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull)
		out, err := cmd.Output()
		var exit *exec.ExitError
		if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) { // 1: nothing is ignored
			t.Fatal(err)
		}
		return string(out)
	}
	git("", "init", "--quiet")
	return dir, git
}

// What git says of directories is said here.
func TestGitIgnoresTheSame(t *testing.T) {
	top, git := repository(t)
	dirs := tree()
	for _, dir := range dirs {
		if err := os.MkdirAll(filepath.Join(top, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	ignored := 0
	for _, files := range cases() {
		for _, dir := range []string{".", "a", "ab/a"} {
			if err := os.WriteFile(filepath.Join(top, dir, File), []byte(files[dir]), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		said := strings.Split(git(strings.Join(dirs, "\x00"), "check-ignore", "--no-index", "--stdin", "-z"), "\x00")
		for dir, is := range ignoredOf(files, dirs) {
			if is {
				ignored++
			}
			if of := slices.Contains(said, dir); of != is {
				t.Errorf("with %q, %s is ignored: %v; git: %v", files, dir, is, of)
			}
		}
	}
	if ignored < 1000 {
		t.Errorf("only %d times is a directory ignored; that tests little", ignored)
	}
}

// ignoredOf goes as a walk does.
func ignoredOf(files map[string]string, dirs []string) map[string]bool {
	rules := map[string]*Rules{".": (*Rules)(nil).With(".", []byte(files["."]))}
	ignored := map[string]bool{}
	for _, dir := range dirs {
		above := rules[path.Dir(dir)]
		ignored[dir] = ignored[path.Dir(dir)] || above.Ignores(dir)
		rules[dir] = above.With(dir, []byte(files[dir]))
	}
	return ignored
}

func TestTheLastLineDecides(t *testing.T) {
	var none *Rules
	if none.Ignores("a") || none.With(".", []byte("# nothing\n\n")) != nil {
		t.Error("no lines say something")
	}
	top := none.With(".", []byte("build\n!build\nout/\n"))
	below := top.With("x", []byte("/build\n!out\n"))
	for dir, want := range map[string]bool{"build": false, "out": true, "x/build": true, "x/out": false, "x/y/build": false, "y/out": true} {
		if got := below.Ignores(dir); got != want {
			t.Errorf("%s is ignored: %v, want %v", dir, got, want)
		}
	}
}

// No pattern takes long, whatever it is made of.
func TestPatternsTakeNoTime(t *testing.T) {
	deep := strings.Repeat("a/", 1000) + "b"
	rules := (*Rules)(nil).With(".", []byte("a"+strings.Repeat("*/**/a*", 200)+"c\n"))
	if rules.Ignores(deep) {
		t.Error("it fits")
	}
}

func FuzzIgnores(f *testing.F) {
	for _, line := range lines {
		f.Add(line, "a/b")
	}
	f.Fuzz(func(t *testing.T, text, dir string) {
		rules := (*Rules)(nil).With(".", []byte(text))
		if got := rules.With(".", []byte(text)).Ignores(dir); got != rules.Ignores(dir) {
			t.Errorf("the same lines a second time make %q ignored: %v", dir, got)
		}
	})
}

func BenchmarkIgnores(b *testing.B) {
	rules := (*Rules)(nil).With(".", []byte("node_modules/\n*.log\n/build/\ndist\n.DS_Store\n*.py[cod]\n__pycache__/\n**/target\ndocs/_build/\n.venv\nresult\nresult-*\n*.swp\n*~\n"))
	for b.Loop() {
		rules.Ignores("services/team-001/service-00042")
	}
}
