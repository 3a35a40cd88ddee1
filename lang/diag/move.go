package diag

import "slices"

// Offset is how far a text has moved in its file, by whole lines: columns stay.
type Offset struct{ Lines, Bytes int }

// Plus is one move after another.
func (o Offset) Plus(other Offset) Offset {
	return Offset{Lines: o.Lines + other.Lines, Bytes: o.Bytes + other.Bytes}
}

// Minus is the move that is left after another.
func (o Offset) Minus(other Offset) Offset {
	return Offset{Lines: o.Lines - other.Lines, Bytes: o.Bytes - other.Bytes}
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
	return Range{File: r.File, Start: r.Start.Moved(by), End: r.End.Moved(by)}
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
