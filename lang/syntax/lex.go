package syntax

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// lex returns the tokens of a sound text, which are those of hclsyntax's lexer but
// for two things: they have offsets and no lines and columns, which are what its
// lexer spends its time on, and a piece of a string or heredoc is as long as it can
// be. It is nil for a text that is not all of printable ASCII and line ends.
func lex(text []byte) hclsyntax.Tokens {
	if !isPlain(text) {
		return nil
	}
	l := &lexer{src: text, tokens: make(hclsyntax.Tokens, 0, len(text)/averageToken)}
	for l.pos < len(text) {
		switch l.within().kind {
		case quoted:
			l.literal(hclsyntax.TokenQuotedLit)
		case heredoc:
			l.literal(hclsyntax.TokenStringLit)
		default:
			l.code()
		}
	}
	l.emit(hclsyntax.TokenEOF, len(text))
	return l.tokens
}

// averageToken is how many bytes most files have for a token, with what is between
// them.
const averageToken = 3

// isPlain reports whether a byte is a character for all of the text. A tab is none:
// it is space, but not a space.
func isPlain(text []byte) bool {
	for _, b := range text {
		if (b < ' ' || b > '~') && b != '\n' {
			return false
		}
	}
	return true
}

// lexer is on its way through a text.
type lexer struct {
	src    []byte
	pos    int
	open   []frame // braces, strings and what they hold
	tokens hclsyntax.Tokens
}

func (l *lexer) within() frame {
	if len(l.open) == 0 {
		return frame{}
	}
	return l.open[len(l.open)-1]
}

func (l *lexer) pop() kind {
	last := l.within().kind
	if len(l.open) > 0 {
		l.open = l.open[:len(l.open)-1]
	}
	return last
}

// emit adds the token that ends at an offset, and moves on.
func (l *lexer) emit(t hclsyntax.TokenType, end int) {
	l.tokens = append(l.tokens, hclsyntax.Token{Type: t, Bytes: l.src[l.pos:end],
		Range: hcl.Range{Start: hcl.Pos{Byte: l.pos}, End: hcl.Pos{Byte: end}}})
	l.pos = end
}

// code takes one token, or a space, of what is not inside a string.
func (l *lexer) code() {
	i, b := l.pos, l.src[l.pos]
	switch classes[b] {
	case space:
		l.pos++
	case word:
		for i++; i < len(l.src) && wordPart[l.src[i]]; i++ {
		}
		l.emit(hclsyntax.TokenIdent, i)
	case digit:
		end, _ := numberEnd(l.src, i)
		l.emit(hclsyntax.TokenNumberLit, end)
	default:
		l.symbol(b)
	}
}

func (l *lexer) symbol(b byte) {
	next := byte(0)
	if l.pos+1 < len(l.src) {
		next = l.src[l.pos+1]
	}
	switch {
	case b == '#', b == '/' && next == '/':
		l.emit(hclsyntax.TokenComment, min(lineEnd(l.src, l.pos)+1, len(l.src)))
	case b == '/' && next == '*':
		length := bytes.Index(l.src[l.pos+2:], []byte("*/"))
		if length < 0 {
			length = len(l.src) - l.pos - 4
		}
		l.emit(hclsyntax.TokenComment, l.pos+2+length+2)
	case b == '"':
		l.emit(hclsyntax.TokenOQuote, l.pos+1)
		l.open = append(l.open, frame{kind: quoted})
	case b == '{':
		l.emit(hclsyntax.TokenOBrace, l.pos+1)
		l.open = append(l.open, frame{kind: brace})
	case b == '}', b == '~' && next == '}':
		l.brace(b)
	default:
		l.operator(b, next)
	}
}

// brace closes a brace, or the part of a string that is code.
func (l *lexer) brace(b byte) {
	t, width := hclsyntax.TokenCBrace, 1
	if closed := l.pop(); closed == interpolation || closed == directive || b == '~' {
		t = hclsyntax.TokenTemplateSeqEnd
	}
	if b == '~' {
		width++
	}
	l.emit(t, l.pos+width)
}

// operators are those of two characters.
var operators = map[[2]byte]hclsyntax.TokenType{
	{'=', '='}: hclsyntax.TokenEqualOp, {'!', '='}: hclsyntax.TokenNotEqual,
	{'>', '='}: hclsyntax.TokenGreaterThanEq, {'<', '='}: hclsyntax.TokenLessThanEq,
	{'&', '&'}: hclsyntax.TokenAnd, {'|', '|'}: hclsyntax.TokenOr,
	{':', ':'}: hclsyntax.TokenDoubleColon, {'=', '>'}: hclsyntax.TokenFatArrow,
}

func (l *lexer) operator(b, next byte) {
	if b == '<' && next == '<' {
		if marker, end := heredocMarker(l.src, l.pos); marker != nil {
			l.emit(hclsyntax.TokenOHeredoc, end)
			l.open = append(l.open, frame{kind: heredoc, marker: marker})
			return
		}
	}
	if b == '.' && bytes.HasPrefix(l.src[l.pos:], []byte("...")) {
		l.emit(hclsyntax.TokenEllipsis, l.pos+3)
		return
	}
	if t, ok := operators[[2]byte{b, next}]; ok {
		l.emit(t, l.pos+2)
		return
	}
	l.emit(hclsyntax.TokenType(b), l.pos+1)
}

// literal takes text up to the end of its string or heredoc, or the code in it.
func (l *lexer) literal(t hclsyntax.TokenType) {
	f := l.within()
	lineStarts := l.tokens[len(l.tokens)-1].Type == hclsyntax.TokenOHeredoc
	for i := l.pos; i < len(l.src); i++ {
		b := l.src[i]
		switch {
		case f.kind == quoted && b == '"':
			l.text(t, i)
			l.emit(hclsyntax.TokenCQuote, i+1)
			l.pop()
			return
		case f.kind == quoted && b == '\\':
			i++
		case lineStarts && l.closes(f, i):
			l.text(t, i)
			l.emit(hclsyntax.TokenCHeredoc, lineEnd(l.src, i))
			l.pop()
			return
		case b == '$' || b == '%':
			if l.sequence(t, b, i) {
				return
			}
			i += max(0, templateEscape(l.src, i)-1)
		}
		lineStarts = f.kind == heredoc && b == '\n'
	}
	l.text(t, len(l.src))
}

// text ends a piece of text, which may be empty.
func (l *lexer) text(t hclsyntax.TokenType, end int) {
	if end = min(end, len(l.src)); end > l.pos {
		l.emit(t, end)
	}
}

func (l *lexer) closes(f frame, i int) bool {
	end := bytes.IndexByte(l.src[i:], '\n')
	return end >= 0 && bytes.Equal(bytes.TrimSpace(l.src[i:i+end]), f.marker)
}

// sequence takes ${ or %{ at i, if there is one.
func (l *lexer) sequence(t hclsyntax.TokenType, b byte, i int) bool {
	if templateEscape(l.src, i) > 0 || i+1 >= len(l.src) || l.src[i+1] != '{' {
		return false
	}
	l.text(t, i)
	end := i + 2
	if end < len(l.src) && l.src[end] == '~' {
		end++
	}
	opened, kind := hclsyntax.TokenTemplateInterp, interpolation
	if b == '%' {
		opened, kind = hclsyntax.TokenTemplateControl, directive
	}
	l.emit(opened, end)
	l.open = append(l.open, frame{kind: kind})
	return true
}
