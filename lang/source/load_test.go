package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/agentboxc/agentboxc/lang/diag"
)

func TestLoad(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	cases := []struct {
		name  string
		fsys  fs.FS
		dir   string
		files []string
		want  []string // code and file of each diagnostic
	}{
		{
			name: "sorted, without hidden files and others",
			fsys: fstest.MapFS{
				"u/z.agentbox.hcl": file("z"), "u/agentbox.hcl": file(""), "u/a.agentbox.hcl": file("a"),
				"u/.x.agentbox.hcl": file("x"), "u/.#a.agentbox.hcl": file("x"), "u/.agentbox.hcl": file("x"),
				"u/agentbox.work.hcl": file("x"), "u/b.hcl": file("x"), "u/v/agentbox.hcl": file("x"),
			},
			dir: "u", files: []string{"u/a.agentbox.hcl", "u/agentbox.hcl", "u/z.agentbox.hcl"},
		},
		{
			name: "root", fsys: fstest.MapFS{"agentbox.hcl": file("")},
			dir: ".", files: []string{"agentbox.hcl"},
		},
		{
			name: "no main file", fsys: fstest.MapFS{"u/a.agentbox.hcl": file("")},
			dir: "u", files: []string{"u/a.agentbox.hcl"}, want: []string{"AB1009 u/agentbox.hcl"},
		},
		{
			name: "no directory", fsys: fstest.MapFS{}, dir: "u", want: []string{"AB1009 u/agentbox.hcl"},
		},
		{
			name: "outside", fsys: fstest.MapFS{}, dir: "../u", want: []string{"AB1001 ../u"},
		},
		{
			name: "directory in place of a file", fsys: fstest.MapFS{"agentbox.hcl/x": file("")},
			dir: ".", want: []string{"AB1001 agentbox.hcl"},
		},
		{
			name: "named pipe", fsys: fstest.MapFS{"agentbox.hcl": file(""), "p.agentbox.hcl": {Mode: fs.ModeNamedPipe}},
			dir: ".", files: []string{"agentbox.hcl"}, want: []string{"AB1001 p.agentbox.hcl"},
		},
		{
			name: "too large", fsys: fstest.MapFS{"agentbox.hcl": file(""), "b.agentbox.hcl": {Data: make([]byte, MaxFileSize+1)}},
			dir: ".", files: []string{"agentbox.hcl"}, want: []string{"AB1002 b.agentbox.hcl"},
		},
		{
			name: "no text", fsys: fstest.MapFS{"agentbox.hcl": file("a\n# \xff\x00\r")},
			dir: ".", files: []string{"agentbox.hcl"},
			want: []string{"AB1003 agentbox.hcl", "AB1006 agentbox.hcl", "AB1006 agentbox.hcl"},
		},
		{
			name: "permission", fsys: denying{fstest.MapFS{"agentbox.hcl": file("")}, "agentbox.hcl"},
			dir: ".", want: []string{"AB1001 agentbox.hcl"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			unit, diags := Load(c.fsys, c.dir)
			var files, got []string
			for _, f := range unit.Files {
				files = append(files, f.Path)
				if unit.File(f.Path) != f {
					t.Errorf("File(%q) is another one", f.Path)
				}
			}
			for _, d := range diags {
				got = append(got, fmt.Sprintf("%s %s", d.Code, d.Subject.File))
				if d.Subject.Start.Line < 1 || d.Detail == "" {
					t.Errorf("%+v has no place or text", d)
				}
			}
			if !slices.Equal(files, c.files) || !slices.Equal(got, c.want) {
				t.Errorf("files %q, diagnostics %q; want %q and %q", files, got, c.files, c.want)
			}
			if unit.File("none.hcl") != nil {
				t.Error("a file that is not there")
			}
		})
	}
}

// denying is a file system in which one file can't be opened.
type denying struct {
	fs.FS
	name string
}

func (d denying) Open(name string) (fs.File, error) {
	if name == d.name {
		return nil, &fs.PathError{Op: "open", Path: "/secret/" + name, Err: fs.ErrPermission}
	}
	return d.FS.Open(name)
}

func (d denying) Stat(name string) (fs.FileInfo, error) { return fs.Stat(d.FS, name) }

func TestLoadHidesHostPaths(t *testing.T) {
	_, diags := Load(denying{fstest.MapFS{"agentbox.hcl": {}}, "agentbox.hcl"}, ".")
	if len(diags) != 1 || strings.Contains(diags[0].Detail, "/secret") || !strings.Contains(diags[0].Detail, "permission denied") {
		t.Errorf("%v", diags)
	}
}

