package nix

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// SyntaxError says where a text is not Nix, or not the part of Nix that Parse
// reads. Line and Col start at 1; Col counts bytes.
type SyntaxError struct {
	Line, Col int
	Message   string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Col, e.Message)
}

type tokenKind uint8

const (
	endTok tokenKind = iota
	identTok
	intTok
	floatTok
	pathTok
	outsideTok
	uriTok
	wordTok // keywords, operators, brackets, and the openings of strings
)

// lexeme is a piece of source text: src[pos:end].
type lexeme struct {
	kind     tokenKind
	text     string
	pos, end int
	trivia   trivia
}

// is reports whether the lexeme is the keyword or the punctuation.
func (t lexeme) is(word string) bool { return t.kind == wordTok && t.text == word }

// trivia is what stands in front of a lexeme and is no code.
type trivia struct {
	blank   bool   // an empty line comes first
	comment string // see Bind; without one that follows code on its line
}

// lexer cuts a text into lexemes, except the insides of strings: see pieces.go.
type lexer struct {
	src []byte
	pos int
}

// words are all lexemes of fixed text that are not keywords, by their first
// byte, longer ones first.
var words = func() (table [256][]string) {
	for _, w := range []string{
		"...", "''", "${", "//", "++", "->", "==", "!=", "<=", ">=", "&&", "||", "|>", "<|",
		"{", "}", "[", "]", "(", ")", "=", ";", ":", ",", ".", "@", "?", "!", "+", "-", "*", "/", "<", ">", `"`,
	} {
		table[w[0]] = append(table[w[0]], w)
	}
	return table
}()

func (l *lexer) next() (lexeme, error) {
	t, err := l.skip()
	if err != nil {
		return lexeme{}, err
	}
	start := lexeme{pos: l.pos, end: l.pos, trivia: t}
	if l.pos == len(l.src) {
		return start, nil
	}
	if kind, end := l.longest(); end > 0 {
		return l.take(start, kind, end)
	}
	rest := l.src[l.pos:]
	for _, w := range words[rest[0]] {
		if bytes.HasPrefix(rest, []byte(w)) {
			return l.take(start, wordTok, l.pos+len(w))
		}
	}
	c, _ := utf8.DecodeRune(rest)
	return lexeme{}, l.fail(l.pos, "unexpected character %q", c)
}

func (l *lexer) take(t lexeme, kind tokenKind, end int) (lexeme, error) {
	t.kind, t.end, t.text = kind, end, string(l.src[t.pos:end])
	if kind == identTok && keywords[t.text] {
		t.kind = wordTok
	}
	l.pos = end
	return t, nil
}

func (l *lexer) at(i int, c byte) bool { return i < len(l.src) && l.src[i] == c }

func (l *lexer) while(i int, ok func(byte) bool) int {
	for i < len(l.src) && ok(l.src[i]) {
		i++
	}
	return i
}

func (l *lexer) fail(pos int, format string, args ...any) error {
	before := l.src[:pos]
	return &SyntaxError{
		Line:    1 + bytes.Count(before, []byte{'\n'}),
		Col:     pos - bytes.LastIndexByte(before, '\n'),
		Message: fmt.Sprintf(format, args...),
	}
}
