package nix

import (
	"strings"
	"testing"
)

// However a string is written, the same one is read.
func FuzzString(f *testing.F) {
	for _, s := range hazards {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Contains(s, "\x00") {
			t.Skip("refused by earlier stages")
		}
		hole := StrPart{Expr: Id("x")}
		for _, tree := range []Expr{
			S(s),
			S(s + "\n"),
			S("|" + s + "\n"),
			&Str{Parts: []StrPart{{Literal: s}, hole, {Literal: s}}},
			&Str{Parts: []StrPart{hole, {Literal: s}, hole, {Literal: s + "\n"}}},
			&Str{Parts: []StrPart{{Literal: s}, {Literal: s}, {Literal: "\n"}, hole, hole, {Literal: "\n"}}},
			A(Bind{Path: Names(s, s), Value: Sel(Id("x"), s)}),
		} {
			text, _ := Print(&File{Body: tree})
			back, err := Parse(text)
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if !Equal(tree, back.Body) {
				t.Fatalf("%q is read back as another string:\n%s", s, text)
			}
		}
	})
}

// Any text is read or refused, and what is read can be printed and read again.
func FuzzParse(f *testing.F) {
	for _, name := range []string{"flake.nix", "nixfmt-in.nix", "nixfmt-out.nix"} {
		f.Add(testFile(f, name))
	}
	for _, s := range unreadable {
		if len(s.source) < 1000 {
			f.Add([]byte(s.source))
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		tree, err := Parse(src)
		if err != nil {
			return
		}
		text, _ := Print(tree)
		back, err := Parse(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if !Equal(tree.Body, back.Body) {
			t.Fatalf("read back as another file:\n%s", text)
		}
	})
}
