package server

import (
	"bytes"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"go.lsp.dev/protocol"
)

func TestPositions(t *testing.T) {
	at := func(line, character uint32) protocol.Position {
		return protocol.Position{Line: line, Character: character}
	}
	cases := []struct {
		name, text string
		onDisk     bool
		offset     int
		in16, in8  protocol.Position
	}{
		{name: "empty", in16: at(0, 0), in8: at(0, 0)},
		{name: "lf", text: "ab\ncd", offset: 4, in16: at(1, 1), in8: at(1, 1)},
		{name: "crlf", text: "ab\r\ncd", offset: 5, in16: at(1, 1), in8: at(1, 1)},
		{name: "before crlf", text: "ab\r\ncd", offset: 2, in16: at(0, 2), in8: at(0, 2)},
		{name: "cr alone", text: "ab\rcd\r", offset: 4, in16: at(1, 1), in8: at(1, 1)},
		{name: "behind cr alone", text: "ab\rcd\r", offset: 6, in16: at(2, 0), in8: at(2, 0)},
		{name: "cr and crlf", text: "a\r\r\nb", offset: 4, in16: at(2, 0), in8: at(2, 0)},
		{name: "accents", text: "é = ü", offset: 5, in16: at(0, 4), in8: at(0, 5)},
		{name: "astral", text: "# 😀x", offset: 6, in16: at(0, 4), in8: at(0, 6)},
		{name: "combining", text: "e\u0301x", offset: 3, in16: at(0, 2), in8: at(0, 3)},
		{name: "mark on disk", text: "\ufeffab", onDisk: true, offset: 4, in16: at(0, 1), in8: at(0, 1)},
		{name: "mark of the editor", text: "\ufeffab", offset: 4, in16: at(0, 2), in8: at(0, 4)},
		{name: "not UTF-8", text: "\xff\xfeab", onDisk: true, offset: 3, in16: at(0, 3), in8: at(0, 3)},
		{name: "end", text: "a\nb\n", offset: 4, in16: at(2, 0), in8: at(2, 0)},
	}
	for _, c := range cases {
		for _, inUTF8 := range []bool{false, true} {
			want := c.in16
			if inUTF8 {
				want = c.in8
			}
			text := newText([]byte(c.text), inUTF8, c.onDisk)
			if got := text.position(c.offset); got != want {
				t.Errorf("%s: offset %d is at %+v, want %+v", c.name, c.offset, got, want)
			}
			if got := text.offset(want); got != c.offset {
				t.Errorf("%s: %+v is at offset %d, want %d", c.name, want, got, c.offset)
			}
		}
	}
}

// TestPositionsOutside asks for places that are not there.
func TestPositionsOutside(t *testing.T) {
	text := newText([]byte("a😀b\r\nc"), false, false)
	for want, positions := range map[int][]protocol.Position{
		1: {{Character: 2}}, // half of a character
		6: {{Character: 5}, {Character: 1 << 31}},
		9: {{Line: 1, Character: 7}, {Line: 2}, {Line: 1<<32 - 1, Character: 1<<32 - 1}},
	} {
		for _, p := range positions {
			if got := text.offset(p); got != want {
				t.Errorf("%+v is at %d, want %d", p, got, want)
			}
		}
	}
	for offset, want := range map[int]protocol.Position{-1: {}, 7: {Character: 4}, 99: {Line: 1, Character: 1}} {
		if got := text.position(offset); got != want {
			t.Errorf("%d is at %+v, want %+v", offset, got, want)
		}
	}
	if start, end := text.bounds(protocol.Range{Start: protocol.Position{Line: 1}}); start != 8 || end != 8 {
		t.Errorf("a range that ends before it starts: %d, %d", start, end)
	}
}

// FuzzPositions holds positions against those that are counted the slow way.
func FuzzPositions(f *testing.F) {
	for _, text := range []string{"", "a\nb", "\r\r\n\n😀", "\ufeffx\r\ny\rz", "\xff\r\n\xc3", "000\xa3"} {
		f.Add([]byte(text), 3)
	}
	f.Fuzz(func(t *testing.T, data []byte, offset int) {
		for _, inUTF8 := range []bool{false, true} {
			text := newText(data, inUTF8, false)
			offset = min(max(offset, 0), len(data))
			if offset < len(data) && !startsRune(data, offset) {
				continue
			}
			got, want := text.position(offset), slowPosition(data, offset, inUTF8)
			if got != want {
				t.Fatalf("%q at %d: %+v, want %+v", data, offset, got, want)
			}
			back := text.offset(got)
			if inside := offset > 0 && offset < len(data) && data[offset-1] == '\r' && data[offset] == '\n'; back != offset && !inside {
				t.Fatalf("%q: %+v is at %d, want %d", data, got, back, offset)
			}
		}
	})
}

func startsRune(data []byte, offset int) bool {
	for at := 0; at <= offset; {
		if at == offset {
			return true
		}
		_, size := utf8.DecodeRune(data[at:])
		at += size
	}
	return false
}

func slowPosition(data []byte, offset int, inUTF8 bool) (p protocol.Position) {
	for at := 0; at < offset; {
		r, size := utf8.DecodeRune(data[at:])
		crlf := bytes.HasPrefix(data[at:], []byte("\r\n"))
		switch {
		case crlf && at+1 == offset:
			return p
		case crlf:
			p, size = protocol.Position{Line: p.Line + 1}, 2
		case r == '\n' || r == '\r':
			p = protocol.Position{Line: p.Line + 1}
		case inUTF8:
			p.Character += uint32(size)
		default:
			p.Character += uint32(max(utf16.RuneLen(r), 1))
		}
		at += size
	}
	return p
}
