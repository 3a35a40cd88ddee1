package server

import (
	"bytes"
	"slices"
	"sort"
	"unicode/utf16"
	"unicode/utf8"

	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// text is the text of a file with what it takes to tell positions in it, which the
// protocol counts in lines and code units, from offsets, which everybody else does.
// Lines end in LF, CRLF or CR alone, as the protocol has it. It does not change.
type text struct {
	bytes  []byte
	utf8   bool // characters are bytes, and not units of UTF-16
	starts []int
}

var byteOrderMark = []byte("\ufeff")

// newText indexes a text. A byte order mark of a file on disk is not part of what an
// editor shows of it; one that an editor sent is.
func newText(data []byte, inUTF8, onDisk bool) *text {
	t := &text{bytes: data, utf8: inUTF8, starts: []int{0}}
	if onDisk && bytes.HasPrefix(data, byteOrderMark) {
		t.starts[0] = len(byteOrderMark)
	}
	lonely := bytes.IndexByte(data, '\r') >= 0
	for at := t.starts[0]; ; {
		next := bytes.IndexByte(data[at:], '\n')
		if next < 0 {
			t.returns(at, len(data), lonely)
			return t
		}
		t.returns(at, at+next, lonely)
		at += next + 1
		t.starts = append(t.starts, at)
	}
}

// returns adds the lines that carriage returns alone end.
func (t *text) returns(from, to int, any bool) {
	for any && from < to {
		next := bytes.IndexByte(t.bytes[from:to], '\r')
		if next < 0 || from+next+1 == to && to < len(t.bytes) {
			return
		}
		from += next + 1
		t.starts = append(t.starts, from)
	}
}

// offset is where a position is. One behind the end of a line is its end, and one
// inside of a character is its start.
func (t *text) offset(p protocol.Position) int {
	if int64(p.Line) >= int64(len(t.starts)) {
		return len(t.bytes)
	}
	start, end := t.line(int(p.Line))
	if t.utf8 {
		return t.runeStart(start, start+min(int(min(p.Character, 1<<30)), end-start))
	}
	units := int(min(p.Character, 1<<30))
	at := start
	for at < end && units > 0 {
		r, size := utf8.DecodeRune(t.bytes[at:end])
		if units -= width16(r); units < 0 {
			break
		}
		at += size
	}
	return at
}

// runeStart is an offset, or the start of the character that it is inside of.
func (t *text) runeStart(line, offset int) int {
	for at := offset - 1; at >= max(line, offset-utf8.UTFMax+1); at-- {
		if !utf8.RuneStart(t.bytes[at]) {
			continue
		}
		if _, size := utf8.DecodeRune(t.bytes[at:]); at+size > offset {
			return at
		}
		break
	}
	return offset
}

// position is the position of an offset. Offsets outside are moved to the next end.
func (t *text) position(offset int) protocol.Position {
	offset = min(max(offset, t.starts[0]), len(t.bytes))
	number := sort.SearchInts(t.starts, offset+1) - 1
	start, end := t.line(number)
	offset = min(offset, end) // there is no position between CR and LF
	before := t.bytes[start:offset]
	units := len(before)
	if !t.utf8 {
		units = units16(before)
	}
	return protocol.Position{Line: uint32(number), Character: uint32(units)}
}

// line is where the text of a line starts and ends, without its line end.
func (t *text) line(number int) (start, end int) {
	start, end = t.starts[number], len(t.bytes)
	if number+1 < len(t.starts) {
		end = t.starts[number+1] - 1
		if end > start && t.bytes[end] == '\n' && t.bytes[end-1] == '\r' {
			end--
		}
	}
	return start, end
}

func (t *text) span(start, end int) protocol.Range {
	return protocol.Range{Start: t.position(start), End: t.position(max(start, end))}
}

func (t *text) rangeOf(r diag.Range) protocol.Range { return t.span(r.Start.Byte, r.End.Byte) }

// bounds are the offsets of a range. One that ends before it starts is empty.
func (t *text) bounds(r protocol.Range) (start, end int) {
	start = t.offset(r.Start)
	return start, max(start, t.offset(r.End))
}

// replaced is the text with a range of it replaced.
func (t *text) replaced(r protocol.Range, by string) []byte {
	start, end := t.bounds(r)
	return slices.Concat(t.bytes[:start], []byte(by), t.bytes[end:])
}

func units16(b []byte) int {
	units := 0
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			units++
			b = b[1:]
			continue
		}
		r, size := utf8.DecodeRune(b)
		units += width16(r)
		b = b[size:]
	}
	return units
}

func width16(r rune) int { return max(utf16.RuneLen(r), 1) }
