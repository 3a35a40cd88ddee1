package query_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/names"
	"github.com/agentboxc/agentboxc/lang/query"
	"github.com/agentboxc/agentboxc/lang/source"
)

// A file testdata/FEATURE/*.txtar holds a tree of files with marks in them and what
// the feature answers at the marks. Its head is a sentence about what it is for;
// lines "#! names SET=A B C" there give the names in a package set.
//
//	-- agentbox.hcl --
//	layer "b«1»ase" {}          «1» is a place,
//	x = [«2:layer.base»]        «2:…» marks a text
//	-- at 1 --
//	what is answered at it
//	-- at 2 words for the test --
//	…
//
// Run the tests with -update to write the answers, and read the difference before
// it is committed.
var update = flag.Bool("update", false, "write what is answered into testdata")

// marked is one file of a feature.
type marked struct {
	files map[string]string
	tree  *query.Tree
	opts  lang.Options
	marks map[string]diag.Range // by name; a place is an empty one
}

// question is an answer that is wanted: at a mark, with words for the feature.
type question struct {
	*marked
	file       string
	start, end int      // of the mark
	words      []string // that stand behind it
}

// TestXxx of a feature hands what answers a question to this.
func testMarked(t *testing.T, feature string, answer func(t *testing.T, q question) string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", feature, "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no files for %s: %v", feature, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if !regexp.MustCompile(`(?m)^[A-Z].*\.$`).Match(archive.Comment) {
				t.Error("the head has no sentence that says what the file is for")
			}
			m := newMarked(t, archive)
			for i, f := range archive.Files {
				if q, ok := m.question(t, f.Name); ok {
					archive.Files[i].Data = compared(t, f, answer(t, q))
				}
			}
			if written := txtar.Format(archive); *update {
				if err := os.WriteFile(name, written, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func compared(t *testing.T, f txtar.File, got string) []byte {
	t.Helper()
	if got = strings.TrimRight(got, "\n") + "\n"; got != string(f.Data) && !*update {
		t.Errorf("%s:\n%s\nwant:\n%s", f.Name, got, f.Data)
	}
	return []byte(got)
}

var mark = regexp.MustCompile(`«(\w+)(?::([^«»]*))?»`)

func newMarked(t *testing.T, archive *txtar.Archive) *marked {
	t.Helper()
	m := &marked{files: map[string]string{}, marks: map[string]diag.Range{}}
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, "at ") {
			m.files[f.Name] = m.unmark(f.Name, string(f.Data))
		}
	}
	m.opts = options(string(archive.Comment))
	m.tree = compiled(m.files, m.opts)
	return m
}

// unmark notes the marks of a text and takes them out of it.
func (m *marked) unmark(file, text string) string {
	var out bytes.Buffer
	for {
		at := mark.FindStringSubmatchIndex(text)
		if at == nil {
			out.WriteString(text)
			return out.String()
		}
		out.WriteString(text[:at[0]])
		name := text[at[2]:at[3]]
		r := diag.Range{File: file, Start: diag.Pos{Byte: out.Len()}}
		if at[4] >= 0 {
			out.WriteString(text[at[4]:at[5]])
		}
		r.End.Byte = out.Len()
		m.marks[name] = r
		text = text[at[1]:]
	}
}

func (m *marked) question(t *testing.T, name string) (question, bool) {
	t.Helper()
	words := strings.Fields(name)
	if len(words) < 2 || words[0] != "at" {
		return question{}, false
	}
	at, ok := m.marks[words[1]]
	if !ok {
		t.Fatalf("there is no mark %q", words[1])
	}
	return question{marked: m, file: at.File, start: at.Start.Byte, end: at.End.Byte, words: words[2:]}, true
}

// unit is the snapshot that the mark is in.
func (q question) unit() *query.Snapshot { return q.tree.Unit(path.Dir(q.file)) }

func options(head string) lang.Options {
	known := names.Plain{}
	for line := range strings.Lines(head) {
		if rest, ok := strings.CutPrefix(line, "#! names "); ok {
			set, list, _ := strings.Cut(rest, "=")
			known[set] = strings.Fields(list)
		}
	}
	return lang.Options{DirName: "unit", Names: known}
}

// compiled is the tree of all units among the files.
func compiled(files map[string]string, opts lang.Options) *query.Tree {
	fsys := filesystem(files)
	units := map[string]*query.Snapshot{}
	var dirs []string
	for name := range files {
		if source.IsMain(name) {
			dirs = append(dirs, path.Dir(name))
		}
	}
	slices.Sort(dirs)
	for _, dir := range dirs {
		units[dir] = snapshot(fsys, dir, opts)
	}
	return &query.Tree{
		Dirs:   func() []string { return dirs },
		Unit:   func(dir string) *query.Snapshot { return units[dir] },
		Edited: func(edits []diag.Edit) *query.Tree { return compiled(edited(files, edits), opts) },
	}
}

func filesystem(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// edited is what files are after edits.
func edited(files map[string]string, edits []diag.Edit) map[string]string {
	after := maps.Clone(files)
	edits = slices.Clone(edits)
	slices.SortFunc(edits, func(a, b diag.Edit) int { return b.Range.Start.Byte - a.Range.Start.Byte })
	for _, e := range edits {
		text := after[e.Range.File]
		after[e.Range.File] = text[:e.Range.Start.Byte] + e.NewText + text[e.Range.End.Byte:]
	}
	return after
}

func sortedKeys(files map[string]string) []string { return slices.Sorted(maps.Keys(files)) }

func snapshot(fsys fstest.MapFS, dir string, opts lang.Options) *query.Snapshot {
	result, diags := lang.Compile(fsys, dir, opts)
	return query.NewWith(result, diags, func() []*query.File {
		var beside []*query.File
		tests, _ := lang.CheckTests(fsys, result)
		for _, t := range tests {
			beside = append(beside, query.NewTest(t))
		}
		for _, name := range slices.Sorted(maps.Keys(fsys)) {
			if path.Dir(name) == dir && strings.HasSuffix(strings.TrimSuffix(name, ".json"), ".agentboxvars") {
				f, _ := source.New(name, fsys[name].Data)
				beside = append(beside, query.NewValues(f))
			}
		}
		return beside
	})
}

// shown is the line of a range with the range marked in it: FILE:LINE: te«xt».
func (m *marked) shown(r diag.Range) string {
	text := m.files[r.File]
	if r.Start.Byte < 0 || r.End.Byte > len(text) || r.Start.Byte > r.End.Byte {
		return fmt.Sprintf("%s: bytes %d to %d of %d", r.File, r.Start.Byte, r.End.Byte, len(text))
	}
	start := strings.LastIndexByte(text[:r.Start.Byte], '\n') + 1
	end := r.End.Byte + strings.IndexByte(text[r.End.Byte:]+"\n", '\n')
	line := text[start:r.Start.Byte] + "«" + text[r.Start.Byte:r.End.Byte] + "»" + text[r.End.Byte:end]
	return fmt.Sprintf("%s:%d: %s", r.File, r.Start.Line, strings.TrimSpace(strings.ReplaceAll(line, "\n", "⏎")))
}
