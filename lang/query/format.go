package query

import (
	"bytes"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// Format returns what brings a file into its canonical layout: edits in order, as
// small as they can be so that an editor keeps the cursor where it is. A file that
// syntax.Format refuses has none. Line ends and a byte order mark are left to the
// editor, which does not show them.
func Format(s *Snapshot, path string) []diag.Edit {
	f := s.File(path)
	if f == nil {
		return nil
	}
	return f.layout(0, len(f.Text()))
}

// FormatRange is Format for the lines from start to end. In a unit it looks at the
// blocks there alone, but at none when the file has errors elsewhere: what looks
// like a block could be the inside of another one.
func FormatRange(s *Snapshot, path string, start, end int) []diag.Edit {
	f := s.File(path)
	if f == nil || s.isBroken(path) {
		return nil
	}
	text := f.Text()
	start, end = lineStart(text, start), lineEnd(text, max(start, end))
	from, to := f.widen(start, end)
	var inside []diag.Edit
	for _, e := range f.layout(from, to) {
		if e.Range.Start.Byte >= start && e.Range.End.Byte <= end {
			inside = append(inside, e)
		}
	}
	return inside
}

// FormatTyped is Format for what a character in front of the offset completes: a
// brace the lines of what it closes, a line end the lines before it up to a blank
// one. The line of the cursor stays as it is.
func FormatTyped(s *Snapshot, path string, offset int, typed string) []diag.Edit {
	f := s.File(path)
	if f == nil || offset <= 0 || offset > len(f.Text()) {
		return nil
	}
	text := f.Text()
	switch typed {
	case "}":
		if open, ok := f.opener(offset); ok {
			return FormatRange(s, path, open, offset)
		}
	case "\n":
		start := lineStart(text, offset)
		if start == 0 {
			return nil
		}
		return FormatRange(s, path, paragraph(text, start-1), start-1)
	}
	return nil
}

// isBroken reports whether a file of the unit has a syntax error.
func (s *Snapshot) isBroken(path string) bool {
	for _, d := range s.Diags {
		if d.Subject.File == path && d.Severity == diag.Error && d.Code < diag.UnknownBlock {
			return true
		}
	}
	return false
}

// widen takes a span to the pieces of the file that it touches. Attributes at
// the top of a file of values are laid out together.
func (f *File) widen(start, end int) (from, to int) {
	if len(f.pieces) == 0 || len(f.Syntax.Body().Attributes) > 0 {
		return 0, len(f.Text())
	}
	from, to = start, end
	for _, p := range f.pieces {
		if p.start <= start && start <= p.end {
			from = min(from, p.start)
		}
		if p.start <= end && end <= p.end {
			to = max(to, p.end)
		}
	}
	return f.afterBlock(from), lineEnd(f.Text(), to)
}

// afterBlock returns where the first line that is not blank starts behind the block
// that ends at an offset, which is 0 where there is none. Blank lines at the start of
// what is laid out would be dropped, and here they divide two blocks.
func (f *File) afterBlock(offset int) int {
	text := f.Text()
	for start := offset; start < len(text); start = lineEnd(text, start) + 1 {
		if lineStart(text, start) == start && !isBlank(text[start:lineEnd(text, start)]) {
			return start
		}
	}
	return offset
}

// opener returns where the brace is opened that closes in front of the offset.
func (f *File) opener(offset int) (open int, ok bool) {
	var stack []opened
	for _, t := range f.TokensAround(offset) {
		switch {
		case opens(t.Type):
			stack = append(stack, opened{Token: t})
		case closes(t.Type):
			n := partner(stack, t)
			if n >= 0 && int(t.End) == offset {
				return int(stack[n].Start), t.Type == hclsyntax.TokenCBrace
			}
			if n >= 0 {
				stack = stack[:n]
			}
		}
	}
	return 0, false
}

// paragraph returns where the lines without a blank one between them start.
func paragraph(text []byte, offset int) int {
	start := lineStart(text, offset)
	for start > 0 {
		above := lineStart(text, start-1)
		if len(bytes.TrimSpace(text[above:start])) == 0 {
			break
		}
		start = above
	}
	return start
}

// layout returns the edits that lay out a part of the file, which has to be whole
// lines.
func (f *File) layout(from, to int) []diag.Edit {
	text := f.Syntax.Source.Bytes
	part := &source.File{Path: f.Path, Bytes: text[from:to]}
	if from == 0 && to == len(text) {
		part = f.Syntax.Source
	}
	formatted, _ := syntax.Format(part)
	if formatted == nil {
		return nil
	}
	c := &comparison{file: f, old: part.Bytes, new: formatted, base: from}
	return c.edits()
}
