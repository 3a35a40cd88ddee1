package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// TestEditorsAreToldWhatValidateSays compares what `validate --json` says of files on
// disk with what an editor is told of the same text, of which it holds a part and the
// disk something else: all examples, golden cases and cases of the front end, as they
// are and with random damage.
func TestEditorsAreToldWhatValidateSays(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	onDisk, edited := realDir(t), realDir(t)
	corpus := newCorpus(t, onDisk, edited)
	said := validated(t, onDisk, corpus.units)

	s := newSession(t, edited)
	for _, name := range corpus.changed {
		s.open("file://"+filepath.Join(edited, name), corpus.text(name))
	}
	for _, name := range corpus.changed {
		s.await("file://"+filepath.Join(edited, name), 1)
	}
	s.end()

	told := map[string][]string{}
	count := 0
	for _, p := range s.published {
		name := relativeName(t, edited, p.URI)
		for _, d := range p.Diagnostics {
			told[name] = append(told[name], fromEditor(t, edited, d))
			count++
		}
	}
	for _, name := range corpus.names(said, told) {
		slices.Sort(told[name])
		slices.Sort(said[name])
		if !slices.Equal(told[name], said[name]) {
			t.Errorf("%s:\nthe editor is told\n\t%s\nvalidate says\n\t%s", name, strings.Join(told[name], "\n\t"), strings.Join(said[name], "\n\t"))
		}
	}
	if len(corpus.units) < 300 || count < 500 {
		t.Errorf("%d units with %d diagnostics; that can't be all", len(corpus.units), count)
	}
}

func realDir(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// corpus is many trees, in two directories: in one as they are to be, in the other
// with the files that the editor opens as they were before.
type corpus struct {
	t              *testing.T
	onDisk, edited string
	units          []string // directories
	changed        []string // files that the editor opens
	random         *rand.Rand
}

// damaged is how many damaged copies there are of each tree.
const damaged = 3

func newCorpus(t *testing.T, onDisk, edited string) *corpus {
	c := &corpus{t: t, onDisk: onDisk, edited: edited, random: rand.New(rand.NewPCG(2026, 11))}
	c.tree("examples", filesIn(t, "../../examples"))
	golden, err := filepath.Glob("../../golden/*/in")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range golden {
		c.tree("golden/"+filepath.Base(filepath.Dir(dir)), filesIn(t, dir))
	}
	for _, pattern := range []string{"cases", "programs"} {
		files, err := filepath.Glob("../../lang/testdata/" + pattern + "/*.hcl")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			for i, unit := range unitsIn(t, file) {
				c.tree(fmt.Sprintf("%s/%s/%d", pattern, strings.TrimSuffix(filepath.Base(file), ".hcl"), i), unit)
			}
		}
	}
	return c
}

// tree adds a tree as it is, and damaged ones.
func (c *corpus) tree(name string, files map[string]string) {
	for copy := range damaged + 1 {
		c.add(fmt.Sprintf("%s/%d", name, copy), files, copy > 0)
	}
}

func (c *corpus) add(tree string, files map[string]string, damage bool) {
	c.write(c.onDisk, tree+"/.git", "")
	c.write(c.edited, tree+"/.git", "")
	units := map[string]bool{}
	for _, name := range sortedNames(files) {
		text, whole := files[name], tree+"/"+name
		before := text
		if isSourceName(name) && utf8.ValidString(text) && !strings.HasPrefix(text, "\ufeff") {
			if damage {
				text = c.damage(text)
			} else {
				before = "nonsense {}\n" + text
			}
			c.changed = append(c.changed, whole)
			units[filepath.Dir(whole)] = true
		}
		c.write(c.onDisk, whole, text)
		c.write(c.edited, whole, before)
	}
	c.units = append(c.units, sortedNames(units)...)
}

func sortedNames[V any](m map[string]V) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func isSourceName(name string) bool {
	base := strings.TrimSuffix(filepath.Base(name), ".json")
	return base == "agentbox.hcl" || strings.HasSuffix(base, ".agentbox.hcl") ||
		strings.HasSuffix(base, ".agentboxtest.hcl") || strings.HasSuffix(base, ".auto.agentboxvars")
}

// damage changes a text at up to three places.
func (c *corpus) damage(text string) string {
	pieces := []string{"", "", "{", "}", "\"", "${", "[", "=", "\n", "\r\n", "layer", " x", "é", "😀", "\u200b", "<<E\n", "# ", ".", "3e9", "\"layer\""}
	for range 1 + c.random.IntN(3) {
		start := atRune(text, c.random.IntN(len(text)+1))
		end := atRune(text, min(len(text), start+c.random.IntN(8)))
		text = text[:start] + pieces[c.random.IntN(len(pieces))] + text[end:]
	}
	return text
}

func atRune(text string, offset int) int {
	for offset > 0 && offset < len(text) && !utf8.RuneStart(text[offset]) {
		offset--
	}
	return offset
}

func (c *corpus) write(dir, name, text string) {
	c.t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		c.t.Fatal(err)
	}
}

