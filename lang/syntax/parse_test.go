package syntax

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/sebdah/goldie/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

func parse(t *testing.T, text string) (*File, diag.List) {
	t.Helper()
	f, diags := source.New("test.hcl", []byte(text))
	if len(diags) > 0 {
		t.Fatalf("the text is no text: %v", diags)
	}
	return Parse(f)
}

// TestDamage parses files with one mistake each, in the middle. Whatever the
// mistake, there is one diagnostic and the blocks around it are whole.
func TestDamage(t *testing.T) {
	golden := goldie.New(t, goldie.WithFixtureDir("testdata/damage"))
	files, err := filepath.Glob("testdata/damage/*.hcl")
	if err != nil || len(files) < 60 {
		t.Fatalf("found %d files: %v", len(files), err)
	}
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".hcl")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			parsed, diags := parse(t, string(text))
			golden.Assert(t, name, []byte(describe(parsed, diags)))
			if want := strings.Count(string(text), "# second mistake") + 1; len(diags) != want {
				t.Errorf("%d diagnostics for %d mistakes", len(diags), want)
			}
			checkRanges(t, len(text), diags)
			checkFixes(t, string(text), diags)
			for _, label := range []string{"before", "after", "v"} {
				if !strings.Contains(string(text), `"`+label+`" {`) {
					continue
				}
				if !slices.ContainsFunc(parsed.Body().Blocks, func(b *hclsyntax.Block) bool {
					return slices.Equal(b.Labels, []string{label}) && !parsed.Damaged(b) && len(b.Body.Attributes) == 1
				}) {
					t.Errorf("the block %q is lost", label)
				}
			}
		})
	}
}

// describe shows diagnostics with their lines, and what was kept.
func describe(f *File, diags diag.List) string {
	var b strings.Builder
	for _, d := range diags {
		fmt.Fprintf(&b, "%s %s: %s\n", d.Code, d.Summary, d.Detail)
		show(&b, f.Source, d.Subject, "")
		for _, r := range d.Related {
			show(&b, f.Source, r.Range, " "+r.Message)
		}
		for _, fix := range d.Fixes {
			fmt.Fprintf(&b, "  fix: %s\n", fix.Title)
		}
	}
	for _, block := range f.Body().Blocks {
		state := ""
		if f.Damaged(block) {
			state = " (damaged)"
		}
		fmt.Fprintf(&b, "%s %q%s: %d attributes, %d blocks\n", block.Type, block.Labels, state,
			len(block.Body.Attributes), len(block.Body.Blocks))
	}
	for _, name := range sortedNames(f.Body().Attributes) {
		fmt.Fprintf(&b, "attribute %s\n", name)
	}
	return b.String()
}

func show(b *strings.Builder, f *source.File, r diag.Range, message string) {
	width := 1
	if r.Start.Line == r.End.Line {
		width = max(1, r.End.Column-r.Start.Column)
	}
	fmt.Fprintf(b, "  %3d | %s\n      | %s%s%s\n", r.Start.Line, f.Line(r.Start.Line),
		strings.Repeat(" ", r.Start.Column-1), strings.Repeat("^", width), message)
}

// checkFixes makes the proposed edits: a file with one mistake is then sound.
func checkFixes(t *testing.T, text string, diags diag.List) {
	t.Helper()
	for _, d := range diags {
		for _, fix := range d.Fixes {
			edit := fix.Edits[0]
			fixed := text[:edit.Range.Start.Byte] + edit.NewText + text[edit.Range.End.Byte:]
			if _, left := parse(t, fixed); len(left) >= len(diags) || !fix.Safe || len(fix.Edits) != 1 {
				t.Errorf("%s leaves %v", fix.Title, left)
			}
		}
	}
}

func checkRanges(t *testing.T, size int, diags diag.List) {
	t.Helper()
	check := func(r diag.Range) {
		if r.Start.Byte > r.End.Byte || r.Start.Byte < 0 || r.End.Byte > size || r.Start.Line < 1 || r.Start.Column < 1 || r.File == "" {
			t.Errorf("range %+v in a file of %d bytes", r, size)
		}
	}
	for _, d := range diags {
		check(d.Subject)
		for _, r := range d.Related {
			check(r.Range)
		}
	}
}

func TestParseSound(t *testing.T) {
	text := "\ufeff# A comment.\nlocals {\n  a = <<-EOT\n    layer \"x\" {\n  EOT\n  b = \"layer \\\"x\\\"\"\n}\n\nlayer \"x\" {}\n"
	parsed, diags := parse(t, text)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	want, _ := hclsyntax.ParseConfig([]byte(text), "test.hcl", hcl.InitialPos)
	if got, want := parsed.Body().Range(), want.Body.(*hclsyntax.Body).Range(); got != want {
		t.Errorf("range %v, want %v", got, want)
	}
	if len(parsed.Body().Blocks) != 2 || parsed.Damaged(parsed.Body().Blocks[0]) {
		t.Errorf("blocks %v", parsed.Body().Blocks)
	}
}

