package query_test

import (
	"flag"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/query"
	"github.com/agentboxc/agentboxc/lang/shape"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

var everywhere = flag.Bool("everywhere", false, "try actions at every place, and not at some")

func TestActions(t *testing.T) {
	testMarked(t, "actions", func(t *testing.T, q question) string {
		var b strings.Builder
		facts := func() *query.Facts { return &query.Facts{Today: "2026-11-26"} }
		actions := query.Actions(q.unit(), q.file, q.start, q.end, q.unit().Diags, facts)
		if len(q.words) > 0 && q.words[0] == "source" {
			actions = query.FileActions(q.unit(), q.file, q.unit().Diags)
		}
		for _, a := range actions {
			if len(q.words) > 0 && !a.Kind.Holds(q.words[0]) {
				continue
			}
			preferred := ""
			if a.Preferred {
				preferred = " (preferred)"
			}
			fmt.Fprintf(&b, "%s: %s%s\n%s", a.Kind, a.Title, preferred, q.edited(a.Edits))
		}
		return b.String()
	})
}

// compiling are the files of units that compile.
func compiling(t *testing.T) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	for _, pattern := range []string{"../../examples/*", "../../golden/*/in"} {
		dirs, err := filepath.Glob(pattern)
		if err != nil || len(dirs) == 0 {
			t.Fatalf("no units: %v", err)
		}
		for _, dir := range dirs {
			all[dir] = filesIn(t, dir)
		}
	}
	return all
}

// What actions make of a unit that compiles compiles, and means the same: all but
// the locals for those that move expressions, and up to the order of packages for
// those that sort. A waiver is one more.
func TestActionsKeepMeaning(t *testing.T) {
	for name, files := range compiling(t) {
		t.Run(name, func(t *testing.T) {
			before := compiled(files, options("")).Unit(".")
			if before.Diags.HasErrors() {
				return
			}
			tried := map[string]bool{}
			for _, at := range places(before) {
				actions := query.Actions(before, at.File, at.Start.Byte, at.End.Byte, before.Diags, nil)
				for _, a := range append(actions, query.FileActions(before, at.File, before.Diags)...) {
					if key := fmt.Sprint(a.Title, a.Edits); !tried[key] {
						tried[key] = true
						keepsMeaning(t, before, files, a)
					}
				}
			}
		})
	}
}

// places are those of expressions.
func places(s *query.Snapshot) []diag.Range {
	var all []diag.Range
	for _, f := range s.Files() {
		if f.Role != query.Source || f.IsJSON() {
			continue
		}
		_ = hclsyntax.VisitAll(f.Syntax.Body(), func(n hclsyntax.Node) hcl.Diagnostics {
			if _, ok := n.(hclsyntax.Expression); ok {
				all = append(all, syntax.Range(n.Range()))
			}
			return nil
		})
	}
	const some = 15
	if *everywhere || len(all) <= some {
		return all
	}
	var chosen []diag.Range
	for i := 0; i < len(all); i += len(all)/some + 1 {
		chosen = append(chosen, all[i])
	}
	return chosen
}

func keepsMeaning(t *testing.T, before *query.Snapshot, files map[string]string, a query.Action) {
	t.Helper()
	after := compiled(edited(files, a.Edits), options("")).Unit(".")
	if added := more(after.Diags, before.Diags); len(added) > 0 {
		t.Errorf("%s adds %s %s:\n%s", a.Title, added[0].Code, added[0].Detail, (&marked{files: files}).edited(a.Edits))
		return
	}
	if got, want := meant(t, after, a), meant(t, before, a); got != want && a.Kind != query.QuickFix && a.Kind != query.FixAll {
		t.Errorf("%s changes what the unit means:\n%s", a.Title, (&marked{files: files}).edited(a.Edits))
	}
}