func (c *corpus) text(name string) string {
	c.t.Helper()
	text, err := os.ReadFile(filepath.Join(c.onDisk, name))
	if err != nil {
		c.t.Fatal(err)
	}
	return string(text)
}

func (c *corpus) names(said, told map[string][]string) []string {
	all := map[string]bool{}
	for name := range said {
		all[name] = true
	}
	for name := range told {
		all[name] = true
	}
	return sortedNames(all)
}

func filesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// unitsIn takes a file of cases apart, which holds several units of several files.
func unitsIn(t *testing.T, file string) []map[string]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var units []map[string]string
	for _, unit := range strings.Split(string(text), "\n# ---\n") {
		files := map[string]string{}
		for i, part := range strings.Split("\n"+unit, "\n# +++ ") {
			name, body := "agentbox.hcl", part
			if i > 0 {
				name, body, _ = strings.Cut(part, "\n")
			}
			files[strings.TrimSpace(name)] = body
		}
		units = append(units, files)
	}
	return units
}

// validated is what validate says, by file.
func validated(t *testing.T, dir string, units []string) map[string][]string {
	t.Helper()
	cmd := agentboxc(t, dir, append([]string{"validate", "--json", "--no-cache"}, units...)...)
	out, _ := cmd.Output() // there are errors
	var report struct{ Diagnostics []reportDiagnostic }
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatalf("%v: %.300s", err, out)
	}
	said := map[string][]string{}
	for _, d := range report.Diagnostics {
		said[d.Range.Filename] = append(said[d.Range.Filename], d.line(dir))
	}
	return said
}

type reportDiagnostic struct {
	Severity, Code, Detail string
	Range                  reportRange
	Snippet                struct {
		Values []struct{ Traversal, Statement string }
	}
	Related []struct {
		Message string
		Range   *reportRange
	}
	Fixes []struct {
		Title string
		Safe  bool
		Edits []struct {
			Range   reportRange
			NewText string `json:"new_text"`
		}
	}
}

type reportRange struct {
	Filename   string
	Start, End struct{ Byte int }
}

// line is everything that is said, with positions as editors count.
func (d reportDiagnostic) line(dir string) string {
	message := d.Detail
	for _, v := range d.Snippet.Values {
		message += "\n" + v.Traversal + " " + v.Statement
	}
	line := fmt.Sprintf("%s %s %s %q", d.Severity, d.Code, d.Range.position(dir), message)
	for _, r := range d.Related {
		if r.Range != nil {
			line += fmt.Sprintf(" | %s %s %q", r.Range.Filename, r.Range.position(dir), r.Message)
		}
	}
	for _, f := range d.Fixes {
		line += fmt.Sprintf(" | %q %t", f.Title, f.Safe)
		for _, e := range f.Edits {
			line += fmt.Sprintf(" %s %s %q", e.Range.Filename, e.Range.position(dir), e.NewText)
		}
	}
	return line
}

func (r reportRange) position(dir string) string {
	text, _ := os.ReadFile(filepath.Join(dir, r.Filename)) // there may be none, as for a unit without agentbox.hcl
	return fmt.Sprintf("%s-%s", positionOf(string(text), r.Start.Byte), positionOf(string(text), max(r.Start.Byte, r.End.Byte)))
}

// positionOf counts lines and units of UTF-16, the slow way.
func positionOf(text string, offset int) string {
	offset = min(offset, len(text))
	if offset > 0 && offset < len(text) && text[offset-1] == '\r' && text[offset] == '\n' {
		offset--
	}
	mark := strings.HasPrefix(text, "\ufeff")
	before := strings.ReplaceAll(strings.ReplaceAll(text[:offset], "\r\n", "\n"), "\r", "\n")
	if mark {
		before = strings.TrimPrefix(before, "\ufeff")
	}
	line := before[strings.LastIndex(before, "\n")+1:]
	return fmt.Sprintf("%d:%d", strings.Count(before, "\n"), len(utf16.Encode([]rune(line))))
}

func fromEditor(t *testing.T, dir string, d editorDiagnostic) string {
	severity := map[int]string{1: "error", 2: "warning"}[d.Severity]
	line := fmt.Sprintf("%s %s %s %q", severity, d.Code, d.Range, d.Message)
	for _, r := range d.RelatedInformation {
		line += fmt.Sprintf(" | %s %s %q", relativeName(t, dir, r.Location.URI), r.Location.Range, r.Message)
	}
	for _, f := range d.Data.Fixes {
		line += fmt.Sprintf(" | %q %t", f.Title, f.Safe)
		for _, e := range f.Edits {
			line += fmt.Sprintf(" %s %s %q", relativeName(t, dir, e.URI), e.Range, e.NewText)
		}
	}
	return line
}

func (r editorRange) String() string {
	return fmt.Sprintf("%d:%d-%d:%d", r.Start.Line, r.Start.Character, r.End.Line, r.End.Character)
}

func relativeName(t *testing.T, dir, uri string) string {
	t.Helper()
	name, ok := strings.CutPrefix(uri, "file://"+dir+"/")
	if !ok {
		t.Errorf("%s is not in %s", uri, dir)
	}
	return name
}
