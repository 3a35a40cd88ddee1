package syntax

import (
	"bytes"
	"unicode/utf8"
)

// scanQuoted scans inside a quoted string until it ends or an interpolation
// begins.
func (s *scanner) scanQuoted() {
	src, f := s.src, s.top()
	for i := s.pos; i < len(src); {
		switch b := src[i]; b {
		default:
			i++
		case '"':
			s.pos = i + 1
			f.pieces++
			s.pop(i)
			return
		case '\\':
			i = s.escape(i)
		case '\n':
			s.pos = i
			s.brokenString(i)
			return
		case '$', '%':
			f.pieces += 2
			if width := templateEscape(src, i); width > 0 {
				i += width
			} else if s.pos = i; s.openSequence(b, i) {
				return
			} else {
				i++
			}
		}
	}
	s.pos = len(src)
}

// escape skips a backslash and the character behind it. A line end is never
// part of an escape.
func (s *scanner) escape(i int) int {
	rest := s.src[i+1:]
	if len(rest) == 0 || rest[0] == '\n' || rest[0] == '\r' {
		return i + 1
	}
	if bytes.HasPrefix(rest, []byte("u0000")) || bytes.HasPrefix(rest, []byte("U00000000")) {
		s.nuls = append(s.nuls, i)
	}
	_, size := utf8.DecodeRune(rest)
	return i + 1 + size
}

// templateEscape returns the width of $${ or %%{ at i, and 0 if there is none.
func templateEscape(src []byte, i int) int {
	if i+2 < len(src) && src[i+1] == src[i] && src[i+2] == '{' {
		return 3
	}
	return 0
}

// openSequence opens ${ or %{ at i if there is one.
func (s *scanner) openSequence(b byte, i int) bool {
	if i+1 >= len(s.src) || s.src[i+1] != '{' {
		return false
	}
	s.tokens += 2
	s.pos = i + 2
	if s.next() == '~' {
		s.pos++
	}
	if b == '$' {
		s.push(frame{kind: interpolation, at: i})
		return true
	}
	s.countDirective(i)
	if !s.done {
		s.push(frame{kind: directive, at: i})
	}
	return true
}

// countDirective follows the nesting of %{if} and %{for}: hclsyntax recurses
// for it, though the braces of each directive are closed at once.
func (s *scanner) countDirective(i int) {
	template := s.top()
	switch _, word := firstWord(s.src[s.pos:]); word {
	case "if", "for":
		s.grow(1, 0, i)
		template.highest = max(template.highest, template.operators)
	case "endif", "endfor":
		template.operators = max(0, template.operators-1)
	}
}

// brokenString is told that a line ends at i inside a quoted string. To go on,
// the outermost string is taken to end there: all of its line is lost, and
// nothing behind it.
func (s *scanner) brokenString(i int) {
	if s.first == nil {
		s.report(s.unclosed(), s.top().at)
	}
	if s.done {
		return
	}
	outermost := len(s.frames) - 1
	for n := outermost; n > 0 && s.frames[n].kind != heredoc; n-- {
		if s.frames[n].kind == quoted {
			outermost = n
		}
	}
	for len(s.frames) > outermost {
		s.pop(i)
	}
}

// openHeredoc opens the heredoc that begins at i, if one does.
func (s *scanner) openHeredoc(i int) bool {
	marker, end := heredocMarker(s.src, i)
	if marker == nil {
		return false
	}
	if foreign := bytes.IndexFunc(marker, func(r rune) bool { return r >= utf8.RuneSelf }); foreign >= 0 {
		name := i + bytes.Index(s.src[i:], marker)
		s.report(foreignMarker{s.span(name, name+len(marker))}, name)
		if s.done {
			return true // whether it opens one depends on what letters these are
		}
	}
	s.pos = end
	s.push(frame{kind: heredoc, at: i, marker: marker})
	return true
}

// heredocMarker returns the marker of the heredoc that begins at i, and where its
// text starts; nil if none begins there. It begins with << or <<-, a name and the line
// end, without a space between them.
func heredocMarker(src []byte, i int) (marker []byte, text int) {
	name := i + 2
	if name < len(src) && src[name] == '-' {
		name++
	}
	end := name
	for end < len(src) && (wordPart[src[end]] || src[end] >= utf8.RuneSelf) {
		end++
	}
	marker = src[name:end]
	lf := end
	if lf < len(src) && src[lf] == '\r' {
		lf++
	}
	if len(marker) == 0 || lf >= len(src) || src[lf] != '\n' {
		return nil, 0
	}
	if marker[0] < utf8.RuneSelf && classes[marker[0]] != word {
		return nil, 0
	}
	return marker, lf + 1
}

// scanHeredoc scans the text of a heredoc until it ends or an interpolation
// begins.
func (s *scanner) scanHeredoc() {
	src, f := s.src, s.top()
	for i := s.pos; i < len(src); {
		if !f.midline && s.closeHeredoc(f, i) {
			return
		}
		for f.midline = true; f.midline && i < len(src); i++ {
			switch b := src[i]; b {
			case '\n':
				f.pieces++
				f.midline = false
			case '$', '%':
				f.pieces += 2
				if templateEscape(src, i) > 0 {
					i += 2
				} else if s.openSequence(b, i) {
					return
				}
			}
		}
	}
	s.pos = len(src)
}

// closeHeredoc ends the heredoc when the line at i holds its marker, spaces and
// a line end, and leaves the line end to the code.
func (s *scanner) closeHeredoc(f *frame, i int) bool {
	end := bytes.IndexByte(s.src[i:], '\n')
	if end < 0 || !bytes.Equal(bytes.TrimSpace(s.src[i:i+end]), f.marker) {
		return false
	}
	s.pos = i + end
	s.pop(i)
	return true
}