func TestLoadLimits(t *testing.T) {
	many := fstest.MapFS{"agentbox.hcl": {}}
	for i := range MaxFiles + 4 {
		many[fmt.Sprintf("b%04d.agentbox.hcl", i)] = &fstest.MapFile{}
	}
	unit, diags := Load(many, ".")
	if len(unit.Files) != MaxFiles || len(diags) != 1 || diags[0].Code != diag.UnitTooLarge || diags[0].Subject.File != "b0999.agentbox.hcl" {
		t.Errorf("%d files, %v", len(unit.Files), diags)
	}

	large := fstest.MapFS{"agentbox.hcl": {}}
	for i := range MaxUnitSize/MaxFileSize + 2 {
		large[fmt.Sprintf("b%02d.agentbox.hcl", i)] = &fstest.MapFile{Data: []byte(strings.Repeat("#", MaxFileSize))}
	}
	unit, diags = Load(large, ".")
	if len(unit.Files) != 1+MaxUnitSize/MaxFileSize || len(diags) != 1 || diags[0].Code != diag.UnitTooLarge {
		t.Errorf("%d files, %v", len(unit.Files), diags)
	}
}

// TestLoadLinks loads through the file system that the command line uses: a
// link inside is followed, one that leads outside is reported and not followed.
func TestLoadLinks(t *testing.T) {
	dir := t.TempDir()
	root := filepath.Join(dir, "root")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Mkdir(root, 0o755))
	must(os.WriteFile(filepath.Join(dir, "outside.hcl"), []byte("x = 1\n"), 0o644))
	must(os.WriteFile(filepath.Join(root, "inside.hcl"), nil, 0o644))
	must(os.Symlink("inside.hcl", filepath.Join(root, "agentbox.hcl")))
	must(os.Symlink("../outside.hcl", filepath.Join(root, "o.agentbox.hcl")))
	must(os.Symlink("p.agentbox.hcl", filepath.Join(root, "p.agentbox.hcl")))
	opened, err := os.OpenRoot(root)
	must(err)
	defer opened.Close()

	unit, diags := Load(opened.FS(), ".")
	if len(unit.Files) != 1 || len(diags) != 2 || diags[0].Code != diag.UnreadableFile || diags[1].Code != diag.UnreadableFile {
		t.Errorf("files %v, diagnostics %v", unit.Files, diags)
	}
}

func TestText(t *testing.T) {
	cases := []struct {
		data, text string
		want       []string // code, line:column:byte of each diagnostic
	}{
		{data: "", text: ""},
		{data: "\ufeffa = 1\r\n", text: "\ufeffa = 1\r\n"},
		{data: "é = \"\xe9\"\n\xe9", text: "é = \"_\"\n_", want: []string{"AB1003 1:6:6"}},
		{data: "# \xc3", text: "# _", want: []string{"AB1003 1:3:2"}},
		{data: "# \xed\xa0\x80", text: "# ___", want: []string{"AB1003 1:3:2"}},
		{data: "a\n\x00b\x00", text: "a\n_b_", want: []string{"AB1006 2:1:2"}},
		{data: "a\rb\r\n", text: "a b\r\n", want: []string{"AB1006 1:2:1"}},
		{data: "a\rb\r", text: "a\nb\n", want: []string{"AB1006 1:2:1"}},
		{data: "\r\r\n", text: " \r\n", want: []string{"AB1006 1:1:0"}},
		{data: "\xff\xfea\x00", text: "", want: []string{"AB1003 1:1:0"}},
		{data: "\xfe\xff\x00a", text: "", want: []string{"AB1003 1:1:0"}},
	}
	for _, c := range cases {
		f, diags := New("x.hcl", []byte(c.data))
		var got []string
		for _, d := range diags {
			at := d.Subject.Start
			got = append(got, fmt.Sprintf("%s %d:%d:%d", d.Code, at.Line, at.Column, at.Byte))
		}
		if string(f.Text()) != c.text || !slices.Equal(got, c.want) {
			t.Errorf("%q: text %q, %q; want %q, %q", c.data, f.Text(), got, c.text, c.want)
		}
		if c.text != "" && f.Replaced(0, len(c.data)) != (c.want != nil) {
			t.Errorf("%q: Replaced is wrong", c.data)
		}
	}
}

func TestUnreadableKeepsReason(t *testing.T) {
	d := unreadable{path: "a", err: errors.New("no luck")}.Diagnostic()
	if !strings.Contains(d.Detail, "no luck") {
		t.Error(d.Detail)
	}
}
