package source

import (
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// TestPosAgreesWithHCL takes the tokens of hcl as the measure.
func TestPosAgreesWithHCL(t *testing.T) {
	text := "\ufeffa = 1\r\nb = \"e\u0301\u0301 \U0001f468\u200d\U0001f469 \u65e5\u672c\"  # z\r\n\n\tc = <<E\r\n x\u0308\r\nE\r\nd = [\n]"
	f := &File{Path: "x.hcl", Bytes: []byte(text)}
	tokens, _ := hclsyntax.LexConfig([]byte(text), "x.hcl", hcl.InitialPos)
	for _, token := range tokens {
		for _, want := range []hcl.Pos{token.Range.Start, token.Range.End} {
			if got := f.Pos(want.Byte); got != (diag.Pos{Line: want.Line, Column: want.Column, Byte: want.Byte}) {
				t.Errorf("%q: %+v, want %+v", token.Bytes, got, want)
			}
		}
	}
}

func TestPosOutside(t *testing.T) {
	cases := []struct {
		text   string
		offset int
		want   diag.Pos
	}{
		{"", 0, diag.Pos{Line: 1, Column: 1}},
		{"", 7, diag.Pos{Line: 1, Column: 1}},
		{"ab\n", -1, diag.Pos{Line: 1, Column: 1}},
		{"ab\n", 9, diag.Pos{Line: 2, Column: 1, Byte: 3}},
		{"\ufeffa", 0, diag.Pos{Line: 1, Column: 1, Byte: 3}},
	}
	for _, c := range cases {
		f := &File{Path: "x.hcl", Bytes: []byte(c.text)}
		if got := f.Pos(c.offset); got != c.want {
			t.Errorf("%q at %d: %+v, want %+v", c.text, c.offset, got, c.want)
		}
	}
	f := &File{Path: "x.hcl", Bytes: []byte("ab\ncd\n")}
	if r := f.Range(4, 2); r.Start != r.End || r.Start.Byte != 4 {
		t.Errorf("a range that ends before its start: %+v", r)
	}
}

func TestLine(t *testing.T) {
	f := &File{Path: "x.hcl", Bytes: []byte("\ufeffab\r\n\ncd")}
	for number, want := range []string{"", "ab", "", "cd", ""} {
		if got := string(f.Line(number)); got != want {
			t.Errorf("line %d is %q, want %q", number, got, want)
		}
	}
}
