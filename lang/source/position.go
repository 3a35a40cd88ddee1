package source

import (
	"bytes"
	"sort"

	"github.com/apparentlymart/go-textseg/v15/textseg"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Pos returns the position of a byte offset as hcl would count it. Offsets
// outside the file are moved to its nearest end.
func (f *File) Pos(offset int) diag.Pos {
	starts := f.starts()
	offset = min(max(offset, starts[0]), max(len(f.Bytes), starts[0]))
	line := sort.SearchInts(starts, offset+1) - 1
	return diag.Pos{
		Line:   line + 1,
		Column: 1 + graphemes(f.Bytes[starts[line]:offset]),
		Byte:   offset,
	}
}

// Range returns the range of the bytes [start, end).
func (f *File) Range(start, end int) diag.Range {
	return diag.Range{File: f.Path, Start: f.Pos(start), End: f.Pos(max(start, end))}
}

// Line returns the text of a line, counted from 1, without its line end. It is
// empty for a line that the file does not have.
func (f *File) Line(number int) []byte {
	starts := f.starts()
	if number < 1 || number > len(starts) {
		return nil
	}
	line := f.Bytes[starts[number-1]:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	return bytes.TrimSuffix(line, []byte("\r"))
}

func (f *File) byteRange(at int) diag.Range { return f.Range(at, at+1) }

// starts returns the offset of each line. The first line starts behind the
// byte order mark, which has no column.
func (f *File) starts() []int {
	f.linesOnce.Do(func() {
		first := 0
		if bytes.HasPrefix(f.Bytes, byteOrderMark) {
			first = len(byteOrderMark)
		}
		f.lineStarts = append(f.lineStarts, first)
		text := f.Text()
		for i := first; i < len(text); {
			next := bytes.IndexByte(text[i:], '\n')
			if next < 0 {
				break
			}
			i += next + 1
			f.lineStarts = append(f.lineStarts, i)
		}
	})
	return f.lineStarts
}

// Columns returns how many columns a text without line ends takes.
func Columns(text []byte) int { return graphemes(text) }

func graphemes(text []byte) int {
	count := 0
	for len(text) > 0 {
		if ascii := asciiPrefix(text); ascii > 1 {
			// The last one may be the base of a combining character.
			count += ascii - 1
			text = text[ascii-1:]
			continue
		}
		advance, _, err := textseg.ScanGraphemeClusters(text, true)
		if err != nil || advance <= 0 {
			return count + len(text)
		}
		count++
		text = text[advance:]
	}
	return count
}

func asciiPrefix(text []byte) int {
	for i, b := range text {
		if b >= 0x80 || b == '\r' {
			return i
		}
	}
	return len(text)
}
