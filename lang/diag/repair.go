package diag

import "slices"

// Repair is a fix and what it is for.
type Repair struct {
	Of  Diagnostic
	Fix Fix
}

// Repairs returns the safe fixes that can be made at once. Each is made whole or not
// at all: one that overlaps an earlier one, or has an edit that is not possible, is
// left out.
func (l List) Repairs(possible func(Edit) bool) []Repair {
	var repairs []Repair
	accepted := map[string][]Edit{}
	for _, d := range l {
		for _, fix := range d.Fixes {
			if !fix.Safe || slices.ContainsFunc(fix.Edits, func(e Edit) bool {
				return !possible(e) || slices.ContainsFunc(accepted[e.Range.File], e.overlaps)
			}) {
				continue
			}
			for _, e := range fix.Edits {
				accepted[e.Range.File] = append(accepted[e.Range.File], e)
			}
			repairs = append(repairs, Repair{d, fix})
		}
	}
	return repairs
}

// overlaps counts two insertions at the same place as overlapping: their order
// is not known.
func (e Edit) overlaps(other Edit) bool {
	return e.Range.Start.Byte == other.Range.Start.Byte ||
		e.Range.Start.Byte < other.Range.End.Byte && other.Range.Start.Byte < e.Range.End.Byte
}
