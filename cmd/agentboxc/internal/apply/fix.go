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

// Fix applies the safe fixes of the diagnostics to the texts that they are about.
// One that overlaps an earlier one is left for the next time.
func Fix(list diag.List, text diag.Sources) Repair {
	edits := map[string][]diag.Edit{}
	repair := Repair{Count: map[string]int{}}
	inside := func(e diag.Edit) bool {
		start, end := e.Range.Start.Byte, e.Range.End.Byte
		return start >= 0 && start <= end && end <= len(text(e.Range.File))
	}
	for _, r := range list.Repairs(inside) {
		files := map[string]bool{}
		for _, e := range r.Fix.Edits {
			edits[e.Range.File] = append(edits[e.Range.File], e)
			files[e.Range.File] = true
		}
		for file := range files {
			repair.Count[file]++
		}
	}
	for file := range edits {
		repair.Files = append(repair.Files, File{Name: file, Bytes: edited(text(file), edits[file])})
	}
	slices.SortFunc(repair.Files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	return repair
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
