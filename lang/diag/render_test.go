package diag

import (
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"
)

// renderCase is a list with its files; the goldens of all renderers come from
// the same cases.
type renderCase struct {
	name  string
	files map[string]string
	list  func(at func(file, text string) Range) List
}

const unit = `# The image of the agents.
agentbox {
  name = "agentbox"
}

layer "base" {
  packages = [pkgs.coreutils, pkgs.git]

  budget {
    max = 50
  }
}

variant "runtime" {
  description = "Größe: 日本語 	tab"
  layers      = [layer.bse, layer.node]
}
`

var renderCases = []renderCase{
	{
		name:  "suggestion",
		files: map[string]string{"agentbox.hcl": unit},
		list: func(at func(file, text string) Range) List {
			return List{{
				Code:    UnknownReference,
				Summary: "Unknown reference",
				Detail:  `There is no layer "bse". Did you mean "base"?`,
				Subject: at("agentbox.hcl", "bse"),
				Context: at("agentbox.hcl", `variant "runtime" {`),
				Fixes:   []Fix{{Title: `Change to "base"`, Edits: []Edit{{at("agentbox.hcl", "bse"), "base"}}}},
			}}
		},
	},
	{
		name:  "values",
		files: map[string]string{"agentbox.hcl": unit},
		list: func(at func(file, text string) Range) List {
			return List{{
				Code:    InvalidSize,
				Summary: "Invalid size",
				Detail: "A size needs a unit: 50 could be 50 MB or 50 MiB, which are not the same. " +
					"Write \"50MB\" for 50·10⁶ bytes or \"50MiB\" for 50·2²⁰ bytes. A paragraph that is long enough is broken between words.\n\n" +
					"  - a list\n  - of points that are long enough to be broken as well, so that one sees how the second line is indented",
				Subject: at("agentbox.hcl", "50"),
				Context: at("agentbox.hcl", "budget {"),
				Values:  []Value{{"var.n", "is 50"}, {"each.key", `is "base"`}},
				Fixes: []Fix{
					{Title: "Write 50·10⁶ bytes", Edits: []Edit{{at("agentbox.hcl", "50"), `"50MB"`}}},
					{Title: "Write 50·2²⁰ bytes", Edits: []Edit{{at("agentbox.hcl", "50"), `"50MiB"`}}},
				},
			}}
		},
	},
	{
		name: "related",
		files: map[string]string{
			"agentbox.hcl":      "layer \"a\" {\n}\nlayer \"b\" {\n}\n\n\n\nlayer \"a\" {}\n",
			"more.agentbox.hcl": "\n\n\n\n\n\n\n\n\n\nlayer \"a\" {\n}\n",
		},
		list: func(at func(file, text string) Range) List {
			return List{{
				Code:    DuplicateBlock,
				Summary: "Duplicate block",
				Detail:  `There are three layers called "a". A name may be used once in a unit.`,
				Subject: at("more.agentbox.hcl", `layer "a"`),
				Related: []Related{
					{"first declared here", at("agentbox.hcl", `layer "a"`)},
					{"and again here", at("agentbox.hcl", `layer "a" {}`)},
					{"which has no source", Range{File: "gone.agentbox.hcl", Start: Pos{7, 3, 99}, End: Pos{7, 9, 105}}},
				},
			}}
		},
	},
	{
		name:  "cycle",
		files: map[string]string{"agentbox.hcl": "locals {\n  a = local.b\n  b = [local.c, local.a]\n  c = \"${local.a}\"\n}\n"},
		list: func(at func(file, text string) Range) List {
			return List{{
				Code:    Cycle,
				Summary: "Cycle",
				Detail:  "local.a depends on itself: local.a → local.b → local.c → local.a.",
				Subject: at("agentbox.hcl", "local.b"),
				Related: []Related{
					{"local.a needs local.b", at("agentbox.hcl", "local.b")},
					{"local.b needs local.c", at("agentbox.hcl", "local.c")},
					{"and local.a", at("agentbox.hcl", "local.a")},
					{"local.c needs local.a", at("agentbox.hcl", `${local.a}`)},
				},
			}}
		},
	},
	{
		name:  "wide",
		files: map[string]string{"agentbox.hcl": unit + "\ta\t= \"👍🏽 é 한글\" + oops\r\n" + "x = \"\x1b[31m\xff\u202e\" oops\n"},
		list: func(at func(file, text string) Range) List {
			return List{
				{
					Code: LostContext, Summary: "Store path would be lost", Detail: "Tabs and wide characters.",
					Subject: at("agentbox.hcl", "日本語"), Related: []Related{{"a tab", at("agentbox.hcl", "tab")}},
				},
				{
					Code: SyntaxError, Summary: "Syntax error", Detail: "Hidden: \x1b[0m and \u202e.",
					Subject: at("agentbox.hcl", "oops"), Related: []Related{{"한글", at("agentbox.hcl", "한글")}, {"in the next line", at("agentbox.hcl", "oops\n")}},
				},
			}
		},
	},
	{
		name: "long",
		files: map[string]string{
			"agentbox.hcl": "a = [" + strings.Repeat("\"some words\", ", 20) + "oops" + strings.Repeat(", \"some words\"", 20) + "]\n" +
				"b = " + strings.Repeat("x", 100_000) + "here" + strings.Repeat("y", 100_000) + "\n",
		},
		list: func(at func(file, text string) Range) List {
			return List{
				{
					Code: UnknownReference, Summary: "Unknown reference", Detail: "In the middle of a long line.", Subject: at("agentbox.hcl", "oops"),
					Related: []Related{{"This is a label that is too long to stand behind its mark, so that it has to go below it", at("agentbox.hcl", "]")}},
				},
				{Code: UnknownReference, Summary: "Unknown reference", Detail: "In the middle of a very long line.", Subject: at("agentbox.hcl", "here")},
			}
		},
	},
	{
		name:  "lines",
		files: map[string]string{"agentbox.hcl": unit},
		list: func(at func(file, text string) Range) List {
			start, end := at("agentbox.hcl", "layer \"base\""), at("agentbox.hcl", "50\n  }\n}")
			whole := Range{File: "agentbox.hcl", Start: start.Start, End: end.End}
			return List{
				{Code: NothingToBuild, Severity: Warning, Summary: "Nothing to build", Detail: "A range of many lines.", Subject: whole},
				{Code: NothingToBuild, Severity: Warning, Summary: "Nothing to build", Detail: "Three lines.", Subject: at("agentbox.hcl", "budget {\n    max = 50\n  }")},
				{Code: SyntaxError, Summary: "Syntax error", Detail: "An empty range at a line's end.", Subject: func() Range {
					r := at("agentbox.hcl", "max = 50")
					r.Start = r.End
					return r
				}()},
			}
		},
	},
	{
		name:  "placeless",
		files: map[string]string{"agentbox.hcl": unit},
		list: func(func(file, text string) Range) List {
			return List{
				{Code: NoConfiguration, Summary: "No configuration", Detail: "There is no agentbox.hcl here. Make one with `agentboxc init`."},
				{
					Code: NothingToBuild, Severity: Warning, Summary: "Nothing to build",
					Detail:  "A file as a whole has no place to mark, and code such as `agentboxc lock update nixpkgs` is not broken.",
					Subject: Range{File: "agentbox.hcl", Start: Pos{1, 1, 0}, End: Pos{1, 1, 0}},
				},
				{
					Code: LockUnreadable, Summary: "Unreadable lock file", Detail: "The file is no JSON.",
					Subject: Range{File: "flake.lock", Start: Pos{3, 1, 17}, End: Pos{3, 2, 18}},
				},
			}
		},
	},
}

