package query

import (
	"bytes"
	"slices"
	"sort"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Token is a token of hclsyntax without what can be found out from its place:
// there are as many in memory as a large file has.
type Token struct {
	Type       hclsyntax.TokenType
	Start, End int32
}

// In returns the token's text.
func (t Token) In(f *File) string { return string(f.slice(int(t.Start), int(t.End))) }

// piece is a part of a file that begins and ends at the top level: a block with
// what stands before it. It is lexed by itself.
type piece struct {
	start, end int
	tokens     func() []Token
}

// cut divides the file behind each of its top-level blocks. Behind damage, where a
// block ends is not known: there it divides before the next one.
func (f *File) cut() []*piece {
	if f.IsJSON() {
		return nil
	}
	var pieces []*piece
	at, size := 0, len(f.Text())
	add := func(end int) {
		if start := at; end > start && end <= size || len(pieces) == 0 && end == size {
			pieces = append(pieces, &piece{start, end, sync.OnceValue(func() []Token { return f.lex(start, end) })})
			at = end
		}
	}
	for _, b := range f.Syntax.Spans() {
		if f.damagedBetween(at, b.Start) {
			add(b.Start)
		}
		if !b.Damaged {
			add(b.End)
		}
	}
	add(size)
	return pieces
}

// damagedBetween reports whether there is more than comments between two offsets.
func (f *File) damagedBetween(start, end int) bool {
	if start >= end {
		return false
	}
	rest := bytes.TrimSpace(f.Text()[start:end])
	return len(rest) > 0 && rest[0] != '#' && rest[0] != '/'
}

// maxStrings bounds how many strings without an end a piece is lexed anew behind.
const maxStrings = 20

func (f *File) lex(start, end int) []Token {
	var tokens []Token
	for range maxStrings {
		open := f.lexFrom(start, end, &tokens)
		if open < 0 {
			break
		}
		start = open
	}
	return tokens
}

// lexFrom appends the tokens of a text. A string that has no end on its line would
// swallow what follows: then it returns where the next line starts, else -1.
func (f *File) lexFrom(start, end int, tokens *[]Token) int {
	// The lexer reports what it does not know as tokens, which is all that is
	// wanted: the parser has said what is wrong.
	all, _ := hclsyntax.LexConfig(f.slice(start, end), f.Path, hcl.Pos{Line: 1, Column: 1, Byte: start})
	*tokens = slices.Grow(*tokens, len(all))
	for _, t := range all {
		switch t.Type {
		case hclsyntax.TokenEOF:
			return -1
		case hclsyntax.TokenQuotedNewline:
			*tokens = append(*tokens, Token{hclsyntax.TokenNewline, int32(t.Range.Start.Byte), int32(t.Range.End.Byte)})
			return t.Range.End.Byte
		}
		*tokens = append(*tokens, Token{t.Type, int32(t.Range.Start.Byte), int32(t.Range.End.Byte)})
	}
	return -1
}

// Tokens returns those of the whole file; none of a file in JSON.
func (f *File) Tokens() []Token {
	var all []Token
	for _, p := range f.pieces {
		all = append(all, p.tokens()...)
	}
	return all
}

// TokensAround returns the tokens from the end of the top-level block before the
// offset to the end of the one that holds the offset or follows it. Nothing
// outside them matters to what stands at the offset.
func (f *File) TokensAround(offset int) []Token {
	if len(f.pieces) == 0 {
		return nil
	}
	i := sort.Search(len(f.pieces)-1, func(i int) bool { return f.pieces[i].end >= offset })
	return f.pieces[i].tokens()
}

// tokensIn returns the tokens that lie in a part of an expression. In JSON those
// are tokens of native syntax inside a string.
func (f *File) tokensIn(start, end int) []Token {
	if f.IsJSON() {
		return f.lex(start, end)
	}
	all := f.TokensAround(start + 1)
	from := sort.Search(len(all), func(i int) bool { return int(all[i].Start) >= start })
	to := from
	for to < len(all) && int(all[to].End) <= end {
		to++
	}
	return all[from:to]
}
