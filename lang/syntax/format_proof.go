package syntax

import (
	"bytes"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// lexeme is a token without its place.
type lexeme struct {
	kind hclsyntax.TokenType
	text []byte
}

func (a lexeme) equal(b lexeme) bool { return a.kind == b.kind && bytes.Equal(a.text, b.text) }

// appendLexeme appends a token in the form in which files are compared: the
// line end of a comment stands alone, and line ends in a row are one.
func appendLexeme(list []lexeme, t hclsyntax.TokenType, text []byte) []lexeme {
	if t == hclsyntax.TokenComment && bytes.HasSuffix(text, []byte("\n")) {
		list = append(list, lexeme{t, text[:len(text)-1]})
		t, text = hclsyntax.TokenNewline, []byte("\n")
	}
	if t == hclsyntax.TokenNewline && (len(list) == 0 || list[len(list)-1].kind == t) {
		return list
	}
	return append(list, lexeme{t, text})
}

// provenBy reports whether the text has the tokens that the layout should have,
// with a line end behind the last.
func (l *layout) provenBy(text []byte) bool {
	tokens, _ := hclsyntax.LexConfig(text, "", hcl.InitialPos)
	var got []lexeme
	for _, t := range tokens {
		got = appendLexeme(got, t.Type, t.Bytes)
	}
	return slices.EqualFunc(withoutEnd(got), withoutEnd(l.want), lexeme.equal)
}

func withoutEnd(list []lexeme) []lexeme {
	for len(list) > 0 {
		last := list[len(list)-1].kind
		if last != hclsyntax.TokenNewline && last != hclsyntax.TokenEOF {
			break
		}
		list = list[:len(list)-1]
	}
	return list
}
