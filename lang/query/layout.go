package query

import (
	"bytes"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// opens reports a token that encloses others up to its partner.
func opens(t hclsyntax.TokenType) bool {
	switch t {
	case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenOQuote,
		hclsyntax.TokenOHeredoc, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
		return true
	}
	return false
}

// closes reports the partner of a token that opens.
func closes(t hclsyntax.TokenType) bool {
	switch t {
	case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCQuote,
		hclsyntax.TokenCHeredoc, hclsyntax.TokenTemplateSeqEnd:
		return true
	}
	return false
}

// opened is a token that opens, and the line of it where lines matter.
type opened struct {
	Token
	line int
}

// partner returns which of the open tokens another one closes: the last that fits,
// for those inside it were left open. It is -1 when there is none.
func partner(open []opened, closer Token) int {
	for n := len(open) - 1; n >= 0; n-- {
		if isPartner(open[n].Type, closer.Type) {
			return n
		}
	}
	return -1
}

func isPartner(opener, closer hclsyntax.TokenType) bool {
	switch closer {
	case hclsyntax.TokenCBrace:
		return opener == hclsyntax.TokenOBrace
	case hclsyntax.TokenCBrack:
		return opener == hclsyntax.TokenOBrack
	case hclsyntax.TokenCParen:
		return opener == hclsyntax.TokenOParen
	case hclsyntax.TokenCQuote:
		return opener == hclsyntax.TokenOQuote
	case hclsyntax.TokenCHeredoc:
		return opener == hclsyntax.TokenOHeredoc
	}
	return opener == hclsyntax.TokenTemplateInterp || opener == hclsyntax.TokenTemplateControl
}

// lineCounter tells the lines of offsets that are asked for in order, at no more
// than the cost of reading the text once.
type lineCounter struct {
	text   []byte
	offset int
	line   int // of offset, counted from 1
}

func newLineCounter(text []byte) *lineCounter { return &lineCounter{text: text, line: 1} }

func (c *lineCounter) at(offset int) int {
	if offset < c.offset {
		return c.line - bytes.Count(c.text[offset:c.offset], newline)
	}
	c.line += bytes.Count(c.text[c.offset:offset], newline)
	c.offset = offset
	return c.line
}

var newline = []byte("\n")

// lineStart returns where the line of an offset starts.
func lineStart(text []byte, offset int) int { return bytes.LastIndexByte(text[:offset], '\n') + 1 }

// lineEnd returns where the line of an offset ends, before its line end.
func lineEnd(text []byte, offset int) int {
	if n := bytes.IndexByte(text[offset:], '\n'); n >= 0 {
		return offset + n
	}
	return len(text)
}

// aloneOnLine reports whether nothing but space stands before the offset on its line.
func aloneOnLine(text []byte, offset int) bool {
	return len(bytes.TrimSpace(text[lineStart(text, offset):offset])) == 0
}

// indentAt returns the space that the line of an offset starts with.
func indentAt(text []byte, offset int) string {
	line := text[lineStart(text, offset):lineEnd(text, offset)]
	return string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
}
