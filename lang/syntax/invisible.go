package syntax

import (
	"bytes"
	"unicode/utf8"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// maxInvisible bounds the invisible characters that are reported one by one.
const maxInvisible = 10

// invisible warns of characters that make a file look other than it reads.
func invisible(f *source.File, text []byte, diags *diag.List) {
	var found []int
	for i := nextInvisible(text, 0); i < len(text); i = nextInvisible(text, i+1) {
		found = append(found, i)
	}
	for n, at := range found {
		char, size := utf8.DecodeRune(text[at:])
		p := invisibleChar{where: f.Range(at, at+size), char: char}
		if n == maxInvisible-1 {
			p.more = len(found) - maxInvisible
			diags.Add(p)
			return
		}
		diags.Add(p)
	}
}

// nextInvisible returns the offset of the first invisible character from i on,
// or the length of the text.
func nextInvisible(text []byte, i int) int {
	for i < len(text) {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if isBidi(r) || isZeroWidth(r) && (i > 0 || r != '\ufeff') && !joins(r, text[:i], text[i+size:]) {
			return i
		}
		i += size
	}
	return len(text)
}

func isBidi(r rune) bool {
	return r == '\u061c' || r == '\u200e' || r == '\u200f' || '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069'
}

func isZeroWidth(r rune) bool {
	switch r {
	case '\u00ad', '\u180e', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
		return true
	}
	return false
}

// joins reports whether a joiner stands between two characters of scripts that
// need it, or parts of one picture.
func joins(r rune, before, after []byte) bool {
	if r != '\u200c' && r != '\u200d' || len(before) == 0 || len(after) == 0 {
		return false
	}
	last, _ := utf8.DecodeLastRune(before)
	next, _ := utf8.DecodeRune(after)
	return last >= utf8.RuneSelf && next >= utf8.RuneSelf && !bytes.ContainsRune([]byte("\u200b\u200c\u200d\ufeff"), next)
}
