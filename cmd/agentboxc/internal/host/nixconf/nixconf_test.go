package nixconf

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// home plants files and returns the environment that leads to them.
func home(t *testing.T, files map[string]string, more map[string]string) func(string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	env := map[string]string{
		"NIX_CONF_DIR":    filepath.Join(dir, "system"),
		"XDG_CONFIG_DIRS": filepath.Join(dir, "xdg1") + ":" + filepath.Join(dir, "xdg2"),
		"HOME":            filepath.Join(dir, "home"),
	}
	for name, value := range more {
		env[name] = strings.ReplaceAll(value, "DIR", dir)
	}
	return func(name string) string { return env[name] }
}

func TestLaterFilesWin(t *testing.T) {
	files := map[string]string{
		"system/nix.conf":           "a = system\nb = system\nc = system\nd = system\ne = system",
		"xdg2/nix/nix.conf":         "b = xdg2\nc = xdg2\nd = xdg2\ne = xdg2",
		"xdg1/nix/nix.conf":         "c = xdg1\nd = xdg1\ne = xdg1",
		"home/.config/nix/nix.conf": "d = user\ne = user",
		"one.conf":                  "c = one",
		"two.conf":                  "c = two\nd = two",
	}
	s, err := Read(home(t, files, map[string]string{"NIX_CONFIG": "e = variable"}))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"a": "system", "b": "xdg2", "c": "xdg1", "d": "user", "e": "variable", "f": "none"} {
		if got := s.Text(name, "none"); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}

	s, err = Read(home(t, files, map[string]string{"NIX_USER_CONF_FILES": "DIR/one.conf:DIR/two.conf:DIR/missing"}))
	if err != nil {
		t.Fatal(err)
	}
	if c, d, e := s.Text("c", ""), s.Text("d", ""), s.Text("e", ""); c != "one" || d != "two" || e != "system" {
		t.Errorf("with NIX_USER_CONF_FILES c, d, e are %q, %q, %q", c, d, e)
	}
}

func TestSyntax(t *testing.T) {
	s, err := Read(home(t, map[string]string{
		"system/nix.conf":      "# comment\n\n  spaced \t =   one   two # rest\r\ninclude sub/more.conf\n!include missing.conf\nempty =\nlast = 1",
		"system/sub/more.conf": "inner = yes\nlast = 0\ninclude ../third.conf",
		"system/third.conf":    "third = 3",
	}, nil))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"spaced": "one two", "inner": "yes", "third": "3", "empty": "", "last": "1"} {
		if got := s.Text(name, "none"); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestPairs(t *testing.T) {
	s, err := Read(home(t, map[string]string{
		"system/nix.conf":           "access-tokens = gone=1\nextra-access-tokens = gone=2",
		"home/.config/nix/nix.conf": "access-tokens = github.com=a=b github.com=second word gitlab.com=PAT:x",
	}, map[string]string{"NIX_CONFIG": "extra-access-tokens = github.com=third other=y"}))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"github.com": "a=b", "gitlab.com": "PAT:x", "other": "y"}
	if got := s.Pairs("access-tokens"); !maps.Equal(got, want) {
		t.Errorf("pairs %v, want %v", got, want)
	}
}

func TestErrors(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"syntax":  {"a = b\naccess-tokens github.com=SECRET", "line 2 is not"},
		"one":     {"a", "line 1 is not"},
		"missing": {"include gone.conf", "gone.conf, which does not exist"},
		"cycle":   {"include nix.conf", "more than 16 deep"},
		"large":   {strings.Repeat("#", maxBytes+1), "more than 1048576 bytes"},
	} {
		_, err := Read(home(t, map[string]string{"system/nix.conf": test.text}, nil))
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "SECRET") {
			t.Errorf("%s: error %v, want one with %q", name, err, test.want)
		}
	}
	if s, err := Read(home(t, nil, nil)); err != nil || s.Text("a", "none") != "none" {
		t.Errorf("without any file: %+v, %v", s, err)
	}
}
