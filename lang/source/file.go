package source

import (
	"bytes"
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// File is one source file. It is used by pointer and its fields are not
// changed once it has been handed to a later stage.
type File struct {
	Path  string // slash-separated, relative to the root of the file system
	Bytes []byte // exactly what was read

	textOnce sync.Once
	text     []byte

	checked bool // by New, which reported what Text replaces

	linesOnce  sync.Once
	lineStarts []int
}

// New returns the file that holds data and says where data is not the text
// that the language asks for. The file can be parsed all the same.
func New(path string, data []byte) (*File, diag.List) {
	f := &File{Path: path, Bytes: data, checked: true}
	var diags diag.List
	f.checkText(&diags)
	return f, diags
}

var (
	byteOrderMark = []byte("\xef\xbb\xbf")
	utf16Little   = []byte("\xff\xfe")
	utf16Big      = []byte("\xfe\xff")
)

// Text is what a parser reads: Bytes, in which every byte that New objects to
// is replaced by a harmless one. Offsets into Text are offsets into Bytes. It
// is empty for a file in another encoding.
func (f *File) Text() []byte {
	f.textOnce.Do(func() { f.text = sanitized(f.Bytes) })
	return f.text
}

// Replaced reports whether New objected to any of the bytes [start, end), which
// Text has replaced. What looks wrong around them has no other cause.
func (f *File) Replaced(start, end int) bool {
	return f.checked && !bytes.Equal(f.Bytes[start:end], f.Text()[start:end])
}

func (f *File) checkText(diags *diag.List) {
	if bytes.HasPrefix(f.Bytes, utf16Little) || bytes.HasPrefix(f.Bytes, utf16Big) {
		diags.Add(otherEncoding{f.Range(0, 0)})
		return
	}
	if at, count := invalidUTF8(f.Bytes); count > 0 {
		diags.Add(invalidByte{where: f.byteRange(at), value: f.Bytes[at], more: count - 1})
	}
	if at := bytes.IndexByte(f.Bytes, 0); at >= 0 {
		diags.Add(nulByte{where: f.byteRange(at), more: bytes.Count(f.Bytes, []byte{0}) - 1})
	}
	if at, count := loneReturns(f.Bytes); count > 0 {
		diags.Add(loneReturn{where: f.byteRange(at), more: count - 1})
	}
}

// sanitized returns data itself when there is nothing to replace. A bad byte
// becomes an underscore, which is at home in names, strings and comments alike;
// a lone carriage return becomes the line end it evidently is in a file that
// has no other, and a space elsewhere.
func sanitized(data []byte) []byte {
	if bytes.HasPrefix(data, utf16Little) || bytes.HasPrefix(data, utf16Big) {
		return nil
	}
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 && bytes.IndexByte(data, '\r') < 0 {
		return data
	}
	text := slices.Clone(data)
	lineEnd := byte(' ')
	if bytes.IndexByte(data, '\n') < 0 {
		lineEnd = '\n'
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == 0, r == utf8.RuneError && size == 1:
			text[i] = '_'
		case r == '\r' && !isLineEnd(text, i):
			text[i] = lineEnd
		}
		i += size
	}
	return text
}

func invalidUTF8(data []byte) (first, count int) {
	if utf8.Valid(data) {
		return 0, 0
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			if count == 0 {
				first = i
			}
			count++
		}
		i += size
	}
	return first, count
}

func loneReturns(data []byte) (first, count int) {
	for i := bytes.IndexByte(data, '\r'); i >= 0; {
		if !isLineEnd(data, i) {
			if count == 0 {
				first = i
			}
			count++
		}
		next := bytes.IndexByte(data[i+1:], '\r')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return first, count
}

// isLineEnd reports whether the carriage return at i is half of a CRLF.
func isLineEnd(data []byte, i int) bool {
	return i+1 < len(data) && data[i+1] == '\n'
}
