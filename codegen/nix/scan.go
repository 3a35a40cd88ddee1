package nix

import "strings"

// longest finds the longest of the literals and names that start here, as the
// same text may start several.
func (l *lexer) longest() (tokenKind, int) {
	kind, end := identTok, l.name()
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

func (l *lexer) name() int {
	if !identifierStart(l.src[l.pos]) {
		return 0
	}
	return l.while(l.pos, identifierPart)
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
