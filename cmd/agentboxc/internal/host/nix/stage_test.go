package nix

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/codegen/nar"
)

func link(target string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte(target), Mode: fs.ModeSymlink | 0o777}
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text), Mode: 0o600} }

func program(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text), Mode: 0o711} }

// tree lists what is in the directory: "name = contents", "name * contents" for
// a program, "name -> target", "name/".
func tree(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if sec := info.ModTime().Unix(); sec != 1 {
			t.Errorf("%s has time %d", name, sec)
		}
		rel, _ := filepath.Rel(dir, name)
		list = append(list, describe(t, name, rel, info))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list[1:]
}

func describe(t *testing.T, name, rel string, info fs.FileInfo) string {
	t.Helper()
	switch {
	case info.IsDir():
		return rel + "/"
	case info.Mode()&fs.ModeSymlink != 0:
		target, err := os.Readlink(name)
		if err != nil {
			t.Fatal(err)
		}
		return rel + " -> " + target
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	switch info.Mode().Perm() {
	case 0o644:
		return rel + " = " + string(text)
	case 0o755:
		return rel + " * " + string(text)
	}
	return fmt.Sprintf("%s has mode %v", rel, info.Mode())
}

func TestStage(t *testing.T) {
	fsys := fstest.MapFS{
		"shared/x":             file("x"),
		"shared/y":             file("y"),
		"u/flake.nix":          file("an old one"),
		"u/agentbox.hcl":       file("…"),
		"u/bin/start":          program("run"),
		"u/bin/.git/config":    file("git"),
		"u/bin/deep/er":        file("er"),
		"u/not named":          file("no"),
		"u/with space/#1":      file("odd"),
		"u/links/abs":          link("/etc/passwd"),
		"u/links/gone":         link("nothing"),
		"u/links/out":          link("../../../../etc/passwd"),
		"u/links/beside":       link("../bin/start"),
		"u/links/up":           link(".."),
		"u/links/loop":         link("loop"),
		"u/other":              link("../shared"),
		"u/dir":                link("bin"),
		"u/.git/HEAD":          file("ref"),
		"u/all/flake.lock":     file("not the flake's"),
		"u/all/node_modules/a": file("a"),
	}
	tests := []struct {
		name  string
		unit  string
		paths []string
		dir   string // of the unit in the tree
		want  []string
	}{
		{"nothing", "u", nil, ".", []string{"flake.lock = L", "flake.nix = F"}},
		{"a file", "u", []string{"bin/start", "./bin/start"}, ".", []string{"bin/", "bin/start * run", "flake.lock = L", "flake.nix = F"}},
		{"a directory", "u", []string{"bin"}, ".", []string{"bin/", "bin/deep/", "bin/deep/er = er", "bin/start * run", "flake.lock = L", "flake.nix = F"}},
		{"odd names", "u", []string{"with space/#1"}, ".", []string{"flake.lock = L", "flake.nix = F", "with space/", "with space/#1 = odd"}},
		{"its own files", "u", []string{"flake.nix", "all/flake.lock"}, ".", []string{"all/", "all/flake.lock = not the flake's", "flake.lock = L", "flake.nix = F"}},
		{"links", "u", []string{"links"}, ".", []string{
			"bin/", "bin/start * run", "flake.lock = L", "flake.nix = F", "links/", "links/abs -> /etc/passwd", "links/beside -> ../bin/start",
			"links/gone -> nothing", "links/loop -> loop", "links/out -> ../../../../etc/passwd", "links/up -> ..",
		}},
		{"through a link", "u", []string{"dir/deep/er"}, ".", []string{"bin/", "bin/deep/", "bin/deep/er = er", "dir -> bin", "flake.lock = L", "flake.nix = F"}},
		{"out by a link", "u", []string{"other/x"}, "u", []string{"shared/", "shared/x = x", "u/", "u/flake.lock = L", "u/flake.nix = F", "u/other -> ../shared"}},
		{"beside", "u", []string{"../shared"}, "u", []string{"shared/", "shared/x = x", "shared/y = y", "u/", "u/flake.lock = L", "u/flake.nix = F"}},
		{"at the top", ".", []string{"shared/y"}, ".", []string{"flake.lock = L", "flake.nix = F", "shared/", "shared/y = y"}},
		{"the whole workspace", "u", []string{"../shared/.."}, "u", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, err := Stage(t.Context(), Source{FS: fsys, Unit: test.unit, Flake: []byte("F"), Lock: []byte("L"), Paths: test.paths})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			got := tree(t, s.root)
			if diff := cmp.Diff(test.want, got); diff != "" && test.want != nil {
				t.Errorf("staged:\n%s", diff)
			}
			if test.want == nil && (!slices.Contains(got, "u/flake.nix = F") || slices.Contains(got, "u/.git/")) {
				t.Errorf("staged %q", got)
			}
			if s.unit != test.dir {
				t.Errorf("the unit is in %q, want %q", s.unit, test.dir)
			}
			sum, err := nar.Hash(os.DirFS(s.root), ".")
			if err != nil || sum.String() != s.Program() {
				t.Errorf("program %s, the tree has %s (%v)", s.Program(), sum, err)
			}
			s.Close()
			if _, err := os.Lstat(s.base); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("the directory is still there: %v", err)
			}
		})
	}
}

