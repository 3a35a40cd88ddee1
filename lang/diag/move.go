package diag

import (
	"cmp"
	"slices"
)

// Offset is how far a text has moved, by whole lines: columns stay.
type Offset struct {
	File         string // where it stands now; "" for the file in which it stood
	Lines, Bytes int
}

// Between is the move of what started at a place and starts at another one now.
func Between(then, now Range) Offset {
	by := Offset{Lines: now.Start.Line - then.Start.Line, Bytes: now.Start.Byte - then.Start.Byte}
	if now.File != then.File {
		by.File = now.File
	}
	return by
}

// Plus is one move after another.
func (o Offset) Plus(other Offset) Offset {
	return Offset{File: cmp.Or(other.File, o.File), Lines: o.Lines + other.Lines, Bytes: o.Bytes + other.Bytes}
}

// Minus is the move that is left after another, which is a part of it.
func (o Offset) Minus(other Offset) Offset {
	left := Offset{Lines: o.Lines - other.Lines, Bytes: o.Bytes - other.Bytes}
	if o.File != other.File {
		left.File = o.File
	}
	return left
}

// Moved returns the position behind the move.
func (p Pos) Moved(by Offset) Pos {
	return Pos{Line: p.Line + by.Lines, Column: p.Column, Byte: p.Byte + by.Bytes}
}

// Moved returns the range behind the move; what names no place still names none.
func (r Range) Moved(by Offset) Range {
	if r.IsZero() {
		return r
	}
	return Range{File: cmp.Or(by.File, r.File), Start: r.Start.Moved(by), End: r.End.Moved(by)}
}

// Moved returns the list behind a move of all that it points at.
func (l List) Moved(by Offset) List {
	moved := make(List, 0, len(l))
	for _, d := range l {
		d.Subject, d.Context = d.Subject.Moved(by), d.Context.Moved(by)
		d.Related = slices.Clone(d.Related)
		for i, r := range d.Related {
			d.Related[i].Range = r.Range.Moved(by)
		}
		d.Fixes = slices.Clone(d.Fixes)
		for i, fix := range d.Fixes {
			d.Fixes[i] = fix.moved(by)
		}
		moved = append(moved, d)
	}
	return moved
}

func (f Fix) moved(by Offset) Fix {
	f.Edits = slices.Clone(f.Edits)
	for i, e := range f.Edits {
		f.Edits[i].Range = e.Range.Moved(by)
	}
	return f
}