// render calls f with the case's diagnostics and sources.
func (c renderCase) render(t *testing.T, f func(List, Sources) []byte) []byte {
	t.Helper()
	at := func(file, text string) Range {
		start := strings.Index(c.files[file], text)
		if start < 0 {
			t.Fatalf("%s does not contain %q", file, text)
		}
		return rangeOf(file, c.files[file], start, start+len(text))
	}
	return f(c.list(at), func(file string) []byte {
		if text, ok := c.files[file]; ok {
			return []byte(text)
		}
		return nil
	})
}

// rangeOf counts columns in characters, which is near enough for these files.
func rangeOf(file, text string, start, end int) Range {
	pos := func(offset int) Pos {
		before := text[:offset]
		lineStart := strings.LastIndex(before, "\n") + 1
		return Pos{Line: 1 + strings.Count(before, "\n"), Column: 1 + len([]rune(before[lineStart:])), Byte: offset}
	}
	return Range{File: file, Start: pos(start), End: pos(end)}
}

func goldens(t *testing.T, extension string, render func(List, Sources) []byte) {
	t.Helper()
	g := goldie.New(t, goldie.WithNameSuffix("."+extension), goldie.WithDiffEngine(goldie.ClassicDiff))
	for _, c := range renderCases {
		t.Run(c.name, func(t *testing.T) {
			g.Assert(t, c.name, c.render(t, render))
		})
	}
}

func written(write func(w io.Writer) error) []byte {
	var out bytes.Buffer
	if err := write(&out); err != nil {
		panic(err)
	}
	return out.Bytes()
}

func text(opts TextOptions) func(List, Sources) []byte {
	return func(list List, sources Sources) []byte {
		return written(func(w io.Writer) error { return WriteText(w, list, sources, opts) })
	}
}

func TestText(t *testing.T) {
	goldens(t, "txt", text(TextOptions{Width: 80}))
}

func TestColour(t *testing.T) {
	goldens(t, "ansi", text(TextOptions{Width: 80, Color: true}))
}

func TestJSON(t *testing.T) {
	goldens(t, "json", func(list List, sources Sources) []byte {
		return written(func(w io.Writer) error { return WriteJSON(w, list, sources) })
	})
}

func TestSARIF(t *testing.T) {
	goldens(t, "sarif", func(list List, sources Sources) []byte {
		log := written(func(w io.Writer) error { return WriteSARIF(w, list, sources, "1.2.3") })
		return withoutRules(t, log)
	})
}

// withoutRules checks and takes out what depends on the code table, so that a
// new code does not change every golden.
func withoutRules(t *testing.T, log []byte) []byte {
	t.Helper()
	var parsed sarifLog
	if err := json.Unmarshal(log, &parsed); err != nil {
		t.Fatal(err)
	}
	for _, r := range parsed.Runs[0].Results {
		if rule := parsed.Runs[0].Tool.Driver.Rules[r.RuleIndex]; rule.ID != r.RuleID {
			t.Errorf("rule %d is %s, want %s", r.RuleIndex, rule.ID, r.RuleID)
		}
	}
	log = regexp.MustCompile(`"ruleIndex": \d+`).ReplaceAll(log, []byte(`"ruleIndex": …`))
	return regexp.MustCompile(`(?s)"rules": \[.*?\n {10}\]`).ReplaceAll(log, []byte(`"rules": …`))
}

func TestGitHub(t *testing.T) {
	goldens(t, "github", func(list List, _ Sources) []byte {
		return written(func(w io.Writer) error { return WriteGitHub(w, list) })
	})
}
