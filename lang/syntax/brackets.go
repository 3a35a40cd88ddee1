package syntax

import "bytes"

// push opens a frame. Too many of them end the scan for good: what follows
// could fill the memory with frames.
func (s *scanner) push(f frame) {
	if s.opened != nil {
		s.opened(f.kind, f.at)
	}
	s.begun = true
	if len(s.frames) > maxNesting {
		s.report(nestingTooDeep{where: s.span(f.at, f.at+1), outermost: s.span(s.frames[1].at, s.frames[1].at+1)}, f.at)
		s.done = true
		return
	}
	s.frames = append(s.frames, f)
}

// pop closes the innermost frame, which becomes an operand of the one around.
func (s *scanner) pop(at int) {
	f := *s.top()
	if s.closed != nil {
		s.closed(f.kind, at)
	}
	f.endElement()
	s.frames = s.frames[:len(s.frames)-1]
	height := f.highest + 1
	if height > maxDepth {
		s.report(tooDeepExpression{s.span(f.at, f.at+1)}, f.at)
		height = 0
	}
	switch outer := s.top(); {
	case outer.kind.template():
		outer.highest = max(outer.highest, outer.operators+height)
	case f.kind == bracket:
		s.grow(1, height, at) // an index adds a level around what it indexes
	default:
		s.grow(0, height, at)
	}
	if f.kind.template() {
		s.weigh(f, at)
	}
}

// weigh adds up what joining the pieces of a string costs: for each piece the
// text so far is copied, and the list of pieces, 16 bytes each, moved up.
func (s *scanner) weigh(f frame, end int) {
	s.tokens += f.pieces + 1
	s.melding += f.pieces * (end - f.at + 16*f.pieces) / 2
	if s.melding > maxMelding {
		s.report(stringTooLong{where: s.span(f.at, lineEnd(s.src, f.at)), pieces: f.pieces}, f.at)
		s.melding = 0
	}
}

func (s *scanner) openBracket(b byte, i int) {
	switch b {
	case '(':
		s.push(frame{kind: paren, at: i})
	case '[':
		s.push(frame{kind: bracket, at: i})
	case '{':
		s.push(frame{kind: brace, at: i, lines: !startsFor(s.src[i+1:])})
	}
}

// startsFor reports whether the text behind an opening brace makes it a for
// expression, in which line ends mean nothing.
func startsFor(src []byte) bool {
	src, word := firstWord(src)
	return word == "for" && (len(src) == 0 || src[0] < 0x80)
}

// firstWord skips spaces, line ends and comments and returns the word behind
// them, if it is a short one, and the rest.
func firstWord(src []byte) (rest []byte, word string) {
	for len(src) > 0 {
		switch {
		case classes[src[0]] == space || src[0] == '\n':
			src = src[1:]
		case src[0] == '#' || bytes.HasPrefix(src, []byte("//")):
			src = src[lineEnd(src, 0):]
		case bytes.HasPrefix(src, []byte("/*")):
			length := bytes.Index(src[2:], []byte("*/"))
			if length < 0 {
				return nil, ""
			}
			src = src[2+length+2:]
		default:
			end := 0
			for end < len(src) && end < 8 && wordPart[src[end]] {
				end++
			}
			return src[end:], string(src[:end])
		}
	}
	return nil, ""
}

// closeBracket closes with ), ], } or ~}, the last told by '~'.
func (s *scanner) closeBracket(b byte, i, width int) {
	top := s.top()
	if top.kind.closedBy(b) {
		if b == '~' && top.kind == brace {
			s.report(strayCloser{where: s.span(i, i+width), closer: "~}"}, i)
		}
		if s.done {
			return
		}
		if s.oneItem {
			s.noteAlignment(top, i)
		}
		s.pop(i)
		return
	}
	s.misfit(i, width)
	if !s.done {
		s.closeThrough(b, i)
	}
}

func (k kind) closedBy(b byte) bool {
	switch b {
	case ')':
		return k == paren
	case ']':
		return k == bracket
	}
	return k.braceLike()
}

// closeThrough closes up to the innermost frame that fits. A parenthesis or
// bracket never closes a brace: the brace is more likely to be meant.
func (s *scanner) closeThrough(b byte, i int) {
	for n := len(s.frames) - 1; n > 0; n-- {
		if s.frames[n].kind.closedBy(b) {
			for len(s.frames) > n {
				s.pop(i)
			}
			return
		}
		if s.frames[n].kind.braceLike() {
			return
		}
	}
}
