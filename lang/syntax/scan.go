package syntax

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// scanner reads a text as hclsyntax's lexer would, at a small part of the cost,
// and watches only its structure: brackets, strings, heredocs, interpolations
// and comments. It finds what must not reach hclsyntax and what breaks the
// structure. It keeps no tokens.
//
// A text that passes has the same brackets at the same offsets as the lexer's
// tokens, and is within the limits; FuzzGuard compares the two.
type scanner struct {
	src    []byte
	locate func(start, end int) diag.Range

	// oneItem makes the scan end behind the first top-level item, and go on
	// behind damage as well as it can.
	oneItem bool

	pos    int
	frames []frame // frames[0] is the text itself
	begun  bool    // an item has begun
	ends   []int   // offsets behind the items so far
	done   bool

	first   diag.Problem // what was found first, nil for a sound text
	cut     int          // offset at which the first problem starts
	tokens  int          // at least the number of the lexer's tokens
	melding int          // bytes to move when strings are joined
	nuls    []int        // offsets of escapes that stand for NUL

	misaligned *frame // see noteAlignment

	opened func(k kind, at int) // for tests; nil otherwise
	closed func(k kind, at int)
}

// kind says what a frame is. The order matters: see template and braceLike.
type kind uint8

const (
	whole kind = iota
	paren
	bracket
	brace
	interpolation
	directive
	quoted
	heredoc
)

func (k kind) template() bool  { return k >= quoted }
func (k kind) braceLike() bool { return k == brace || k == interpolation || k == directive }

// frame is an open bracket or string. An element is what a comma or, where
// lines is set, a line end divides. The height of an expression tree is at most
// the operators of the element plus the height of its highest operand.
type frame struct {
	kind   kind
	lines  bool
	at     int // offset of the opening character
	marker []byte

	operators int // of the current element; in a template the open directives
	operand   int // height of the highest operand of the current element
	highest   int // height of the highest element so far

	pieces  int  // upper bound of the literal pieces of a template
	midline bool // of a heredoc: the line has begun, so it can't close
}

func (f *frame) endElement() {
	f.highest = max(f.highest, f.operators+f.operand)
	f.operators, f.operand = 0, 0
}

func newScanner(src []byte, locate func(start, end int) diag.Range) *scanner {
	s := &scanner{src: src, locate: locate, frames: make([]frame, 1, 16)}
	s.frames[0] = frame{kind: whole, lines: true}
	return s
}

// run scans until the text, or the item, ends or a problem stops it.
func (s *scanner) run() { s.runInside(1) }

// runInside is run for a text that lies inside so many frames, which stay open.
func (s *scanner) runInside(outer int) {
	if bytes.HasPrefix(s.src, byteOrderMark) {
		s.pos = len(byteOrderMark)
	}
	for !s.done && s.pos < len(s.src) {
		switch s.top().kind {
		case quoted:
			s.scanQuoted()
		case heredoc:
			s.scanHeredoc()
		default:
			s.scanCode()
		}
	}
	if s.done {
		return
	}
	s.top().endElement()
	if len(s.frames) > outer {
		s.report(s.unclosed(), s.top().at)
	}
}

func (s *scanner) top() *frame { return &s.frames[len(s.frames)-1] }

// span locates a problem. Only the first one is kept, so the place of others,
// which takes time to count, is not looked for.
func (s *scanner) span(start, end int) diag.Range {
	if s.first != nil {
		return diag.Range{}
	}
	return s.locate(start, end)
}

// report keeps the first problem and, unless an item's end is looked for, ends
// the scan.
func (s *scanner) report(p diag.Problem, at int) {
	if s.first == nil {
		s.first, s.cut = p, at
	}
	s.done = s.done || !s.oneItem
}

var byteOrderMark = []byte("\ufeff")

// class sorts the bytes of code.
type class uint8

const (
	space class = iota
	word
	digit
	newline
	opener
	closer
	operator
	comma
	punctuation
	special
)

var (
	classes  [256]class
	wordPart [256]bool
)

func init() {
	for b := range 256 {
		classes[b] = special
	}
	set := func(c class, chars string) {
		for _, b := range []byte(chars) {
			classes[b] = c
		}
	}
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
	set(space, " \t\r") // only a CR before a LF is left
	set(word, letters)
	set(digit, "0123456789")
	set(newline, "\n")
	set(opener, "([{")
	set(closer, ")]}")
	set(operator, "+-*%!=<>?:&|/")
	set(comma, ",")
	set(punctuation, ".")
	for _, b := range []byte(letters + "0123456789-") {
		wordPart[b] = true
	}
}

// scanCode scans what is not inside a string, until one begins or goes on.
func (s *scanner) scanCode() {
	src := s.src
	f := s.top()
	for i := s.pos; i < len(src); {
		c := classes[src[i]]
		if c == space {
			i++
			continue
		}
		s.tokens++
		if c == word {
			for i++; i < len(src) && wordPart[src[i]]; i++ {
			}
			s.begun = true
			continue
		}
		if c == newline {
			i++
			if s.tokens > maxTokens {
				s.tooManyTokens(i - 1)
				return
			}
			if !f.lines {
				continue
			}
			f.endElement()
			if s.begun && len(s.frames) == 1 && s.endItem(i) {
				return
			}
			continue
		}
		s.pos = i
		s.codeByte(c)
		if f = s.top(); s.done || f.kind.template() {
			return
		}
		i = s.pos
	}
	s.pos = len(src)
}

