package foreign_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
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
	if seen < 13 {
		t.Errorf("only %d cases", seen)
	}
}

// checkLines wants notes to show what is on their lines.
func checkLines(t *testing.T, dir string, notes []foreign.Note) {
	t.Helper()
	for _, n := range notes {
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

// TestFormats wants a reader for each format.
func TestFormats(t *testing.T) {
	for _, format := range foreign.Formats() {
		if _, err := foreign.Import(nil, foreign.Options{Format: format, Name: "empty"}); err != nil && strings.Contains(err.Error(), "format is not known") {
			t.Errorf("%s has no importer", format)
		}
		if !slices.Contains(inputsOf(), format) {
			t.Errorf("%s has no cases", format)
		}
	}
}

func inputsOf() []string {
	var all []string
	for format := range inputs {
		all = append(all, format)
	}
	return all
}
