package apply

import (
	"cmp"
	"slices"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Repair is what safe fixes make of files.
type Repair struct {
	Files []File
	Count map[string]int // of the fixes that changed the file
}

// Fix applies the safe fixes of the diagnostics to the texts that they are
// about. Each fix is applied whole or not at all: one whose edits overlap those
// of an earlier one is left for the next time.
func Fix(list diag.List, text diag.Sources) Repair {
	edits := map[string][]diag.Edit{}
	repair := Repair{Count: map[string]int{}}
	for _, d := range list {
		for _, fix := range d.Fixes {
			if !fix.Safe || !fits(fix, edits, text) {
				continue
			}
			for file := range accept(fix, edits) {
				repair.Count[file]++
			}
		}
	}
	for file := range edits {
		repair.Files = append(repair.Files, File{Name: file, Bytes: edited(text(file), edits[file])})
	}
	slices.SortFunc(repair.Files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	return repair
}

func accept(fix diag.Fix, edits map[string][]diag.Edit) (files map[string]bool) {
	files = map[string]bool{}
	for _, e := range fix.Edits {
		edits[e.Range.File] = append(edits[e.Range.File], e)
		files[e.Range.File] = true
	}
	return files
}

// fits reports whether every edit is within its file and apart from the edits
// that were accepted before.
func fits(fix diag.Fix, accepted map[string][]diag.Edit, text diag.Sources) bool {
	for _, e := range fix.Edits {
		start, end := e.Range.Start.Byte, e.Range.End.Byte
		if start < 0 || end < start || end > len(text(e.Range.File)) {
			return false
		}
		if slices.ContainsFunc(accepted[e.Range.File], func(other diag.Edit) bool { return overlap(e, other) }) {
			return false
		}
	}
	return true
}

// overlap counts two insertions at the same place as overlapping: their order
// is not known.
func overlap(a, b diag.Edit) bool {
	return a.Range.Start.Byte == b.Range.Start.Byte ||
		a.Range.Start.Byte < b.Range.End.Byte && b.Range.Start.Byte < a.Range.End.Byte
}

func edited(text []byte, edits []diag.Edit) []byte {
	slices.SortFunc(edits, func(a, b diag.Edit) int { return cmp.Compare(a.Range.Start.Byte, b.Range.Start.Byte) })
	var out []byte
	at := 0
	for _, e := range edits {
		out = append(out, text[at:e.Range.Start.Byte]...)
		out = append(out, e.NewText...)
		at = e.Range.End.Byte
	}
	return append(out, text[at:]...)
}