// meant is the program without what the action is about.
func meant(t *testing.T, s *query.Snapshot, a query.Action) string {
	t.Helper()
	p := *s.Result.Program
	if strings.HasPrefix(a.Title, "Waive") {
		p.Waivers = nil
	}
	p.Platforms = nil
	for _, platform := range s.Result.Program.Platforms {
		platform := *platform
		platform.Values = slices.DeleteFunc(slices.Clone(platform.Values), func(v ir.Attr) bool { return strings.HasPrefix(v.Name, "local.") })
		p.Platforms = append(p.Platforms, &platform)
	}
	text := fmt.Sprint(shape.In(&p).Of(&p))
	if strings.HasPrefix(a.Title, "Sort") {
		words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" []{}", r) })
		slices.Sort(words)
		return strings.Join(words, " ")
	}
	return text
}

// more are the diagnostics that a list has and another has not, wherever they are.
func more(list, than diag.List) diag.List {
	had := map[string]int{}
	for _, d := range than {
		had[string(d.Code)+d.Detail]++
	}
	var added diag.List
	for _, d := range list {
		if had[string(d.Code)+d.Detail]--; had[string(d.Code)+d.Detail] < 0 {
			added = append(added, d)
		}
	}
	return added
}

var expectation = regexp.MustCompile(`(?m)^\s*# (error|warning|note)\b.*\n`)

// Each quick fix makes its diagnostics go away. Those that are made up for it add
// none; a correction of a name may bring to light what was wrong behind it.
func TestQuickFixes(t *testing.T) {
	fixes := 0
	for _, text := range units(t) {
		opts, ok := caseOptions(text)
		if !ok {
			continue
		}
		files := cut(expectation.ReplaceAllString(text, ""))
		before := compiled(files, opts).Unit(".")
		for _, d := range before.Diags {
			for _, a := range query.Actions(before, d.Subject.File, d.Subject.Start.Byte, d.Subject.End.Byte, before.Diags, nil) {
				if a.Kind == query.QuickFix {
					fixes++
					solves(t, before, compiled(edited(files, a.Edits), opts).Unit("."), files, a)
				}
			}
		}
	}
	if fixes < 100 {
		t.Errorf("there are but %d fixes", fixes)
	}
}

func solves(t *testing.T, before, after *query.Snapshot, files map[string]string, a query.Action) {
	t.Helper()
	gone := more(before.Diags, after.Diags)
	for _, d := range a.Solves {
		if !slices.ContainsFunc(gone, func(g diag.Diagnostic) bool { return g.Code == d.Code && g.Detail == d.Detail }) {
			t.Errorf("%s leaves %s %s:\n%s", a.Title, d.Code, d.Detail, (&marked{files: files}).edited(a.Edits))
		}
	}
	if added := more(after.Diags, before.Diags); len(added) > 0 && len(a.Solves) > 0 && len(a.Solves[0].Fixes) == 0 {
		t.Errorf("%s adds %s %s:\n%s", a.Title, added[0].Code, added[0].Detail, (&marked{files: files}).edited(a.Edits))
	}
}

// caseOptions reads the options of a case; false for those with files of values.
func caseOptions(text string) (opts lang.Options, ok bool) {
	opts = options(text)
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) < 3 || words[0] != "#!" {
			continue
		}
		name, value, _ := strings.Cut(strings.Join(words[2:], " "), "=")
		switch words[1] {
		case "var", "env":
			opts.Variables = append(opts.Variables, lang.Variable{Name: name, Text: value, Origin: "--var"})
		case "version":
			opts.Version = name
		case "today":
			opts.Today = func() string { return name }
		case "values":
			return opts, false
		}
	}
	return opts, true
}

// cut takes the files of a case apart.
func cut(text string) map[string]string {
	files := maps.Clone(beside)
	parts := strings.Split(text, "# +++ ")
	files["agentbox.hcl"] = parts[0]
	for _, part := range parts[1:] {
		name, text, _ := strings.Cut(part, "\n")
		files[strings.TrimSpace(name)] = text
	}
	return files
}

// beside are files that units of the test data name.
var beside = map[string]string{
	"nix/patches.nix": "final: prev: { }\n", "nix/tool.nix": "{ hello }: hello\n", "nix/hello.patch": "--- a\n",
	"scripts/entrypoint.sh": "exec \"$@\"\n", "files/motd": "welcome\n",
}
