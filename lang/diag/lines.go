package diag

import (
	"bytes"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// Sources returns the bytes of a file that ranges name, nil when it has none.
// Renderers ask once for each file.
type Sources func(file string) []byte

// excerpts hands out files with their line index and keeps them, so that many
// diagnostics of one file do not scan it again.
type excerpts struct {
	sources Sources
	files   map[string]*lines
}

func newExcerpts(sources Sources) *excerpts {
	return &excerpts{sources: sources, files: map[string]*lines{}}
}

// file returns nil when there is no source to show.
func (e *excerpts) file(name string) *lines {
	if found, ok := e.files[name]; ok {
		return found
	}
	var loaded *lines
	if e.sources != nil && name != "" {
		if text := e.sources(name); text != nil {
			loaded = indexLines(text)
		}
	}
	e.files[name] = loaded
	return loaded
}

// lines is a file and the offset at which each of its lines starts. The first
// one starts behind a byte order mark.
type lines struct {
	text    []byte
	starts  []int
	counted counted
}

func indexLines(text []byte) *lines {
	first := 0
	if bytes.HasPrefix(text, []byte("\ufeff")) {
		first = len("\ufeff")
	}
	l := &lines{text: text, starts: []int{first}}
	for at := first; ; {
		next := bytes.IndexByte(text[at:], '\n')
		if next < 0 {
			return l
		}
		at += next + 1
		l.starts = append(l.starts, at)
	}
}

// number returns the line, counted from 1, that holds the offset.
func (l *lines) number(offset int) int {
	i, found := slices.BinarySearch(l.starts, offset)
	if found {
		return i + 1
	}
	return max(i, 1)
}

// numbers returns the first and the last line of the range [start, end). One
// that ends with a line end does not reach into the next line.
func (l *lines) numbers(start, end int) (first, last int) {
	first, last = l.number(start), l.number(end)
	if last > first && l.starts[last-1] == end {
		last--
	}
	return first, last
}

// span returns where the line's text starts and ends, without its line end.
func (l *lines) span(number int) (start, end int) {
	start, end = l.starts[number-1], len(l.text)
	if number < len(l.starts) {
		end = l.starts[number] - 1
	}
	if end > start && l.text[end-1] == '\r' {
		end--
	}
	return start, end
}

// clamp moves a range into the file, for a source that has changed since.
func (l *lines) clamp(r Range) (start, end int) {
	first := l.starts[0]
	start = min(max(r.Start.Byte, first), len(l.text))
	return start, min(max(r.End.Byte, start), len(l.text))
}

// utf16Column returns the column of the offset, counted from 1 in UTF-16 code
// units. It goes on from the last answer where it can, because many diagnostics
// may be in one very long line.
func (l *lines) utf16Column(offset int) int {
	start := l.starts[l.number(offset)-1]
	if l.counted.column == 0 || l.counted.from != start || l.counted.to > offset {
		l.counted = counted{from: start, to: start, column: 1}
	}
	for l.counted.to < offset {
		r, size := utf8.DecodeRune(l.text[l.counted.to:])
		l.counted.column += max(utf16.RuneLen(r), 1)
		l.counted.to += size
	}
	return l.counted.column
}

// counted is how far utf16Column has come in the line that starts at from.
type counted struct{ from, to, column int }
