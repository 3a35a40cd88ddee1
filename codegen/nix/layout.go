package nix

import "unicode/utf8"

// lineWidth is how many columns a line may have beside its indentation.
const lineWidth = 100

// A layout writes a sealed doc. A group is put on one line when it fits there
// together with what follows up to the next possible break; else one of its
// first groups is broken when that alone suffices; else its own spacings become
// line breaks and its parts are looked at one by one.
type layout struct {
	tokens []token
	out    []byte
	marks  []mark
	column int // of the cursor, without the indentation; 0 at the start of a line
	levels []level
}

// level pairs a nesting depth with the indentation that it got.
type level struct{ indent, nest int32 }

// mark says that the output from offset on came from the source range.
type mark struct {
	offset int
	src    int32
}

// arrange lays out a sealed doc.
func arrange(d *doc) *layout {
	l := &layout{
		tokens: d.tokens,
		out:    make([]byte, 0, 4*len(d.tokens)),
		marks:  []mark{{0, noSource}},
		levels: []level{{}},
	}
	end := len(l.tokens) - 1
	if !l.flat(0, end) {
		l.broken(0, end)
	}
	l.out = append(l.out, '\n')
	return l
}

// broken writes the tokens with their spacings as line breaks.
func (l *layout) broken(lo, hi int) {
	for i := lo; i < hi; i++ {
		t := &l.tokens[i]
		switch t.kind {
		case textToken, trailingToken, commentToken:
			l.put(t)
		case spaceToken:
			l.breakAt(i, t)
		case openToken:
			l.writeGroup(i)
			i = int(t.n)
		}
	}
}

func (l *layout) writeGroup(open int) {
	lo, hi := open+1, int(l.tokens[open].n)
	if l.flat(lo, hi) {
		return
	}
	if l.tokens[open].group != transparent && l.breakFirst(lo, hi) {
		return
	}
	l.broken(lo, hi)
}

// breakAt writes a spacing of a broken group. At the start of a line there is
// nothing to separate.
func (l *layout) breakAt(i int, t *token) {
	if l.column == 0 {
		return
	}
	switch t.space {
	case hardSpace:
		l.write(" ", 1)
	case lineBreak, line, hardLine:
		l.newline(1)
	case emptyLine:
		l.newline(2)
	case newlines:
		l.newline(int(t.n))
	case softbreak, softSpace:
		width := int(t.space.flat())
		if !l.firstLineFits(i+1, lineWidth-l.column-width) {
			l.newline(1)
		} else if width == 1 {
			l.write(" ", 1)
		}
	}
}

// flat writes the tokens on the current line if they fit.
func (l *layout) flat(lo, hi int) bool {
	if l.tokens[hi].hard != l.tokens[lo].hard {
		return false
	}
	lo = l.start(lo, hi)
	if lo == hi {
		return true
	}
	width := int(l.tokens[hi].width - l.tokens[lo].width)
	if room := lineWidth - l.column - width; room < 0 || room < l.firstLine(hi, room) {
		return false
	}
	if l.column == 0 {
		l.indent(l.firstText(lo, hi))
	}
	for i := lo; i < hi; i++ {
		t := &l.tokens[i]
		switch {
		case t.kind == textToken:
			l.mark(t.src)
			l.out = append(l.out, t.text...)
		case t.kind == spaceToken && t.space.flat() == 1:
			l.out = append(l.out, ' ')
		}
	}
	l.column += width
	return true
}

// start skips what writes nothing, and at the start of a line the spacing too.
func (l *layout) start(lo, hi int) int {
	for ; lo < hi; lo++ {
		switch l.tokens[lo].kind {
		case openToken, closeToken, goneToken:
		case spaceToken:
			if l.column != 0 {
				return lo
			}
		default:
			return lo
		}
	}
	return hi
}

func (l *layout) firstText(lo, hi int) *token {
	for ; lo < hi; lo++ {
		if l.tokens[lo].kind == textToken {
			break
		}
	}
	return &l.tokens[lo]
}

// breakFirst looks for a first group among the parts of a group such that what
// is before it fits on the current line and what is after it fits on the line
// where it ends. The last one is preferred.
func (l *layout) breakFirst(lo, hi int) bool {
	var buffer [8]int
	firsts := l.firsts(buffer[:0], lo, hi)
	for i := len(firsts) - 1; i >= 0; i-- {
		if l.breakOnly(lo, firsts[i], hi) {
			return true
		}
	}
	return false
}

func (l *layout) firsts(found []int, lo, hi int) []int {
	for i := lo; i < hi; i++ {
		t := &l.tokens[i]
		if t.kind != openToken || t.group == transparent {
			continue
		}
		if t.group == first {
			found = append(found, i)
		}
		i = int(t.n)
	}
	return found
}

func (l *layout) breakOnly(lo, open, hi int) bool {
	end := int(l.tokens[open].n)
	if l.tokens[hi].hard != l.tokens[end].hard {
		return false
	}
	state := l.save()
	if !l.flat(lo, open) {
		return false
	}
	l.force(end+1, hi, true)
	l.broken(open+1, end)
	l.force(end+1, hi, false)
	if l.flat(end+1, hi) {
		return true
	}
	l.restore(state)
	return false
}

// force marks the spacings of a group's tail, which will be on one line, for
// the measuring of lines that reach into it.
func (l *layout) force(lo, hi int, forced bool) {
	for i := lo; i < hi; i++ {
		t := &l.tokens[i]
		switch {
		case t.kind == spaceToken:
			t.forced = forced
		case t.kind == openToken && t.group != transparent:
			i = int(t.n)
		}
	}
}

// firstLine is the width from token i to the next possible break; it need not
// be exact beyond the limit.
func (l *layout) firstLine(i, limit int) int {
	width := 0
	for ; i < len(l.tokens) && width <= limit; i++ {
		t := &l.tokens[i]
		switch t.kind {
		case textToken, trailingToken:
			width += utf8.RuneCountInString(t.text)
		case spaceToken:
			if t.space != hardSpace && !t.forced {
				return width
			}
			width += int(t.space.flat())
		}
	}
	return width
}

// firstLineFits reports whether the tokens from i to the next break have at most
// the width. Groups count as broken only where a whole line could not hold them.
func (l *layout) firstLineFits(i, width int) bool {
	used := 0
	for ; i < len(l.tokens) && used <= lineWidth; i++ {
		t := &l.tokens[i]
		switch t.kind {
		case textToken:
			used += utf8.RuneCountInString(t.text)
		case spaceToken:
			if t.space != hardSpace && !t.forced {
				return used <= width
			}
			used += int(t.space.flat())
		case openToken:
			if whole, ok := l.whole(i, lineWidth-used); ok {
				used += whole
				i = int(t.n)
			}
		}
	}
	return used <= width
}

// whole is the width of the group on one line, if it fits into the room
// together with what follows.
func (l *layout) whole(open, room int) (int, bool) {
	t := &l.tokens[open]
	end := &l.tokens[t.n]
	width := int(end.width - t.width)
	if end.hard != t.hard || width > room {
		return 0, false
	}
	return width, width+l.firstLine(int(t.n), room-width) <= room
}
