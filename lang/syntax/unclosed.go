package syntax

import (
	"bytes"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// unclosed phrases what is wrong when the text, or the line of a quoted string,
// ends inside the innermost frame.
func (s *scanner) unclosed() diag.Problem {
	top := s.top()
	switch top.kind {
	case heredoc:
		return s.unclosedHeredoc(top)
	case quoted:
		// A quote behind an interpolation on the same line is the end of the
		// string that the interpolation is in, and not the start of another.
		if outer := s.frames[len(s.frames)-2]; outer.kind == interpolation || outer.kind == directive {
			if bytes.IndexByte(s.src[outer.at:top.at], '\n') < 0 {
				p := s.unclosedBracket(outer)
				p.end = s.span(top.at, top.at+1)
				return p
			}
		}
		return unclosedString{s.span(top.at, lineEnd(s.src, top.at))}
	}
	if top.kind == brace && s.misaligned != nil {
		return s.unclosedBracket(*s.misaligned)
	}
	return s.unclosedBracket(*top)
}

// noteAlignment remembers the first brace whose partner, at the start of its
// line, stands further left than the line that opened it. When a brace is
// missing in the end, the one that is not closed is most likely that one: its
// partner was meant for a brace around it.
func (s *scanner) noteAlignment(f *frame, closer int) {
	if s.misaligned != nil || f.kind != brace {
		return
	}
	start := closer
	for start > 0 && (s.src[start-1] == ' ' || s.src[start-1] == '\t') {
		start--
	}
	if start > 0 && s.src[start-1] != '\n' {
		return
	}
	line := s.src[lineStart(s.src, f.at):]
	if indent := len(line) - len(bytes.TrimLeft(line, " \t")); closer-start < indent {
		opened := *f
		s.misaligned = &opened
	}
}

func (s *scanner) unclosedBracket(f frame) unclosedBracket {
	width := 1
	if f.kind != brace && f.kind.braceLike() {
		width = 2
	}
	return unclosedBracket{
		where:  s.span(f.at, f.at+width),
		opener: string(s.src[f.at : f.at+width]),
		end:    s.span(len(s.src), len(s.src)),
		header: s.blockHeader(f),
	}
}

// blockHeader returns what stands before a brace on its line if the brace seems
// to open a block, and "" else.
func (s *scanner) blockHeader(f frame) string {
	if f.kind != brace {
		return ""
	}
	head := string(bytes.TrimSpace(s.src[lineStart(s.src, f.at):f.at]))
	if len(head) > 60 || bytes.ContainsAny([]byte(head), "=:([{}]),") {
		return ""
	}
	return head
}

// unclosedHeredoc looks for a line that was meant to close the heredoc.
func (s *scanner) unclosedHeredoc(f *frame) diag.Problem {
	p := unclosedHeredoc{
		where:  s.span(f.at, lineEnd(s.src, f.at)),
		marker: string(f.marker),
	}
	for i := lineEnd(s.src, f.at) + 1; i < len(s.src); i = lineEnd(s.src, i) + 1 {
		line := bytes.TrimSpace(s.src[i:lineEnd(s.src, i)])
		if !bytes.HasPrefix(line, f.marker) || len(line) > len(f.marker) && wordPart[line[len(f.marker)]] {
			continue
		}
		p.near = s.span(i, lineEnd(s.src, i))
		p.atEnd = len(line) == len(f.marker)
		break
	}
	return p
}

// misfit reports a closing bracket that does not belong to the innermost frame.
func (s *scanner) misfit(i, width int) {
	closer := string(s.src[i : i+width])
	where := s.span(i, i+width)
	top := *s.top()
	if top.kind != paren && top.kind != bracket {
		s.report(strayCloser{where: where, closer: closer}, i)
		return
	}
	s.report(crossedBrackets{
		where:  where,
		closer: closer,
		opener: string(s.src[top.at : top.at+1]),
		open:   s.span(top.at, top.at+1),
	}, top.at)
}

// isConflictMarker reports whether a line that version control leaves between
// two versions starts at i.
func isConflictMarker(src []byte, i int) bool {
	if i+6 >= len(src) || src[i+6] != src[i] || i > 0 && src[i-1] != '\n' {
		return false
	}
	for _, b := range src[i+1 : i+6] {
		if b != src[i] {
			return false
		}
	}
	return i+7 == len(src) || bytes.IndexByte([]byte(" \r\n"), src[i+7]) >= 0
}
