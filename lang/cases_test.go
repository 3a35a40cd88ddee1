package lang_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/names"
	"github.com/agentboxc/agentboxc/lang/source"
)

// The cases are HCL files that hold, below each line, what is said about it:
//
//	layers = [layer.bse]
//	# error AB3001 `layer.bse`: There is no layer "bse". Did you mean layer.base?
//
// between the code and the colon stands the text that is pointed at, after the
// sentence in braces the values that are shown with it. A line "# note …" is a
// related place. A line "# ---" starts another unit, "# +++ NAME" another file
// of the unit or of its tests, which are run, and "#! WORD …" sets an option of the compilation:
//
//	#! var NAME=TEXT      --var            #! version 1.0.0
//	#! env NAME=TEXT      AGENTBOX_VAR_…   #! today 2026-01-31
//	#! values NAME        a file of values that stands in the unit
//	#! names SET=A B C    the names of a package set, or of a set in it
//
// Run the tests with -expect to write what is said into the files, and read the
// difference before it is committed.
var expect = flag.Bool("expect", false, "write what is said about testdata/cases into them")

// A line of an expectation, as the cases hold it and as a diagnostic makes it.
var expectation = regexp.MustCompile(`^\s*# (error|warning|note)\b`)

func caseFiles(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/cases/*.hcl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	return files
}

func TestCases(t *testing.T) {
	for _, name := range caseFiles(t) {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".hcl"), func(t *testing.T) {
			written, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			for _, u := range units(string(written)) {
				got.WriteString(u.told(t))
			}
			if got.String() == string(written) {
				return
			}
			if *expect {
				if err := os.WriteFile(name, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("%s is not what is said:\n%s", name, lineDiff(string(written), got.String()))
		})
	}
}

// lineDiff shows the lines that only one of the texts has.
func lineDiff(want, got string) string {
	var b strings.Builder
	a, c := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i, j := 0, 0; i < len(a) || j < len(c); {
		switch {
		case i < len(a) && j < len(c) && a[i] == c[j]:
			i, j = i+1, j+1
		case j < len(c) && expectation.MatchString(c[j]):
			fmt.Fprintf(&b, "unexpected after line %d: %s\n", i, strings.TrimSpace(c[j]))
			j++
		case i < len(a):
			fmt.Fprintf(&b, "missing, line %d: %s\n", i+1, strings.TrimSpace(a[i]))
			i++
		default:
			j++
		}
	}
	return b.String()
}

// testUnit is one unit of a file of cases.
type testUnit struct {
	names []string // of the files, in the order of the file of cases
	texts map[string]string
	opts  lang.Options
	heads map[string]string // the line before each file but the first
}

// units cuts a file of cases.
func units(text string) []*testUnit {
	var all []*testUnit
	var u *testUnit
	var name string
	start := func(head string) {
		u = &testUnit{texts: map[string]string{}, heads: map[string]string{}}
		all = append(all, u)
		name = "agentbox.hcl"
		u.names, u.heads[name] = append(u.names, name), head
	}
	start("")
	for _, line := range strings.SplitAfter(text, "\n") {
		switch {
		case strings.HasPrefix(line, "# ---"):
			start(line)
			continue
		case strings.HasPrefix(line, "# +++ "):
			name = strings.TrimSpace(line[len("# +++ "):])
			u.names, u.heads[name] = append(u.names, name), line
			continue
		case strings.HasPrefix(line, "#! "):
			u.option(strings.TrimSpace(line[len("#! "):]))
		}
		u.texts[name] += line
	}
	return all
}

func (u *testUnit) option(line string) {
	word, value, _ := strings.Cut(line, " ")
	name, text, _ := strings.Cut(value, "=")
	switch word {
	case "var":
		u.opts.Variables = append(u.opts.Variables, lang.Variable{Name: name, Text: text, Origin: "--var"})
	case "env":
		u.opts.Variables = append(u.opts.Variables, lang.Variable{Name: name, Text: text, Origin: "AGENTBOX_VAR_" + name})
	case "values":
		u.opts.Variables = append(u.opts.Variables, lang.Variable{Name: value, Origin: "values"})
	case "version":
		u.opts.Version = value
	case "today":
		u.opts.Today = func() string { return value }
	case "names":
		known, _ := u.opts.Names.(names.Plain)
		if known == nil {
			known = names.Plain{}
		}
		known[name] = strings.Fields(text)
		u.opts.Names = known
	default:
		panic("no option " + word)
	}
}

// bare is the text of a file without the expectations in it.
func bare(text string) string {
	var b strings.Builder
	for _, line := range strings.SplitAfter(text, "\n") {
		if !expectation.MatchString(line) {
			b.WriteString(line)
		}
	}
	return b.String()
}

// others are files that any unit may name.
var others = map[string]string{
	"nix/patches.nix":       "final: prev: { }\n",
	"nix/tool.nix":          "{ hello }: hello\n",
	"nix/hello.patch":       "--- a\n",
	"scripts/entrypoint.sh": "exec \"$@\"\n",
	"files/motd":            "welcome\n",

	"web/package.json":            "{ }\n",
	"web/package-lock.json":       "{ \"packages\": { \"node_modules/x\": { \"resolved\": \"https://registry.npmjs.org/x/-/x-1.0.0.tgz\" } } }\n",
	"cli/package.json":            "{ }\n",
	"cli/package-lock.json":       "{ }\n",
	"server/go.mod":               "module example.org/server\n\nrequire rsc.io/quote v1.5.2\n",
	"vendored/go.mod":             "module example.org/vendored\n\nrequire (\n\trsc.io/quote v1.5.2\n)\n",
	"vendored/vendor/modules.txt": "# rsc.io/quote v1.5.2\n",
	"alone/go.mod":                "module example.org/alone\n",
	"Cargo.toml":                  "[package]\n",
	"Cargo.lock":                  "version = 3\n",
	"agent/Cargo.toml":            "[package]\n",
	"agent/Cargo.lock":            "version = 3\n",
}

func (u *testUnit) bareFiles() map[string]string {
	files := map[string]string{}
	for name, text := range others {
		files["unit/"+name] = text
	}
	for _, name := range u.names {
		files["unit/"+name] = bare(u.texts[name])
	}
	return files
}

func compile(files map[string]string, opts lang.Options) (*lang.Result, diag.List) {
	fsys, opts, before := prepared(files, opts)
	result, diags := lang.Compile(fsys, "unit", opts)
	return result, append(before, diags...)
}

// said is what is said of a unit, and of each run of its tests.
func said(files map[string]string, opts lang.Options) diag.List {
	result, diags := compile(files, opts)
	if len(result.Unit.Tests) == 0 {
		return diags
	}
	fsys, opts, _ := prepared(files, opts)
	trial := lang.Test(fsys, "unit", opts, nil)
	for _, f := range trial.Files {
		diags.Append(f.Diags)
		for _, r := range f.Runs {
			diags.Append(r.Diags)
		}
	}
	return diags.Sorted()
}

// prepared returns what a compilation takes, and what is said of files of values.
func prepared(files map[string]string, opts lang.Options) (fs.FS, lang.Options, diag.List) {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	var before diag.List
	var variables []lang.Variable
	for _, v := range opts.Variables {
		if v.Origin != "values" {
			variables = append(variables, v)
			continue
		}
		f, found := source.New("unit/"+v.Name, []byte(files["unit/"+v.Name]))
		before.Append(found)
		read, found := lang.ReadVariables(f)
		before.Append(found)
		variables = append(variables, read...)
	}
	opts.DirName, opts.Variables = "unit", variables
	return fsys, opts, before
}

// told returns the text of the unit with what is said about it.
func (u *testUnit) told(t *testing.T) string {
	t.Helper()
	files := u.bareFiles()
	diags := said(files, u.opts)
	told := map[string]map[int][]string{}
	say := func(at diag.Range, text string) {
		if told[at.File] == nil {
			told[at.File] = map[int][]string{}
		}
		told[at.File][at.Start.Line] = append(told[at.File][at.Start.Line], text)
	}
	for _, d := range diags {
		checkRanges(t, files, d)
		u.checkFixes(t, files, d, diags)
		say(d.Subject, described(files, d))
		for _, r := range d.Related {
			say(r.Range, fmt.Sprintf("# note `%s`: %s", pointed(files, r.Range), r.Message))
		}
	}
	var b strings.Builder
	for _, name := range u.names {
		b.WriteString(u.heads[name])
		at := "unit/" + name
		for i, line := range strings.SplitAfter(files[at], "\n") {
			b.WriteString(line)
			indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
			for _, text := range told[at][i+1] {
				b.WriteString(indent + text + "\n")
			}
			delete(told[at], i+1)
		}
	}
	return b.String()
}

// described is an expectation.
func described(files map[string]string, d diag.Diagnostic) string {
	text := fmt.Sprintf("# %s %s `%s`: %s", d.Severity, d.Code, pointed(files, d.Subject), d.Detail)
	var values []string
	for _, v := range d.Values {
		values = append(values, v.Traversal+" "+v.Statement)
	}
	if len(values) > 0 {
		text += " {" + strings.Join(values, "; ") + "}"
	}
	if len(d.Fixes) > 0 {
		var titles []string
		for _, f := range d.Fixes {
			titles = append(titles, f.Title)
		}
		text += " => " + strings.Join(titles, " | ")
	}
	return strings.ReplaceAll(text, "\n", `\n`)
}

// pointed is the first line of what a range covers.
func pointed(files map[string]string, r diag.Range) string {
	text := files[r.File]
	if r.Start.Byte > r.End.Byte || r.End.Byte > len(text) {
		return "?"
	}
	first, _, more := strings.Cut(text[r.Start.Byte:r.End.Byte], "\n")
	if more {
		first += "…"
	}
	return first
}

// lineAt counts the lines up to an offset as the parser sees them.
func lineAt(text string, offset int) int {
	seen := (&source.File{Bytes: []byte(text)}).Text()
	return 1 + bytes.Count(seen[:offset], []byte("\n"))
}

// checkRanges proves that every range of a diagnostic lies in its file, and that
// line and byte say the same.
func checkRanges(t testing.TB, files map[string]string, d diag.Diagnostic) {
	t.Helper()
	ranges := []diag.Range{d.Subject}
	if !d.Context.IsZero() {
		ranges = append(ranges, d.Context)
	}
	for _, r := range d.Related {
		ranges = append(ranges, r.Range)
	}
	for _, f := range d.Fixes {
		for _, e := range f.Edits {
			ranges = append(ranges, e.Range)
		}
	}
	for _, r := range ranges {
		text, ok := files[r.File]
		switch {
		case !ok:
			t.Errorf("%s %q points at the file %q", d.Code, d.Detail, r.File)
		case r.Start.Byte < 0 || r.End.Byte > len(text) || r.Start.Byte > r.End.Byte:
			t.Errorf("%s %q points at %+v of %d bytes", d.Code, d.Detail, r, len(text))
		case r.Start.Line != lineAt(text, r.Start.Byte) || r.End.Line != lineAt(text, r.End.Byte):
			t.Errorf("%s %q: lines and bytes differ in %+v", d.Code, d.Detail, r)
		}
	}
}

// checkFixes proves that each fix makes its diagnostic go away and breaks
// nothing.
func (u *testUnit) checkFixes(t *testing.T, files map[string]string, d diag.Diagnostic, all diag.List) {
	t.Helper()
	for _, fix := range d.Fixes {
		after := said(edited(files, fix.Edits), u.opts)
		if left, had := occurrences(after, d), occurrences(all, d); left >= had {
			t.Errorf("after the fix %q it is still said: %s %s", fix.Title, d.Code, d.Detail)
		}
		if d.Code != diag.SyntaxError && slices.ContainsFunc(after, func(d diag.Diagnostic) bool { return d.Code == diag.SyntaxError }) &&
			!slices.ContainsFunc(all, func(d diag.Diagnostic) bool { return d.Code == diag.SyntaxError }) {
			t.Errorf("the fix %q of %s breaks the syntax", fix.Title, d.Code)
		}
	}
}

func occurrences(list diag.List, d diag.Diagnostic) int {
	n := 0
	for _, other := range list {
		if other.Code == d.Code && other.Detail == d.Detail {
			n++
		}
	}
	return n
}

// edited applies edits, which do not overlap, from the last to the first.
func edited(files map[string]string, edits []diag.Edit) map[string]string {
	out := map[string]string{}
	for name, text := range files {
		out[name] = text
	}
	edits = slices.Clone(edits)
	slices.SortFunc(edits, func(a, b diag.Edit) int { return b.Range.Start.Byte - a.Range.Start.Byte })
	for _, e := range edits {
		text := out[e.Range.File]
		out[e.Range.File] = text[:e.Range.Start.Byte] + e.NewText + text[e.Range.End.Byte:]
	}
	return out
}
