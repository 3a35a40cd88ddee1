package query

import (
	"bytes"
	"unicode/utf8"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// comparison finds the edits between a text and its layout. Laying out moves no
// line: it changes lines, most of the time only their spaces, and drops blank ones.
// So the lines that are not blank correspond to each other in order.
type comparison struct {
	file     *File
	old, new []byte
	base     int // offset of old in the file
	found    []diag.Edit
}

func (c *comparison) edits() []diag.Edit {
	var before, after int // where the current lines start
	if bom := []byte("\ufeff"); bytes.HasPrefix(c.old, bom) {
		before = len(bom)
	}
	for before <= len(c.old) && after <= len(c.new) {
		o, n := c.old[before:lineEnd(c.old, before)], c.new[after:lineEnd(c.new, after)]
		o = bytes.TrimSuffix(o, []byte("\r"))
		switch {
		case isBlank(o) && !isBlank(n):
			before = c.dropLine(before)
			continue
		case !isBlank(o) && isBlank(n):
			return c.whole()
		}
		c.line(before, o, n)
		before, after = lineEnd(c.old, before)+1, lineEnd(c.new, after)+1
	}
	return c.rest(before, after)
}

func isBlank(line []byte) bool { return len(bytes.TrimSpace(line)) == 0 }

// rest deals with what follows where one of the texts has ended.
func (c *comparison) rest(before, after int) []diag.Edit {
	switch {
	case before <= len(c.old) && isBlank(c.old[before:]):
		end := before - 1
		if end > 0 && c.old[end-1] == '\r' {
			end--
		}
		c.edit(end, len(c.old), "")
	case after == len(c.new) && c.base+len(c.old) == len(c.file.Text()):
		c.edit(len(c.old), len(c.old), "\n")
	case after < len(c.new) || before <= len(c.old):
		return c.whole()
	}
	return c.found
}

// dropLine removes a blank line and returns where the next one starts.
func (c *comparison) dropLine(start int) int {
	next := lineEnd(c.old, start) + 1
	c.edit(start, min(next, len(c.old)), "")
	return next
}

// whole replaces everything: it is for what should not be.
func (c *comparison) whole() []diag.Edit {
	c.found = nil
	c.edit(0, len(c.old), string(c.new))
	return c.found
}

func (c *comparison) edit(start, end int, text string) {
	if start == end && text == "" {
		return
	}
	start, end = start+c.base, end+c.base
	if n := len(c.found) - 1; n >= 0 && c.found[n].Range.End.Byte == start {
		c.found[n].Range.End = c.file.Range(end, end).End
		c.found[n].NewText += text
		return
	}
	c.found = append(c.found, diag.Edit{Range: c.file.Range(start, end), NewText: text})
}

// line compares two lines, of which the first starts at an offset.
func (c *comparison) line(start int, o, n []byte) {
	switch {
	case bytes.Equal(o, n):
	case bytes.Equal(withoutSpaces(o), withoutSpaces(n)):
		c.spaces(start, o, n)
	default:
		prefix, suffix := common(o, n)
		c.edit(start+prefix, start+len(o)-suffix, string(n[prefix:len(n)-suffix]))
	}
}

// common returns how many bytes two lines have in common at their ends, in whole
// characters.
func common(o, n []byte) (prefix, suffix int) {
	shorter := min(len(o), len(n))
	for prefix < shorter && o[prefix] == n[prefix] {
		prefix++
	}
	for prefix > 0 && prefix < len(o) && !utf8.RuneStart(o[prefix]) {
		prefix--
	}
	for suffix < shorter-prefix && o[len(o)-1-suffix] == n[len(n)-1-suffix] {
		suffix++
	}
	for suffix > 0 && !utf8.RuneStart(o[len(o)-suffix]) {
		suffix--
	}
	return prefix, suffix
}

// spaces compares lines in which nothing but the spaces differs.
func (c *comparison) spaces(start int, o, n []byte) {
	for i, j := 0, 0; ; i, j = i+1, j+1 {
		from, to := i+spaceAt(o[i:]), j+spaceAt(n[j:])
		if !bytes.Equal(o[i:from], n[j:to]) {
			c.edit(start+i, start+from, string(n[j:to]))
		}
		if i, j = from, to; i == len(o) {
			return
		}
	}
}

func spaceAt(text []byte) int { return len(text) - len(bytes.TrimLeft(text, " \t")) }

func withoutSpaces(line []byte) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(line, []byte(" "), nil), []byte("\t"), nil)
}
