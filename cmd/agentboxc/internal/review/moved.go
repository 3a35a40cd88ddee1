package review

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/agentboxc/agentboxc/lang/source"
)

// alike is how much of the larger of two units has to be in both, in bytes of lines,
// for one to be the other that was edited: what git asks of files that are renamed.
const alike = 0.5

// maxEdited bounds how many units of each side are compared with all of the other.
const maxEdited = 200

// moved makes one pair of a unit that went away and one that came with the same
// source, or the same but for some edits.
func (r Request) moved(pairs []Pair) []Pair {
	var gone, come []*moving
	for i, p := range pairs {
		if p.Head == "" && !isUnit(r.inHead, p.Base) {
			gone = appendReadable(gone, i, r.Base.FS, p.Base)
		}
	}
	if len(gone) == 0 {
		return pairs
	}
	for i, p := range pairs {
		if p.Base == "" && !isUnit(r.inBase, p.Head) {
			come = appendReadable(come, i, r.Head.FS, p.Head)
		}
	}
	taken := map[int]bool{}
	join := func(from, to *moving, how string) {
		from.found, to.found, taken[from.pair] = true, true, true
		was := pairs[from.pair].Base
		p := &pairs[to.pair]
		p.Base, p.Reasons = was, []Reason{{was, []string{fmt.Sprintf("%s has the source that %s had%s", p.Head, was, how)}}}
	}
	first := map[string][]*moving{} // by their whole source
	for _, from := range gone {
		first[from.whole] = append(first[from.whole], from)
	}
	for _, to := range come {
		if same := first[to.whole]; len(same) > 0 {
			join(same[0], to, "")
			first[to.whole] = same[1:]
		}
	}
	isFound := func(m *moving) bool { return m.found }
	for _, m := range edited(slices.DeleteFunc(gone, isFound), slices.DeleteFunc(come, isFound)) {
		if !m.from.found && !m.to.found {
			join(m.from, m.to, ", edited")
		}
	}
	rest := []Pair{}
	for i, p := range pairs {
		if !taken[i] {
			rest = append(rest, p)
		}
	}
	return rest
}

// moving is a unit that is on one side only.
type moving struct {
	pair  int
	found bool // on the other side, somewhere else
	files []*source.File
	whole string // a digest of the names and the texts of its source files
}

// appendReadable leaves out a unit whose source cannot be read.
func appendReadable(list []*moving, pair int, fsys fs.FS, dir string) []*moving {
	unit, problems := source.Load(fsys, dir)
	if problems.HasErrors() {
		return list
	}
	hash := sha256.New()
	for _, f := range unit.Files {
		fmt.Fprintf(hash, "%q %d\n%s", path.Base(f.Path), len(f.Bytes), f.Bytes)
	}
	return append(list, &moving{pair: pair, files: unit.Files, whole: string(hash.Sum(nil))})
}

// lines are those of the source, each with how often it is there, and the bytes of
// all.
func (m *moving) lines() (lines map[string]int, size int) {
	lines = map[string]int{}
	for _, f := range m.files {
		for line := range bytes.Lines(f.Bytes) {
			lines[string(line)]++
			size += len(line)
		}
	}
	return lines, size
}

// likeness is how much of the larger of two units is in both.
type likeness struct {
	from, to *moving
	part     float64
}

// edited are the pairs that are alike, the most alike ones first.
func edited(gone, come []*moving) []likeness {
	if len(gone) > maxEdited || len(come) > maxEdited {
		return nil
	}
	linesOf, sizes := map[*moving]map[string]int{}, map[*moving]int{}
	for _, m := range slices.Concat(gone, come) {
		linesOf[m], sizes[m] = m.lines()
	}
	var found []likeness
	for _, from := range gone {
		for _, to := range come {
			common := 0
			for line, n := range linesOf[from] {
				common += min(n, linesOf[to][line]) * len(line)
			}
			if part := float64(common) / float64(max(sizes[from], sizes[to], 1)); part >= alike {
				found = append(found, likeness{from, to, part})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b likeness) int { return cmp.Compare(b.part, a.part) })
	return found
}
