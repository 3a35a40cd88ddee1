package nix

import (
	"slices"
	"unicode/utf8"
)

const indentation = 2

// put writes a text of a broken group.
func (l *layout) put(t *token) {
	if l.column == 0 {
		l.indent(t)
	} else {
		l.enter(t.nest)
	}
	l.mark(t.src)
	l.write(t.text, utf8.RuneCountInString(t.text))
}

// indent starts a line whose first text is t.
func (l *layout) indent(t *token) {
	l.enter(t.nest)
	for range l.levels[len(l.levels)-1].indent + t.offset {
		l.out = append(l.out, ' ')
	}
}

// enter makes nest the current depth. Only the first text of a line increases
// the indentation: deeper ones on the same line share it.
func (l *layout) enter(nest int32) {
	top := l.levels[len(l.levels)-1]
	for top.nest > nest {
		l.levels = l.levels[:len(l.levels)-1]
		top = l.levels[len(l.levels)-1]
	}
	if top.nest == nest {
		return
	}
	if l.column == 0 {
		top.indent += indentation
	}
	l.levels = append(l.levels, level{top.indent, nest})
}

func (l *layout) write(s string, width int) {
	l.out = append(l.out, s...)
	l.column += width
}

func (l *layout) newline(n int) {
	for range n {
		l.out = append(l.out, '\n')
	}
	l.column = 0
}

func (l *layout) mark(src int32) {
	if l.marks[len(l.marks)-1].src != src {
		l.marks = append(l.marks, mark{len(l.out), src})
	}
}

// cursor is what has to be restored to take back a piece of output.
type cursor struct {
	out, marks, column int
	levels             []level
}

func (l *layout) save() cursor {
	return cursor{len(l.out), len(l.marks), l.column, slices.Clone(l.levels)}
}

func (l *layout) restore(c cursor) {
	l.out, l.marks, l.column = l.out[:c.out], l.marks[:c.marks], c.column
	l.levels = append(l.levels[:0], c.levels...)
}
