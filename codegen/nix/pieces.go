package nix

import (
	"bytes"
	"strings"
)

// piece is a part of a string as written: text, or an interpolation, which the
// parser reads.
type piece struct {
	text    string
	expr    Expr
	escaped bool // no part of the indentation of its line
}

// quotedText reads text of a "…" string up to the closing quote or the next
// ${, behind which the lexer stands then.
func (l *lexer) quotedText() (text string, interpolation bool, err error) {
	var b strings.Builder
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		l.pos++
		switch {
		case c == '"':
			return b.String(), false, nil
		case c == '$' && l.at(l.pos, '{'):
			l.pos++
			return b.String(), true, nil
		case c == '$' && l.at(l.pos, '$'):
			l.pos++
			b.WriteString("$$")
		case c == '\\' && l.pos < len(l.src):
			b.WriteByte(unescaped(l.src[l.pos]))
			l.pos++
		case c == '\r':
			b.WriteByte('\n')
			if l.at(l.pos, '\n') {
				l.pos++
			}
		default:
			b.WriteByte(c)
		}
	}
	return "", false, l.fail(len(l.src), "the string does not end")
}

func unescaped(c byte) byte {
	switch c {
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}

// openIndented passes the rest of the line of the opening quotes if it is
// empty.
func (l *lexer) openIndented() {
	if end := l.while(l.pos, func(c byte) bool { return c == ' ' }); l.at(end, '\n') {
		l.pos = end + 1
	}
}

// indentedPiece reads the next piece of a ”…” string; its expr is left to the
// parser. At the end of the string ok is false.
func (l *lexer) indentedPiece() (p piece, interpolation, ok bool, err error) {
	rest := l.src[l.pos:]
	switch {
	case len(rest) == 0:
		return p, false, false, l.fail(l.pos, "the string does not end")
	case bytes.HasPrefix(rest, []byte("${")):
		l.pos += 2
		return p, true, true, nil
	case !bytes.HasPrefix(rest, []byte("''")):
		return piece{text: l.indentedText()}, false, true, nil
	case len(rest) == 2:
	case rest[2] == '$':
		l.pos += 3
		return piece{text: "$", escaped: true}, false, true, nil
	case rest[2] == '\'':
		l.pos += 3
		return piece{text: "''", escaped: true}, false, true, nil
	case rest[2] == '\\' && len(rest) > 3:
		l.pos += 4
		return piece{text: string(unescaped(rest[3])), escaped: true}, false, true, nil
	}
	l.pos += 2
	return p, false, false, nil
}

// indentedText reads up to what is not only itself.
func (l *lexer) indentedText() string {
	start := l.pos
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		if c == '\'' && l.at(l.pos+1, '\'') || c == '$' && l.at(l.pos+1, '{') {
			break
		}
		l.pos++
		if c == '$' && l.at(l.pos, '$') {
			l.pos++
		}
	}
	return string(l.src[start:l.pos])
}

// unindented removes the indentation that all lines have in common, and the
// last line if it is empty.
func unindented(pieces []piece) []StrPart {
	drop := commonIndent(pieces)
	var parts []StrPart
	start, dropped := true, 0
	for i, p := range pieces {
		if p.expr != nil {
			start, dropped = false, 0
			parts = append(parts, StrPart{Expr: p.expr})
			continue
		}
		var b strings.Builder
		for _, c := range []byte(p.text) {
			switch {
			case start && c == ' ':
				if dropped++; dropped <= drop {
					continue
				}
			case c == '\n':
				start, dropped = true, 0
			default:
				start = false
			}
			b.WriteByte(c)
		}
		text := b.String()
		if i == len(pieces)-1 {
			text = withoutEmptyLine(text)
		}
		parts = append(parts, StrPart{Literal: text})
	}
	return joined(parts)
}

func withoutEmptyLine(text string) string {
	if i := strings.LastIndexByte(text, '\n'); i >= 0 && strings.Trim(text[i+1:], " ") == "" {
		return text[:i+1]
	}
	return text
}

func commonIndent(pieces []piece) int {
	least, current, start := maxWidth, 0, true
	for _, p := range pieces {
		if p.expr != nil || p.escaped {
			if start {
				start, least = false, min(least, current)
			}
			continue
		}
		for _, c := range []byte(p.text) {
			switch {
			case c == '\n':
				start, current = true, 0
			case start && c == ' ':
				current++
			case start:
				start, least = false, min(least, current)
			}
		}
	}
	return least
}
