package query_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang/query"
)

func TestFolds(t *testing.T) {
	kinds := []string{"code", "comment", "region"}
	testMarked(t, "folds", func(t *testing.T, q question) string {
		lines := strings.Split(q.files[q.file], "\n")
		var b strings.Builder
		for _, f := range query.Folds(q.unit(), q.file) {
			fmt.Fprintf(&b, "%s %d-%d: %s … %s\n", kinds[f.Kind], f.First, f.Last, strings.TrimSpace(lines[f.First-1]), strings.TrimSpace(lines[f.Last-1]))
		}
		return b.String()
	})
}

func TestSelection(t *testing.T) {
	testMarked(t, "selection", func(t *testing.T, q question) string {
		var b strings.Builder
		for _, r := range query.Selection(q.unit(), q.file, q.start) {
			text := q.files[q.file][r.Start.Byte:r.End.Byte]
			if len(text) > 60 {
				text = text[:20] + " … " + text[len(text)-20:]
			}
			fmt.Fprintf(&b, "%q\n", text)
		}
		return b.String()
	})
}

func TestSemanticTokens(t *testing.T) {
	testMarked(t, "semantic", func(t *testing.T, q question) string {
		text := q.files[q.file]
		var b strings.Builder
		for _, token := range query.SemanticTokens(q.unit(), q.file, q.start, q.end) {
			fmt.Fprintf(&b, "%s %s%s\n", text[token.Start:token.End], query.TokenTypes()[token.Type], modifiers(token.Modifiers))
		}
		return b.String()
	})
}

func modifiers(m query.Modifiers) string {
	var b strings.Builder
	for i, name := range query.TokenModifiers() {
		if m&(1<<i) != 0 {
			b.WriteString("." + name)
		}
	}
	return b.String()
}

// Edits are shown by the text that they make of the file.
func TestFormat(t *testing.T) {
	testMarked(t, "format", func(t *testing.T, q question) string {
		edits := query.Format(q.unit(), q.file)
		switch {
		case len(q.words) == 0:
		case q.words[0] == "range":
			edits = query.FormatRange(q.unit(), q.file, q.start, q.end)
		case q.words[0] == "typed":
			edits = query.FormatTyped(q.unit(), q.file, q.start, map[string]string{"brace": "}", "line": "\n"}[q.words[1]])
		}
		return q.edited(edits)
	})
}

// built is what was measured of the units of the marked files.
func built() *query.Facts {
	layers := []query.MeasuredLayer{
		{Name: "base", Size: 48_200_000, Paths: []query.MeasuredPath{
			{Name: "git", Version: "2.47.0", Size: 41_000_000}, {Name: "nodejs", Version: "20.18.0", Size: 3_000_000},
		}},
		{Name: "tools", Size: 1_000_000},
		{Size: 2_000},
	}
	return &query.Facts{
		Today: "2026-11-26",
		Images: []query.MeasuredImage{
			{Variant: "runtime", System: "aarch64-linux", Layers: layers[:1]},
			{Variant: "runtime", System: "x86_64-linux", Layers: layers},
		},
	}
}

func TestLenses(t *testing.T) {
	testMarked(t, "lenses", func(t *testing.T, q question) string {
		var b strings.Builder
		for _, l := range query.Lenses(q.unit(), q.file, built) {
			fmt.Fprintf(&b, "%s\n  %s\n", q.shown(l.Range), l.Title)
			for _, use := range l.Uses {
				fmt.Fprintf(&b, "  %s\n", q.shown(use))
			}
		}
		return b.String()
	})
}

func TestHints(t *testing.T) {
	testMarked(t, "hints", func(t *testing.T, q question) string {
		var b strings.Builder
		if len(q.words) > 0 {
			q.end = len(q.files[q.file])
		}
		for _, h := range query.Hints(q.unit(), q.file, q.start, q.end, built) {
			fmt.Fprintf(&b, "%s\n  %s: %s\n", q.shown(h.At), h.Label, h.Why)
		}
		return b.String()
	})
}

func TestLinked(t *testing.T) {
	testMarked(t, "linked", func(t *testing.T, q question) string {
		var b strings.Builder
		for _, r := range query.Linked(q.unit(), q.file, q.start) {
			fmt.Fprintf(&b, "%d:%d %q\n", r.Start.Line, r.Start.Column, q.files[q.file][r.Start.Byte:r.End.Byte])
		}
		return b.String()
	})
}
