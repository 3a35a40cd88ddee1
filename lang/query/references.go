package query

import (
	"slices"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// References returns where else in the tree the thing is named whose name is at an
// offset, with the places that declare it or without.
func (t *Tree) References(s *Snapshot, file string, offset int, declarations bool) []diag.Range {
	o, ok := s.At(file, offset)
	if !ok {
		return nil
	}
	var found []diag.Range
	for _, other := range t.occurrences(s, o.Symbol) {
		if declarations || other.Use != Declares {
			found = append(found, other.Name)
		}
	}
	return found
}

// occurrences asks one unit where no other can know the name, and for a built-in
// function, which is everywhere.
func (t *Tree) occurrences(s *Snapshot, of Symbol) []Occurrence {
	if of.Kind == Parameter || of.Kind == LoopName || of.Kind == Builtin {
		return s.Occurrences(of)
	}
	return t.Occurrences(of)
}

// Highlights returns the names in a file that mean the same as the one at an
// offset.
func (s *Snapshot) Highlights(file string, offset int) []Occurrence {
	o, ok := s.At(file, offset)
	if !ok {
		return nil
	}
	return slices.Clip(s.OccurrencesIn(file, o.Symbol))
}
