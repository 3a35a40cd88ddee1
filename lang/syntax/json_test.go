package syntax

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/sebdah/goldie/v2"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

func parseInJSON(t *testing.T, text string) (*File, diag.List) {
	t.Helper()
	f, diags := source.New("test.hcl.json", []byte(text))
	if len(diags) > 0 {
		t.Fatalf("the text is no text: %v", diags)
	}
	return Parse(f)
}

// TestJSONDamage parses files with one mistake each. There is one diagnostic, its
// fixes repair the file, and the blocks around it are whole.
func TestJSONDamage(t *testing.T) {
	golden := goldie.New(t, goldie.WithFixtureDir("testdata/json"))
	files, err := filepath.Glob("testdata/json/*.hcl.json")
	if err != nil || len(files) < 60 {
		t.Fatalf("found %d files: %v", len(files), err)
	}
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".hcl.json")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			parsed, diags := parseInJSON(t, string(text))
			golden.Assert(t, name, []byte(describe(parsed, diags)))
			want := 1
			if name == "two-mistakes" {
				want = 2
			}
			if len(diags) != want {
				t.Errorf("%d diagnostics for %d mistakes", len(diags), want)
			}
			checkRanges(t, len(text), diags)
			checkJSONFixes(t, string(text), diags)
			for _, label := range []string{"before", "after", "v"} {
				if strings.Contains(string(text), `"`+label+`": {`) && !keeps(parsed, label) {
					t.Errorf("the block %q is lost", label)
				}
			}
		})
	}
}

func keeps(f *File, label string) bool {
	return slices.ContainsFunc(f.Body().Blocks, func(b *hclsyntax.Block) bool {
		return slices.Equal(b.Labels, []string{label}) && !f.Damaged(b) && len(b.Body.Attributes) >= 1
	})
}

func checkJSONFixes(t *testing.T, text string, diags diag.List) {
	t.Helper()
	for _, d := range diags {
		for _, fix := range d.Fixes {
			edit := fix.Edits[0]
			fixed := text[:edit.Range.Start.Byte] + edit.NewText + text[edit.Range.End.Byte:]
			if _, left := parseInJSON(t, fixed); len(left) >= len(diags) || !fix.Safe || len(fix.Edits) != 1 {
				t.Errorf("%s leaves %v", fix.Title, left)
			}
		}
	}
}

// TestJSONPlaces compares the place of every reference with the text there, which
// has escapes of every kind before it.
func TestJSONPlaces(t *testing.T) {
	const before = `\"\\\/\b\f\t\u00e9\ud83d\ude00é😀e\u0301`
	values := []string{
		`"${local.x}"`, `"local ${local.x} ${local.x}"`,
		`"` + before + `${local.x}` + before + `${ local.x }"`,
		`"${join(\"` + `, \", [local.x, \"${local.x}\"])}"`,
		`"\n\n${local.x}\n${\nlocal.x}"`,
		`"%{ if local.x }\"a\"%{ else }${local.x}%{ endif }"`,
		`"\"${[for a in local.x : a if a == local.x][0].b[\"c\"].d}"`,
		`"\"${{ a = local.x, \"b\" = local.x }}"`,
		`"` + strings.Repeat("é\\t", 200) + `${local.x}` + strings.Repeat("long ", 100) + `${local.x}"`,
		`{ "k": "\t${local.x}", "\t${local.x}": "${local.x}" }`,
	}
	for _, value := range values {
		text := "{\n  \"locals\": { \"a\": " + value + " }\n}\n"
		parsed, diags := parseInJSON(t, text)
		if len(diags) > 0 {
			t.Errorf("%s: %v", value, diags)
			continue
		}
		found := 0
		_ = hclsyntax.VisitAll(parsed.Body(), func(n hclsyntax.Node) hcl.Diagnostics {
			e, ok := n.(*hclsyntax.ScopeTraversalExpr)
			if !ok || e.Traversal.RootName() != "local" {
				return nil
			}
			found++
			for _, at := range []hcl.Range{e.SrcRange, e.Traversal.SourceRange()} {
				if got := text[at.Start.Byte:at.End.Byte]; got != "local.x" {
					t.Errorf("%s: the place of local.x holds %q", value, got)
				}
				if want := parsed.Source.Range(at.Start.Byte, at.End.Byte); Range(at) != want {
					t.Errorf("%s: place %+v, want %+v", value, at, want)
				}
			}
			return nil
		})
		if want := strings.Count(value, "local.x"); found != want {
			t.Errorf("%s: %d references, want %d", value, found, want)
		}
	}
}

// FuzzJSON parses anything: within two seconds, without a panic, and with every
// range of the tree and of the diagnostics inside the file.
func FuzzJSON(f *testing.F) {
	for _, seed := range jsonSeeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		checkJSON(t, data)
		if elapsed := time.Since(start); elapsed > 2*time.Second {
			t.Errorf("took %v", elapsed)
		}
	})
}

func TestJSONSeeds(t *testing.T) {
	for _, seed := range jsonSeeds(t) {
		checkJSON(t, seed)
	}
}

func jsonSeeds(t testing.TB) [][]byte {
	files, err := filepath.Glob("testdata/json/*.hcl.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	var all [][]byte
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, text)
	}
	for _, text := range seeds() {
		all = append(all, text, []byte(`{"locals":{"a":`+jsonQuoted(string(text))+`}}`), []byte(`{"variable":{"a":{"type":`+jsonQuoted(string(text))+`}}}`))
	}
	return all
}

func checkJSON(t *testing.T, data []byte) {
	t.Helper()
	f, textDiags := source.New("fuzz.hcl.json", data)
	parsed, diags := Parse(f)
	checkRanges(t, len(data), textDiags)
	checkRanges(t, len(data), diags)
	_ = hclsyntax.VisitAll(parsed.Body(), func(n hclsyntax.Node) hcl.Diagnostics {
		if r := n.Range(); r.Start.Byte < 0 || r.Start.Byte > r.End.Byte || r.End.Byte > len(data) {
			t.Errorf("%T at %v in %q", n, r, data)
		}
		return nil
	})
	if len(textDiags) > 0 {
		return // the columns of what is no text are anything
	}
	for _, d := range diags {
		if d.Subject.Start.Byte > len(byteOrderMark) && d.Subject.Start != f.Pos(d.Subject.Start.Byte) {
			t.Errorf("%v is at %v in %q", d.Subject, f.Pos(d.Subject.Start.Byte), data)
		}
	}
}
