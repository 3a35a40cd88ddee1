package syntax

import (
	"bytes"
)

// container reads an object or array up to the bracket that closes it.
func (r *jsonReader) container(kind jsonKind) *jsonNode {
	n := &jsonNode{kind: kind}
	indent := r.indent
	n.at = r.token(r.pos, r.pos+1)
	if len(r.open) == maxNesting {
		return r.tooDeep(n)
	}
	r.open = append(r.open, jsonOpen{n.at, indent})
	r.elements(n)
	r.open = r.open[:len(r.open)-1]
	n.at.End = r.cursor
	return n
}

// tooDeep skips a value inside too many others without looking at it.
func (r *jsonReader) tooDeep(n *jsonNode) *jsonNode {
	r.upset = false
	start := n.at.Start.Byte
	r.report(nestingTooDeep{where: Range(n.at), outermost: Range(r.open[0].at)}, start)
	n.kind = jsonBroken
	depth, end, quoted := 1, r.pos, false
	for ; end < len(r.text) && depth > 0; end++ {
		switch c := r.text[end]; {
		case c == '\\' && quoted:
			end++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
	}
	r.pos = min(end, len(r.text))
	r.done = r.done || depth > 0
	n.at.End = r.place(r.pos)
	return n
}

// elements reads what is between the brackets of a container, and the one that
// closes it.
func (r *jsonReader) elements(n *jsonNode) {
	comma := -1        // the comma that nothing follows yet
	var last *jsonNode // the value that a comma has to follow
	for {
		r.skip()
		switch c := r.peek(); {
		case r.ended() || r.outdented(n):
			r.notClosed(n)
			return
		case c == '}' || c == ']':
			if r.closes(n, comma) {
				return
			}
		case c == ',' || c == ';':
			comma = r.pos
			r.comma(c, last != nil)
			last = nil
		case last != nil && r.recut(last, ",]}"):
		case last != nil && !startsValue(c):
			r.junk()
		default:
			if last != nil {
				end := r.cursor.Byte
				r.report(jsonNoComma{where: r.span(r.pos, r.pos+1), behind: r.span(end, end)}, end)
			}
			comma, last = -1, r.element(n)
		}
	}
}

func (r *jsonReader) comma(c byte, due bool) {
	switch where := r.span(r.pos, r.pos+1); {
	case c == ';':
		r.report(jsonSemicolon{where}, r.pos)
	case !due:
		r.report(jsonStrayComma{where}, r.pos)
	}
	r.token(r.pos, r.pos+1)
}

func startsValue(c byte) bool {
	return classes[c] == word || classes[c] == digit || bytes.IndexByte([]byte("{[\"'-+."), c) >= 0
}

// recut ends a string before the first of the stops in it when the quotes of the
// line show that its own one is missing: what closed it was to open the next.
func (r *jsonReader) recut(n *jsonNode, stops string) bool {
	length := bytes.IndexAny(n.raw, stops)
	if n.kind != jsonText || n.escapes || length < 0 || r.first || r.quiet() {
		return false
	}
	if rest := r.text[r.pos:lineEnd(r.text, r.pos)]; bytes.Count(rest, []byte{'"'})%2 == 0 {
		return false
	}
	start := n.at.Start.Byte
	r.report(jsonUnclosedString{Range(n.at)}, start)
	n.raw = bytes.TrimRight(n.raw[:length], " \t")
	r.cursor = n.at.Start
	r.strings = r.strings[:len(r.strings)-1]
	n.at = r.token(start, start+1+len(n.raw))
	return true
}

// closes deals with a closing bracket and reports whether the container ends.
func (r *jsonReader) closes(n *jsonNode, comma int) bool {
	at := r.pos
	switch {
	case (r.text[at] == '}') == (n.kind == jsonObject):
		if comma >= 0 {
			r.report(jsonTrailingComma{r.span(comma, comma+1)}, comma)
		}
		r.token(at, at+1)
		n.closed = true
		return true
	case n.kind == jsonArray && len(r.open) > 1:
		// The brace is more likely to be meant than the bracket to be wrong.
		opened := r.open[len(r.open)-1].at
		r.report(crossedBrackets{where: r.span(at, at+1), closer: "}", opener: "[", open: Range(opened)}, at)
		return true
	}
	r.report(strayCloser{where: r.span(at, at+1), closer: string(r.text[at])}, at)
	r.token(at, at+1)
	return false
}

// outdented reports whether the line shows that the object should have been
// closed before.
func (r *jsonReader) outdented(n *jsonNode) bool {
	if !r.byIndent || !r.first || n.kind != jsonObject || len(r.open) < 2 {
		return false
	}
	opened := r.open[len(r.open)-1].indent
	if r.peek() == '}' {
		return r.indent < opened
	}
	return r.peek() == '"' && r.indent <= opened
}

func (r *jsonReader) notClosed(n *jsonNode) {
	r.unclosed = true
	opener := string(r.text[n.at.Start.Byte])
	at := min(r.pos, len(r.text))
	r.report(unclosedBracket{where: Range(n.at), opener: opener, end: r.span(at, at)}, n.at.Start.Byte)
}

// element returns the value that it adds.
func (r *jsonReader) element(n *jsonNode) *jsonNode {
	if n.kind == jsonArray {
		n.items = append(n.items, r.value())
		return n.items[len(n.items)-1]
	}
	m, ok := r.member()
	if ok {
		n.members = append(n.members, m)
	}
	return m.value
}

// member reads a name, a colon and a value.
func (r *jsonReader) member() (jsonMember, bool) {
	name := r.name()
	if name == nil {
		return jsonMember{}, false
	}
	r.skip()
	if r.peek() != ':' && r.recut(name, ":") {
		r.skip()
	}
	switch c := r.peek(); {
	case c == ':':
		r.upset = false
		r.pos++
	case c == '=':
		r.report(jsonEquals{r.span(r.pos, r.pos+1)}, r.pos)
		r.pos++
	case c == ',' || r.isCloser() || r.ended() || r.first:
		r.report(jsonNoMember{Range(name.at)}, name.at.Start.Byte)
		return jsonMember{name, r.nothing()}, true
	default:
		end := r.cursor.Byte
		r.report(jsonNoColon{where: r.span(r.pos, r.pos+1), behind: r.span(end, end)}, end)
	}
	r.skip()
	return jsonMember{name, r.value()}, true
}

// name reads the name of a member; nil when what stands here can't be one.
func (r *jsonReader) name() *jsonNode {
	switch c := r.peek(); {
	case c == '"':
		return r.string()
	case c == '\'':
		return r.singleQuoted()
	case classes[c] == word:
		return r.bareName()
	}
	start := r.pos
	n := r.value()
	if n.kind != jsonBroken {
		r.report(jsonOddName{where: Range(n.at), what: n.what()}, start)
	}
	if r.pos == start {
		r.pos++ // whatever it is: it was reported
	}
	return nil
}
