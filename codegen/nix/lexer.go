package nix

import (
	"bytes"
	"fmt"
	"strings"
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

// longest finds the longest of the literals and names that start here, as the
// same text may start several.
func (l *lexer) longest() (tokenKind, int) {
	kind, end := l.name()
	if k, e := l.number(); e > end {
		kind, end = k, e
	}
	if k, e := l.path(); e > end {
		kind, end = k, e
	}
	if e := l.uri(); e > end {
		kind, end = uriTok, e
	}
	return kind, end
}

func (l *lexer) name() (tokenKind, int) {
	if !identifierStart(l.src[l.pos]) {
		return identTok, 0
	}
	return identTok, l.while(l.pos, identifierPart)
}

// number reads digits, or a float: it needs a dot, and a leading zero only
// stands alone in front of one.
func (l *lexer) number() (tokenKind, int) {
	dot := l.while(l.pos, digit)
	if !l.at(dot, '.') {
		if dot == l.pos {
			return intTok, 0
		}
		return intTok, dot
	}
	whole := string(l.src[l.pos:dot])
	end := l.while(dot+1, digit)
	if whole != "" && whole[0] != '0' || (whole == "" || whole == "0") && end > dot+1 {
		return floatTok, l.exponent(end)
	}
	if whole == "" {
		return intTok, 0
	}
	return intTok, dot
}

func (l *lexer) exponent(end int) int {
	i := end
	if !l.at(i, 'e') && !l.at(i, 'E') {
		return end
	}
	i++
	if l.at(i, '+') || l.at(i, '-') {
		i++
	}
	if digits := l.while(i, digit); digits > i {
		return digits
	}
	return end
}

// path reads a/b, ./a, /a, ~/a and <a>.
func (l *lexer) path() (tokenKind, int) {
	start := l.pos
	switch l.src[start] {
	case '<':
		end := l.components(l.while(start+1, pathByte))
		if end > start+1 && l.src[start+1] != '/' && l.at(end, '>') {
			return outsideTok, end + 1
		}
		return outsideTok, 0
	case '/', '~':
		start = l.pos + 1
		if l.src[l.pos] == '/' {
			start = l.pos
		}
		if end := l.components(start); end > start {
			return outsideTok, end
		}
		return outsideTok, 0
	}
	first := l.while(start, pathByte)
	if end := l.components(first); end > first {
		return pathTok, end
	}
	return pathTok, 0
}

// components reads (/name)*.
func (l *lexer) components(i int) int {
	for l.at(i, '/') {
		end := l.while(i+1, pathByte)
		if end == i+1 {
			break
		}
		i = end
	}
	return i
}

func (l *lexer) uri() int {
	c := l.src[l.pos]
	if !identifierStart(c) || c == '_' {
		return 0
	}
	colon := l.while(l.pos, func(c byte) bool {
		return c != '_' && c != '\'' && identifierPart(c) || c == '+' || c == '.'
	})
	if !l.at(colon, ':') {
		return 0
	}
	end := l.while(colon+1, func(c byte) bool {
		return identifierPart(c) || strings.IndexByte("%/?:@&=+$,.!~*", c) >= 0
	})
	if end == colon+1 {
		return 0
	}
	return end
}

func pathByte(c byte) bool {
	return c != '\'' && identifierPart(c) || c == '.' || c == '+'
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
