package diag

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// mark is a range to underline, with what it has to do with the problem.
type mark struct {
	start, end int // offsets in the file
	label      string
	style      style
	line       string // repeated under the range: ^ or -
}

// stripe is the part of a mark that lies in one line.
type stripe struct {
	mark
	labelled bool
}

// fullMark is the number of lines up to which each line of a range is shown;
// of longer ones only the first and the last are.
const fullMark = 4

// longLine is the number of bytes from which on only the neighbourhood of the
// mark is looked at.
const longLine = 4096

// frame shows the marked lines of a file.
func (p *printer) frame(file *lines, marks []mark) {
	stripes := map[int][]stripe{}
	for _, m := range marks {
		split(file, m, stripes)
	}
	numbers := slices.Sorted(maps.Keys(stripes))
	p.gutter("")
	p.newline()
	for i, number := range numbers {
		if i > 0 {
			p.gap(file, numbers[i-1], number)
		}
		p.line(file, number, stripes[number])
	}
}

// split distributes the mark over the lines it covers.
func split(file *lines, m mark, stripes map[int][]stripe) {
	first, last := file.numbers(m.start, m.end)
	for number := first; number <= last; number++ {
		if last-first >= fullMark && number > first && number < last {
			continue
		}
		start, end := file.span(number)
		s := stripe{mark: m, labelled: number == last}
		if number > first {
			s.start = start + indentation(file.text[start:end])
		}
		s.end = max(min(m.end, end), s.start)
		stripes[number] = append(stripes[number], s)
	}
}

func indentation(line []byte) int {
	return len(line) - len(bytes.TrimLeft(line, " \t"))
}

// gap shows a single line between two shown ones, and dots instead of more.
func (p *printer) gap(file *lines, before, after int) {
	switch after - before {
	case 1:
	case 2:
		p.line(file, before+1, nil)
	default:
		p.paint(gutterStyle, "...")
		p.newline()
	}
}

func (p *printer) line(file *lines, number int, stripes []stripe) {
	slices.SortStableFunc(stripes, func(a, b stripe) int {
		return cmp.Or(cmp.Compare(a.line, b.line)*-1, cmp.Compare(a.start, b.start))
	})
	start, end := file.span(number)
	focus := start
	if len(stripes) > 0 {
		focus = stripes[0].start
	}
	v := p.view(file.text, start, end, focus)
	p.gutter(fmt.Sprint(number))
	p.space(v.text)
	p.newline()
	for _, s := range stripes {
		p.stripe(v, s)
	}
}

// stripe underlines a range and writes its label behind it, or below it where
// there is not enough room.
func (p *printer) stripe(v view, s stripe) {
	from := v.column(s.start)
	length := max(v.column(s.end)-from, 1)
	p.gutter("")
	p.text(strings.Repeat(" ", 1+from))
	p.paint(s.style, strings.Repeat(s.line, length))
	label := ""
	if s.labelled {
		label = visible(strings.ReplaceAll(s.label, "\n", " "))
	}
	room := p.width - p.margin()
	if label != "" && from+length+1+textCells(label) <= room {
		p.text(" ")
		p.paint(s.style, label)
		label = ""
	}
	p.newline()
	if label == "" {
		return
	}
	indent := min(from, room/4)
	for _, line := range wrap(label, room-indent) {
		p.gutter("")
		p.text(strings.Repeat(" ", 1+indent))
		p.paint(s.style, line)
		p.newline()
	}
}

// view is the part of a line that fits.
type view struct {
	text   string
	base   int // offset of the first glyph
	glyphs []glyph
	skip   int // cells cut off on the left
	lead   int // cells of the ellipsis that stands for them
	limit  int // cells there is room for
}

const ellipsis = "…"

// view fits the line [start, end) into the width, so that focus is seen.
func (p *printer) view(text []byte, start, end, focus int) view {
	v := view{base: start, limit: p.width - p.margin()}
	stop := end
	if end-start > longLine {
		v.base = nextRune(text, max(start, focus-longLine/4), end)
		stop = nextRune(text, min(end, focus+longLine/2), end)
	}
	v.glyphs = glyphs(text[v.base:stop])
	total := v.before(stop)
	cutLeft, cutRight := v.base > start, stop < end
	if !cutLeft && !cutRight && total <= v.limit {
		v.text = v.cut(0, total)
		return v
	}
	if at := v.before(focus); cutLeft || at > v.limit*2/3 {
		v.skip, v.lead = max(0, at-v.limit/3), 1
	}
	room := v.limit - v.lead - 1
	v.text = strings.Repeat(ellipsis, v.lead) + v.cut(v.skip, v.skip+room)
	if cutRight || total > v.skip+room {
		v.text += ellipsis
	}
	return v
}

// nextRune returns the first start of a character at or behind the offset.
func nextRune(text []byte, offset, end int) int {
	for offset < end && text[offset]&0xc0 == 0x80 {
		offset++
	}
	return offset
}

// before returns how many cells the glyphs before the offset take.
func (v view) before(offset int) int {
	cells := 0
	for _, g := range v.glyphs {
		if v.base+g.start >= offset {
			break
		}
		cells += g.cells
	}
	return cells
}

// column returns in which cell of the shown text the offset is; what was cut
// off counts as the nearest end.
func (v view) column(offset int) int {
	return min(max(v.before(offset)-v.skip, 0)+v.lead, v.limit)
}

// cut returns the glyphs that lie in [from, to) of the cells.
func (v view) cut(from, to int) string {
	var b strings.Builder
	column := 0
	for _, g := range v.glyphs {
		if column >= from && column+g.cells <= to {
			b.WriteString(g.text)
		}
		column += g.cells
	}
	return b.String()
}
