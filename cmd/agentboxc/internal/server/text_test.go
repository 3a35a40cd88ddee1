package server_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// edited is a text after edits, in an editor that counts UTF-16.
func edited(t *testing.T, text string, edits []textEdit) string {
	t.Helper()
	slices.SortFunc(edits, func(a, b textEdit) int {
		return 10_000*(b.Range.Start.Line-a.Range.Start.Line) + b.Range.Start.Character - a.Range.Start.Character
	})
	for _, e := range edits {
		text = text[:offset(text, e.Range.Start)] + e.NewText + text[offset(text, e.Range.End):]
	}
	return text
}

func offset(text string, p position) int {
	at := 0
	for range p.Line {
		at += strings.IndexByte(text[at:], '\n') + 1
	}
	for units := p.Character; units > 0; units-- {
		r, size := rune(text[at]), 1
		for _, first := range text[at:] {
			r, size = first, len(string(first))
			break
		}
		if at += size; r > 0xffff {
			units--
		}
	}
	return at
}

const untidy = "layer \"a\" {\n  packages=[pkgs.a]\n    description = \"𝄞\"   # text\n}\n\nlayer \"b\" {\n  max_layers=1\n}\n"

func TestFormattingIsSmall(t *testing.T) {
	e := openFolder(t, nil)
	e.open("agentbox.hcl", 1, untidy)
	options := map[string]any{"tabSize": 2, "insertSpaces": true}
	var edits []textEdit
	params := e.document("agentbox.hcl")
	params["options"] = options
	e.must("textDocument/formatting", params, &edits)
	want := "layer \"a\" {\n  packages    = [pkgs.a]\n  description = \"𝄞\" # text\n}\n\nlayer \"b\" {\n  max_layers = 1\n}\n"
	if got := edited(t, untidy, edits); got != want || len(edits) < 3 {
		t.Errorf("%d edits make\n%s", len(edits), got)
	}
	params["range"] = span{position{6, 0}, position{6, 1}}
	e.must("textDocument/rangeFormatting", params, &edits)
	if len(edits) != 2 || edits[0].Range.Start.Line != 6 {
		t.Errorf("a line: %+v", edits)
	}
	delete(params, "range")
	params["position"], params["ch"] = position{3, 1}, "}"
	e.must("textDocument/onTypeFormatting", params, &edits)
	if got := edited(t, untidy, edits); !strings.HasPrefix(got, want[:40]) || !strings.Contains(got, "max_layers=1") {
		t.Errorf("a brace:\n%s", got)
	}
}

func TestFolds(t *testing.T) {
	e := openFolder(t, nil)
	e.open("agentbox.hcl", 1, untidy)
	var folds []struct {
		StartLine, EndLine int
		Kind               string
	}
	e.must("textDocument/foldingRange", e.document("agentbox.hcl"), &folds)
	if got := fmt.Sprint(folds); got != "[{0 2 } {5 6 }]" {
		t.Error(got)
	}
}

func TestSelections(t *testing.T) {
	e := openFolder(t, nil)
	e.open("agentbox.hcl", 1, untidy)
	type selection struct {
		Range  span
		Parent *selection
	}
	var all []*selection
	params := e.document("agentbox.hcl")
	params["positions"] = []position{{1, 17}, {2, 20}, {0, 0}}
	e.must("textDocument/selectionRange", params, &all)
	if len(all) != 3 {
		t.Fatalf("%d selections", len(all))
	}
	for _, s := range all {
		for ; s.Parent != nil; s = s.Parent {
			if outer := s.Parent.Range; before(s.Range.Start, outer.Start) || before(outer.End, s.Range.End) {
				t.Errorf("%v lies not in %v", s.Range, outer)
			}
		}
		if s.Range != (span{position{0, 0}, position{8, 0}}) {
			t.Errorf("the outermost is %v", s.Range)
		}
	}
}

func before(a, b position) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Character < b.Character
}

type semanticTokens struct {
	ResultID string
	Data     []int
	Edits    []struct {
		Start, DeleteCount int
		Data               []int
	}
}

// A delta makes of the old numbers what a full request returns.
func TestSemanticTokens(t *testing.T) {
	e := openFolder(t, nil)
	e.open("agentbox.hcl", 1, untidy)
	var full, delta, again semanticTokens
	e.must("textDocument/semanticTokens/full", e.document("agentbox.hcl"), &full)
	if got := painted(untidy, full.Data); !slices.Contains(got, `2:18 "𝄞"`) || !slices.Contains(got, "2:25 # text") {
		t.Errorf("%q", got)
	}
	e.edit(2, span{position{1, 17}, position{1, 18}}, "xyz, pkgs.b")
	params := e.document("agentbox.hcl")
	params["previousResultId"] = full.ResultID
	e.must("textDocument/semanticTokens/full/delta", params, &delta)
	e.must("textDocument/semanticTokens/full", e.document("agentbox.hcl"), &again)
	if len(delta.Edits) != 1 {
		t.Fatalf("%+v", delta)
	}
	edit := delta.Edits[0]
	if got := slices.Concat(full.Data[:edit.Start], edit.Data, full.Data[edit.Start+edit.DeleteCount:]); !slices.Equal(got, again.Data) {
		t.Errorf("%v, want %v", got, again.Data)
	}
	var part, unknown semanticTokens
	params["range"] = span{position{6, 0}, position{7, 0}}
	e.must("textDocument/semanticTokens/range", params, &part)
	if len(part.Data) != 10 || part.Data[0] != 6 {
		t.Errorf("a line: %v", part.Data)
	}
	params["previousResultId"] = "nonsense"
	e.must("textDocument/semanticTokens/full/delta", params, &unknown)
	if !slices.Equal(unknown.Data, again.Data) {
		t.Errorf("without a result before: %+v", unknown)
	}
}

// painted are the texts of tokens.
func painted(text string, data []int) []string {
	var all []string
	var at position
	for i := 0; i < len(data); i += 5 {
		if data[i] > 0 {
			at = position{at.Line + data[i], 0}
		}
		at.Character += data[i+1]
		end := position{at.Line, at.Character + data[i+2]}
		all = append(all, fmt.Sprintf("%d:%d %s", at.Line, at.Character, text[offset(text, at):offset(text, end)]))
	}
	return all
}
