package diag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/apparentlymart/go-textseg/v15/textseg"
	"golang.org/x/text/width"
)

// glyph is what a terminal shows as one character: a grapheme cluster, an
// expanded tab, or a stand-in for what must not reach a terminal.
type glyph struct {
	text  string
	cells int
	start int // offset in the line
}

const tabWidth = 4

// glyphs returns the line as it is shown.
func glyphs(line []byte) []glyph {
	list := make([]glyph, 0, len(line))
	column := 0
	for at := 0; at < len(line); {
		size, _, err := textseg.ScanGraphemeClusters(line[at:], true)
		if r, width := utf8.DecodeRune(line[at:]); err != nil || size <= 0 || r == utf8.RuneError {
			size = width // clusters of what is no UTF-8 may hold anything
		}
		g := shown(line[at:at+size], column)
		g.start = at
		list = append(list, g)
		column += g.cells
		at += size
	}
	return list
}

func shown(cluster []byte, column int) glyph {
	if cluster[0] == '\t' {
		n := tabWidth - column%tabWidth
		return glyph{text: strings.Repeat(" ", n), cells: n}
	}
	r, size := utf8.DecodeRune(cluster)
	if hidden(r) || r == utf8.RuneError && size <= 1 {
		return glyph{text: "\ufffd", cells: 1}
	}
	return glyph{text: visible(string(cluster)), cells: cells(r, cluster)}
}

func cells(first rune, cluster []byte) int {
	switch width.LookupRune(first).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	if unicode.In(first, unicode.Mn, unicode.Me) {
		return 0
	}
	// The selector asks for the coloured form, which takes two cells.
	if strings.Contains(string(cluster), "\ufe0f") {
		return 2
	}
	return 1
}

// hidden reports characters that would act on a terminal or on the direction of
// text instead of being seen.
func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
}

// visible replaces hidden characters, except line ends, in text that may hold
// pieces of the user's files.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\u200d':
			return r
		case r == '\t':
			return ' '
		case hidden(r):
			return '\ufffd'
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// textCells returns the number of cells that one line of text takes.
func textCells(s string) int {
	if isPrintable(s) {
		return len(s)
	}
	n := 0
	for _, g := range glyphs([]byte(s)) {
		n += g.cells
	}
	return n
}

// isPrintable reports whether each byte is a character of one cell, as in most text.
func isPrintable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// wrap breaks each line of the text between words, so that it takes at most
// width cells where words allow. Further lines are indented as the first one,
// or as its text when it is the point of a list.
func wrap(text string, width int) []string {
	var wrapped []string
	for _, line := range strings.Split(text, "\n") {
		body := strings.TrimLeft(line, " ")
		current := line[:len(line)-len(body)]
		indent := current
		if strings.HasPrefix(body, "- ") {
			indent += "  "
		}
		used := len(current)
		for i, word := range words(body) {
			n := textCells(word)
			switch {
			case i == 0:
			case used+1+n > width:
				wrapped = append(wrapped, current)
				current, used = indent, len(indent)
			default:
				current, used = current+" ", used+1
			}
			current, used = current+word, used+n
		}
		wrapped = append(wrapped, strings.TrimRight(current, " "))
	}
	return wrapped
}

// longestCode is the length up to which code between backquotes is not broken.
const longestCode = 60

// words splits a line at its spaces, but not inside short pieces of code.
func words(line string) []string {
	var list []string
	open := false // the last word started code that has not ended
	for _, word := range strings.Fields(line) {
		if last := len(list) - 1; open && len(list[last])+len(word) < longestCode {
			list[last] += " " + word
		} else {
			list, open = append(list, word), false
		}
		if strings.Count(word, "`")%2 == 1 {
			open = !open
		}
	}
	return list
}
