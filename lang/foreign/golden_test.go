package foreign_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"github.com/agentboxc/agentboxc/lang/foreign"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// inputs are what the file of a case is called, by format.
var inputs = map[string][]string{
	"dockerfile": {"Dockerfile", "Containerfile"},
	"devbox":     {"devbox.json"},
	"bake":       {"docker-bake.hcl"},
	"apko":       {"apko.yaml"},
	"flox":       {"manifest.toml"},
}

// cases calls do for every case of testdata with the file that is imported.
func cases(t testing.TB, do func(format, dir, file string)) {
	for _, format := range foreign.Formats() {
		dirs, err := filepath.Glob("testdata/" + format + "/*")
		if err != nil || len(dirs) == 0 {
			t.Fatalf("no cases for %s: %v", format, err)
		}
		for _, dir := range dirs {
			for _, name := range inputs[format] {
				if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
					do(format, dir, name)
				}
			}
		}
	}
}

// TestGolden imports every case and compares the unit and the notes. That the
// unit compiles without a warning is what Import itself sees to.
func TestGolden(t *testing.T) {
	seen := 0
	cases(t, func(format, dir, file string) {
		seen++
		t.Run(dir, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, file))
			if err != nil {
				t.Fatal(err)
			}
			got, err := foreign.Import(data, foreign.Options{Name: file, FS: os.DirFS(dir), File: file, Dir: "."})
			if text, ours := foreign.IsBug(err); ours {
				t.Fatalf("%v\n%s", err, text)
			}
			if err != nil {
				t.Fatal(err)
			}
			if got.Format != format {
				t.Errorf("it was taken for %q", got.Format)
			}
			checkLines(t, dir, got.Notes)
			f, _ := source.New("agentbox.hcl", got.Text)
			if again, _ := syntax.Format(f); !bytes.Equal(again, got.Text) {
				t.Error("the unit is not in its canonical layout")
			}
			g := goldie.New(t, goldie.WithFixtureDir(dir), goldie.WithNameSuffix(""))
			g.Assert(t, "want.hcl", got.Text)
			g.Assert(t, "want.txt", written(got.Notes))
		})
	})
	if seen < 25 {
		t.Errorf("only %d cases", seen)
	}
}

// checkLines wants notes to show what is on their lines.
func checkLines(t *testing.T, dir string, notes []foreign.Note) {
	t.Helper()
	for _, n := range notes {
		if strings.Contains(n.File, "(dockerfile-inline of ") {
			continue // lines of a text in a bake file
		}
		data, err := os.ReadFile(filepath.Join(dir, n.File))
		if err != nil {
			t.Errorf("a note is about %s: %v", n.File, err)
			continue
		}
		lines := strings.Split(string(data), "\n")
		if n.Line < 0 || n.Line > len(lines) || n.Line == 0 && n.Source != "" {
			t.Errorf("%s:%d: there is no such line", n.File, n.Line)
			continue
		}
		if first, _, _ := strings.Cut(n.Source, " "); n.Line > 0 && !strings.Contains(strings.ToUpper(lines[n.Line-1]), strings.ToUpper(first)) {
			t.Errorf("%s:%d: %q is not on the line %q", n.File, n.Line, first, lines[n.Line-1])
		}
	}
}

func written(notes []foreign.Note) []byte {
	var b bytes.Buffer
	for _, n := range notes {
		fmt.Fprintf(&b, "%s:%d: %s: %s\n    %s\n", n.File, n.Line, n.Kind, n.Source, n.Message)
	}
	return b.Bytes()
}

// TestErrors wants errors that say what is wrong with a file.
func TestErrors(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"notes.md", "hello", "say which with --from, one of dockerfile, devbox, bake, apko, flox"},
		{"Dockerfile", "# nothing\n", "there is no FROM in it"},
		{"Dockerfile", "FROM a\nRUN <<EOF\n", "line 2: the here-document EOF has no end"},
		{"Dockerfile", "FROM a\xff", "it is not UTF-8"},
		{"Dockerfile", strings.Repeat("#", foreign.MaxSize+1), "it has more than 1048576 bytes"},
		{"devbox.json", "{\n\"packages\" []}", "line 2"},
		{"devbox.json", "[]", "it is not an object"},
		{"docker-bake.hcl", "target \"a\" {\n", "line 1"},
		{"docker-bake.hcl", "variable \"a\" {}\n", "there is no target in it"},
		{"docker-bake.hcl", "target \"a\" {}\n", "no target of it can be imported"},
		{"apko.yaml", "contents:\n  packages: [", "line 2"},
		{"manifest.toml", "[install]\na = 1\na = 2\n", "line 3"},
	} {
		_, err := foreign.Import([]byte(c.text), foreign.Options{Name: c.name, Dir: "."})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "importing "+c.name) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// TestGuide imports the example of docs/importing.md, which shows what comes out.
func TestGuide(t *testing.T) {
	page, err := os.ReadFile("../../docs/importing.md")
	if err != nil {
		t.Fatal(err)
	}
	got, err := foreign.Import(fence(t, page, "dockerfile"), foreign.Options{Name: "Dockerfile", Dir: "."})
	if err != nil {
		t.Fatal(err)
	}
	if want := fence(t, page, "hcl"); !bytes.Equal(got.Text, want) {
		t.Errorf("the unit of the page is not what comes out:\n%s", got.Text)
	}
	report := fence(t, page, "text")
	for _, n := range got.Notes {
		shown := fmt.Sprintf("Dockerfile:%d: %s: %s\n", n.Line, n.Kind, n.Source)
		if n.Kind != foreign.Unneeded && (!bytes.Contains(report, []byte(shown)) || !bytes.Contains(report, []byte("    "+n.Message+"\n"))) {
			t.Errorf("the report of the page lacks:\n%s    %s", shown, n.Message)
		}
	}
}

// fence is the first example of a kind.
func fence(t *testing.T, page []byte, kind string) []byte {
	t.Helper()
	_, rest, ok := bytes.Cut(page, []byte("```"+kind+"\n"))
	text, _, closed := bytes.Cut(rest, []byte("```\n"))
	if !ok || !closed {
		t.Fatalf("the page has no %s", kind)
	}
	return text
}