// endItem notes that an item ends, and reports whether the scan does as well.
func (s *scanner) endItem(end int) bool {
	s.begun = false
	s.ends = append(s.ends, end)
	if s.oneItem {
		s.pos, s.done = end, true
	}
	return s.oneItem
}

// codeByte deals with whatever is neither a word nor a space nor a line end,
// and moves on behind it.
func (s *scanner) codeByte(c class) {
	i, b := s.pos, s.src[s.pos]
	s.begun = s.begun || b != '#' && b != '/'
	s.pos++
	if s.tokens > maxTokens {
		s.tooManyTokens(i)
		return
	}
	switch c {
	case opener:
		s.openBracket(b, i)
	case closer:
		s.closeBracket(b, i, 1)
	case comma:
		s.top().endElement()
	case operator:
		s.operator(b, i)
	case digit:
		s.number(i)
	case special:
		s.special(b, i)
	}
}

// tooManyTokens ends the scan for good.
func (s *scanner) tooManyTokens(i int) {
	s.report(tooManyTokens{s.span(i, i+1)}, i)
	s.pos, s.done = i, true
}

func (s *scanner) special(b byte, i int) {
	switch {
	case b == '"':
		s.push(frame{kind: quoted, at: i})
	case b == '#':
		s.lineComment(i)
	case b == '~' && s.next() == '}':
		s.pos++
		s.closeBracket('~', i, 2)
	case b >= utf8.RuneSelf:
		s.foreign(i)
	default:
		s.report(forbidden{where: s.span(i, i+1), char: rune(b), next: s.next()}, i)
	}
}

// foreign accepts the letters of other scripts, which names may not have; that
// is for a later stage to say.
func (s *scanner) foreign(i int) {
	r, size := utf8.DecodeRune(s.src[i:])
	s.pos = i + size
	if !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Pc) {
		s.report(forbidden{where: s.span(i, s.pos), char: r}, i)
	}
}

// next returns the byte that comes next, or 0 at the end.
func (s *scanner) next() byte {
	if s.pos < len(s.src) {
		return s.src[s.pos]
	}
	return 0
}

func (s *scanner) operator(b byte, i int) {
	if b == '/' && (s.next() == '/' || s.next() == '*') {
		s.comment(i)
		return
	}
	s.begun = true
	if b == '<' && s.next() == '<' && s.openHeredoc(i) {
		return
	}
	if isConflictMarker(s.src, i) {
		s.report(conflict{where: s.span(i, lineEnd(s.src, i))}, i)
	}
	n := s.next()
	switch {
	case (b == '&' || b == '|') && n != b:
		s.report(forbidden{where: s.span(i, i+1), char: rune(b), next: n}, i)
	case n == '=' && (b == '=' || b == '!' || b == '<' || b == '>'),
		n == '>' && b == '=',
		n == b && (b == '&' || b == '|'):
		s.pos++
	}
	weight := 1
	if b == '?' {
		weight = conditionalWeight
	}
	s.grow(weight, 0, i)
}

// grow adds operators and an operand to the current element.
func (s *scanner) grow(operators, height, i int) {
	f := s.top()
	f.operators += operators
	f.operand = max(f.operand, height)
	if f.operators+f.operand > maxDepth {
		s.report(tooDeepExpression{s.span(i, i+1)}, i)
		f.operators, f.operand = 0, 0
	}
}

func (s *scanner) number(i int) {
	end, exponent := numberEnd(s.src, i)
	s.pos = end
	if end-i > maxNumber || exponent > 0 && end-exponent > maxExponent {
		s.report(numberTooLong{s.span(i, end)}, i)
	}
}

// numberEnd returns where the number at i ends, and where the digits of its exponent
// start, or 0.
func numberEnd(src []byte, i int) (end, exponent int) {
	for end = i + 1; end < len(src); end++ {
		b := src[end]
		if b == 'e' || b == 'E' {
			sign := end + 1
			if sign < len(src) && (src[sign] == '+' || src[sign] == '-') {
				sign++
			}
			if sign == len(src) || classes[src[sign]] != digit {
				break
			}
			end, exponent = sign, sign
		} else if b != '.' && classes[b] != digit {
			break
		}
	}
	for src[end-1] == '.' {
		end-- // belongs to what follows
	}
	return end, exponent
}

func (s *scanner) comment(i int) {
	if s.src[i+1] == '/' {
		s.lineComment(i)
		return
	}
	length := bytes.Index(s.src[i+2:], []byte("*/"))
	if length < 0 {
		s.pos = len(s.src)
		s.begun = true
		s.report(unclosedComment{s.span(i, i+2)}, i)
		return
	}
	s.pos = i + 2 + length + 2
}

// lineComment stops before the line end, which counts as it does elsewhere.
func (s *scanner) lineComment(i int) { s.pos = lineEnd(s.src, i) }

// lineEnd returns the offset of the line feed that ends the line of i, or of
// the end of the text.
func lineEnd(src []byte, i int) int {
	if length := bytes.IndexByte(src[i:], '\n'); length >= 0 {
		return i + length
	}
	return len(src)
}

// lineStart returns the offset at which the line of i starts.
func lineStart(src []byte, i int) int { return bytes.LastIndexByte(src[:i], '\n') + 1 }
