package nix

import (
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang/diag"
)

func at(line int) diag.Range {
	return diag.Range{
		File:  "agentbox.hcl",
		Start: diag.Pos{Line: line, Column: 1, Byte: 10 * line},
		End:   diag.Pos{Line: line, Column: 5, Byte: 10*line + 4},
	}
}

func TestMap(t *testing.T) {
	inner := At(Sel(Id("pkgs"), "git"), at(3))
	list := At(L(Id("first"), inner, Id("last")), at(2))
	call := At(Call(Id("f"), A(B("x", At(S("some text\n"), at(5))))), at(4))
	text, m := Print(&File{Header: "Head.", Body: A(B("plain", Id("unknown")), B("deps", list), B("äö", call))})
	for _, c := range []struct {
		token string
		line  int // 0 when it comes from nowhere
	}{
		{"# Head", 0}, {"{", 0}, {"plain", 0}, {"unknown", 0},
		{"deps", 2}, {"first", 2}, {"pkgs", 3}, {"git", 3}, {"last", 2}, {"];", 2},
		{"äö", 4}, {"x =", 5}, {"some text", 5}, {"f {", 4},
	} {
		before, _, found := strings.Cut(string(text), c.token)
		if !found {
			t.Fatalf("no %q in\n%s", c.token, text)
		}
		offset := len(before)
		line, col := 1+strings.Count(before, "\n"), offset-strings.LastIndex(before, "\n")
		for name, got := range map[string]func() (diag.Range, bool){
			"At":     func() (diag.Range, bool) { return m.At(offset) },
			"Lookup": func() (diag.Range, bool) { return m.Lookup(line, col) },
		} {
			r, ok := got()
			if ok != (c.line > 0) || r.Start.Line != c.line {
				t.Errorf("%s of %q (%d:%d): %v, %v, want line %d", name, c.token, line, col, r, ok, c.line)
			}
		}
	}
}

func TestMapOutside(t *testing.T) {
	text, m := Print(&File{Body: At(A(), at(1))})
	for _, p := range [][2]int{{0, 1}, {1, 0}, {-1, -1}, {99, 1}, {2, 1}, {1, 99}} {
		if r, ok := m.Lookup(p[0], p[1]); ok {
			t.Errorf("Lookup(%d, %d) in %q: %v", p[0], p[1], text, r)
		}
	}
	for _, offset := range []int{-1, len(text)} {
		if r, ok := m.At(offset); ok {
			t.Errorf("At(%d): %v", offset, r)
		}
	}
}
