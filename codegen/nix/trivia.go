package nix

import (
	"bytes"
	"strings"
)

// skip passes spaces and comments.
func (l *lexer) skip() (trivia, error) {
	var t trivia
	var lines []string
	breaks := 0
	if l.pos == 0 {
		breaks = 1 // what stands at the start of the file follows no code
	}
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; {
		case c == '\n':
			breaks++
			l.pos++
		case c == ' ' || c == '\t' || c == '\r':
			l.pos++
		case c == '#' || c == '/' && l.at(l.pos+1, '*'):
			text, err := l.comment()
			if err != nil {
				return t, err
			}
			if breaks > 0 {
				if len(lines) == 0 {
					t.blank = breaks > 1
				} else if breaks > 1 {
					lines = append(lines, "")
				}
				lines = append(lines, text...)
				breaks = 0
			}
		default:
			return l.endTrivia(t, lines, breaks), nil
		}
	}
	return l.endTrivia(t, lines, breaks), nil
}

func (l *lexer) endTrivia(t trivia, lines []string, breaks int) trivia {
	switch {
	case len(lines) == 0:
		t.blank = breaks > 1
	case breaks > 1:
		lines = append(lines, "")
	}
	t.comment = strings.Join(lines, "\n")
	return t
}

// comment reads the lines of one comment, without what marks it.
func (l *lexer) comment() ([]string, error) {
	rest := l.src[l.pos:]
	if rest[0] == '#' {
		end := bytes.IndexAny(rest, "\r\n")
		if end < 0 {
			end = len(rest)
		}
		l.pos += end
		text := strings.TrimRight(string(rest[1:end]), " \t")
		return []string{strings.TrimPrefix(text, " ")}, nil
	}
	end := bytes.Index(rest, []byte("*/"))
	if end < 2 {
		return nil, l.fail(l.pos, "the comment does not end")
	}
	l.pos += end + 2
	lines := strings.Split(strings.TrimSpace(string(rest[2:end])), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "*"))
	}
	return lines, nil
}