// TestRecoveryKeepsPositions compares the blocks that survive an error with
// what hcl makes of them in a file without it.
func TestRecoveryKeepsPositions(t *testing.T) {
	sound := string(bigUnit(5))
	want, _ := parse(t, sound)
	damaged, diags := parse(t, sound+"layer \"z\" {\n  x = [\n}\n")
	if len(diags) != 1 {
		t.Fatal(diags)
	}
	for i, block := range want.Body().Blocks {
		got := damaged.Body().Blocks[i]
		if got.Range() != block.Range() || got.Body.Range() != block.Body.Range() {
			t.Errorf("block %d at %v, want %v", i, got.Range(), block.Range())
		}
		for name, attr := range block.Body.Attributes {
			if got := got.Body.Attributes[name]; got == nil || got.Range() != attr.Range() {
				t.Errorf("attribute %s is %v, want %v", name, got, attr.Range())
			}
		}
	}
}

func TestLineEnds(t *testing.T) {
	text := "a = <<EOT\r\nx ${\"\\r\\n\"}\r\n  y\r\nEOT\r\nb = \"\\r\\n\"\r\nc = <<-EOT\r\n  x %{ if true }\r\n  y\r\n  %{ endif }\r\n  EOT\r\n"
	want := map[string]string{"a": "x \r\n\n  y\n", "b": "\r\n", "c": "x \ny\n\n"}
	parsed, diags := parse(t, text)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	for name, want := range want {
		value, hclDiags := parsed.Body().Attributes[name].Expr.Value(nil)
		if hclDiags.HasErrors() || value.AsString() != want {
			t.Errorf("%s is %#v, want %q (%v)", name, value, want, hclDiags)
		}
	}
}

func TestNoNulInValues(t *testing.T) {
	parsed, diags := parse(t, "layer \"x\\u0000y\" {\n  a = \"b\\U00000000${c}\\u0000\"\n}\n")
	if len(diags) != 3 || diags[0].Code != diag.ForbiddenChar {
		t.Fatal(diags)
	}
	block := parsed.Body().Blocks[0]
	value, _ := block.Body.Attributes["a"].Expr.(*hclsyntax.TemplateExpr).Parts[0].Value(nil)
	if block.Labels[0] != "xy" || value.AsString() != "b" {
		t.Errorf("label %q, value %#v", block.Labels[0], value)
	}
}

func TestInvisible(t *testing.T) {
	cases := []struct {
		text string
		want []string // line:column of the warnings
	}{
		{"a = \"x\u202ey\" # \u200b\n", []string{"1:7", "1:13"}},
		{"# \U0001f468\u200d\U0001f469 \u0645\u06cc\u200c\u062e\u0648\n", nil},
		{"# a\u200db\n", []string{"1:4"}},
		{"\ufeff# x\ufeff\n", []string{"1:4"}},
	}
	for _, c := range cases {
		_, diags := parse(t, c.text)
		var got []string
		for _, d := range diags {
			if d.Code != diag.InvisibleChar || d.Severity != diag.Warning {
				t.Errorf("%q: %v", c.text, d)
			}
			got = append(got, fmt.Sprintf("%d:%d", d.Subject.Start.Line, d.Subject.Start.Column))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: warnings at %v, want %v", c.text, got, c.want)
		}
	}
	_, diags := parse(t, "# "+strings.Repeat("a\u200b", 500)+"\n")
	if len(diags) != maxInvisible || !strings.Contains(diags[maxInvisible-1].Detail, "490 more") {
		t.Errorf("%d diagnostics, the last %q", len(diags), diags[len(diags)-1].Detail)
	}
}

func TestParseExpression(t *testing.T) {
	start := hcl.Pos{Line: 3, Column: 5, Byte: 40}
	cases := []struct {
		src  string
		want cty.Value
		fail string // code, line:column
	}{
		{src: "[1,\n 2]", want: cty.TupleVal([]cty.Value{cty.NumberIntVal(1), cty.NumberIntVal(2)})},
		{src: "<<E\r\nx\r\nE\r\n", want: cty.StringVal("x\n")},
		{src: "1 +\n  )", fail: "AB1008 4:3"},
		{src: "[1 2]", fail: "AB1008 3:8"},
		{src: "", fail: "AB1008 3:5"},
		{src: "\"a\\u0000\"", fail: "AB1006 3:7"},
		{src: "1\xff", fail: "AB1003 3:6"},
		{src: strings.Repeat("(", 1_000_000), fail: "AB1004 3:105"},
		{src: strings.Repeat("-", 1_000_000) + "1", fail: "AB1005 3:1005"},
		{src: strings.Repeat("1", 100), fail: "AB1010 3:5"},
	}
	for _, c := range cases {
		expr, diags := ParseExpression([]byte(c.src), "--var x", start)
		if c.fail != "" {
			if len(diags) == 0 {
				t.Errorf("%.20q passes", c.src)
				continue
			}
			at := diags[0].Subject
			if got := fmt.Sprintf("%s %d:%d", diags[0].Code, at.Start.Line, at.Start.Column); got != c.fail || len(diags) > 1 {
				t.Errorf("%.20q: %s, want %s (%v)", c.src, got, c.fail, diags)
			}
			if at.Start.Byte < 40 || at.File != "--var x" {
				t.Errorf("%.20q: %v", c.src, at)
			}
			continue
		}
		value, hclDiags := expr.Value(nil)
		if len(diags) > 0 || hclDiags.HasErrors() || !value.RawEquals(c.want) {
			t.Errorf("%q is %#v, want %#v (%v %v)", c.src, value, c.want, diags, hclDiags)
		}
	}
}