func TestStageRefuses(t *testing.T) {
	top := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(top, "pipe"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc", filepath.Join(top, "etc")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(top)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	big := fstest.MapFS{}
	for i := range maxEntries {
		big[fmt.Sprintf("d/%d", i)] = &fstest.MapFile{}
	}
	tests := map[string]struct {
		fsys fs.FS
		path string
		says string
	}{
		"missing":    {fstest.MapFS{}, "no/such", "names no/such, which does not exist"},
		"outside":    {fstest.MapFS{}, "../x", "names ../x, which lies outside the workspace"},
		"absolute":   {fstest.MapFS{}, "/etc/passwd", "outside the workspace"},
		"special":    {root.FS(), "pipe", `"pipe" is a named pipe`},
		"in special": {root.FS(), ".", `"pipe" is a named pipe`},
		"many":       {big, "d", "more than 200000 files"},
		"large":      {sizes{fstest.MapFS{"f": {}}}, "f", "more than 4 GiB"},
	}
	before := temporary(t)
	for name, test := range tests {
		_, err := Stage(t.Context(), Source{FS: test.fsys, Unit: ".", Paths: []string{test.path}})
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: error %v, want one with %q", name, err, test.says)
		}
	}
	// A link out of the workspace is copied, not followed.
	s, err := Stage(t.Context(), Source{FS: root.FS(), Unit: ".", Flake: []byte{}, Paths: []string{"etc/passwd"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := tree(t, s.root); !slices.Equal(got, []string{"etc -> /etc", "flake.nix = "}) {
		t.Errorf("staged %q", got)
	}
	s.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Stage(ctx, Source{FS: root.FS(), Unit: "."}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
	if after := temporary(t); after != before {
		t.Errorf("%d directories are left behind", after-before)
	}
}

// temporary counts staged directories.
func temporary(t *testing.T) int {
	t.Helper()
	dirs, err := filepath.Glob(filepath.Join(os.TempDir(), "agentboxc-build-*"))
	if err != nil {
		t.Fatal(err)
	}
	return len(dirs)
}

// sizes claims that files are large.
type sizes struct{ fstest.MapFS }

func (s sizes) Lstat(name string) (fs.FileInfo, error) {
	info, err := s.MapFS.Lstat(name)
	return huge{info}, err
}

type huge struct{ fs.FileInfo }

func (huge) Size() int64 { return maxTree + 1 }

// A file that grows between listing and copying is an error, not half a file.
func TestStageOfAFileThatChanges(t *testing.T) {
	_, err := Stage(t.Context(), Source{FS: growing{fstest.MapFS{"f": file("long")}}, Unit: ".", Flake: []byte("F"), Paths: []string{"f"}})
	if err == nil || !strings.Contains(err.Error(), "copying f: it changes while it is read") {
		t.Errorf("error %v", err)
	}
}

type growing struct{ fstest.MapFS }

func (g growing) Lstat(name string) (fs.FileInfo, error) {
	info, err := g.MapFS.Lstat(name)
	if name == "f" {
		info = short{info}
	}
	return info, err
}

type short struct{ fs.FileInfo }

func (short) Size() int64 { return 2 }

// What is beside the named files, and how they are kept, makes no other program.
func TestProgram(t *testing.T) {
	program := func(fsys fstest.MapFS, flake string) string {
		s, err := Stage(t.Context(), Source{FS: fsys, Unit: ".", Flake: []byte(flake), Paths: []string{"a"}})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		return s.Program()
	}
	one := program(fstest.MapFS{"a": file("1")}, "F")
	same := program(fstest.MapFS{"a": {Data: []byte("1"), Mode: 0o666}, "b": file("2")}, "F")
	if one != same {
		t.Errorf("programs %s and %s, want the same", one, same)
	}
	for _, other := range []string{program(fstest.MapFS{"a": file("2")}, "F"), program(fstest.MapFS{"a": file("1")}, "G")} {
		if other == one {
			t.Errorf("another program is %s, too", other)
		}
	}
}

func TestStorePathOfTheTree(t *testing.T) {
	withEach(t, func(t *testing.T, n realNix) {
		s := staged(t, "{ outputs = _: { packages = { }; }; }")
		out, err := n.rig.Run(s.root, nil, "nix", "eval", "--raw", "path:.#packages", "--apply", "_: builtins.toString (builtins.getFlake \"path:"+s.root+"\")", "--impure")
		if err != nil {
			t.Fatal(err)
		}
		if want := storePath(s.sum); out != want {
			t.Errorf("Nix puts it to %s, want %s", out, want)
		}
	})
}
