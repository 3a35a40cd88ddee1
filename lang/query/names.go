package query

import (
	"cmp"
	"slices"
	"sort"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// NamesIn returns all occurrences of names in a file, in source order.
func (s *Snapshot) NamesIn(file string) []Occurrence {
	f := s.File(file)
	if f == nil {
		return nil
	}
	return s.occurrences(f, f.Blocks)
}

// Occurrences returns where the name of a symbol stands in the unit and the files
// beside it, sorted by file, then in source order.
func (s *Snapshot) Occurrences(of Symbol) []Occurrence {
	var all []Occurrence
	for _, f := range s.Files() {
		all = append(all, s.OccurrencesIn(f.Path, of)...)
	}
	return all
}

// OccurrencesIn is Occurrences in one file.
func (s *Snapshot) OccurrencesIn(file string, of Symbol) []Occurrence {
	f := s.File(file)
	if f == nil {
		return nil
	}
	return slices.DeleteFunc(s.collect(f, f.Blocks, f.written(of)), func(o Occurrence) bool { return o.Symbol != of })
}

// written is the text without which a name of the symbol does not stand anywhere.
// Most of a file has nothing to do with it, and looking for a text is quicker than
// looking for names. It is nil where names may be written with escapes.
func (f *File) written(of Symbol) []byte {
	switch {
	case f.IsJSON():
		return nil
	case of.Kind == Pkgset && of.Name == defaultSet:
		return []byte("pkgs")
	}
	return []byte(of.Name)
}

// At returns the name at an offset. On the rest of a reference, such as the word
// layer in layer.base, that is the name which the rest leads to. It looks only at
// the top-level block around the offset.
func (s *Snapshot) At(file string, offset int) (Occurrence, bool) {
	f := s.File(file)
	if f == nil {
		return Occurrence{}, false
	}
	var best Occurrence
	found := false
	for _, o := range s.occurrences(f, f.around(offset)) {
		if nearer(o, best, found, offset) {
			best, found = o, true
		}
	}
	return best, found
}

// around are the blocks that may hold the offset: none, or one, or two that touch.
func (f *File) around(offset int) []*config.Block {
	from := sort.Search(len(f.Blocks), func(i int) bool { return f.end(f.Blocks[i]) >= offset })
	to := from
	for to < len(f.Blocks) && f.Blocks[to].Range.Start.Byte <= offset {
		to++
	}
	return f.Blocks[from:to]
}

// nearer compares two occurrences: the one with the offset in its name comes
// first, then the one with the offset behind its name, then the shortest.
func nearer(o, best Occurrence, found bool, offset int) bool {
	if !touches(o.Name, offset) && (o.Use == Declares || !touches(o.Whole, offset)) {
		return false
	}
	if !found {
		return true
	}
	return cmp.Or(cmp.Compare(distance(o, offset), distance(best, offset)), cmp.Compare(length(o.Whole), length(best.Whole))) < 0
}

func distance(o Occurrence, offset int) int {
	switch {
	case holds(o.Name, offset):
		return 0
	case touches(o.Name, offset):
		return 1
	}
	return 2
}

func holds(r diag.Range, offset int) bool {
	return r.Start.Byte <= offset && offset < r.End.Byte
}

func touches(r diag.Range, offset int) bool {
	return r.Start.Byte <= offset && offset <= r.End.Byte
}

func length(r diag.Range) int { return r.End.Byte - r.Start.Byte }

func sortOccurrences(all []Occurrence) {
	slices.SortStableFunc(all, func(a, b Occurrence) int {
		return cmp.Or(cmp.Compare(a.Name.Start.Byte, b.Name.Start.Byte), cmp.Compare(a.Name.End.Byte, b.Name.End.Byte))
	})
}
