package review

import (
	"bytes"
	"cmp"
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
		switch {
		case p.Head == "" && !isUnit(r.inHead, p.Base):
			gone = appendReadable(gone, newMoving(i, r.Base.FS, p.Base))
		case p.Base == "" && !isUnit(r.inBase, p.Head):
			come = appendReadable(come, newMoving(i, r.Head.FS, p.Head))
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
	found bool           // on the other side, somewhere else
	whole string         // the names and the texts of its source files
	lines map[string]int // how often they are in it
	size  int            // bytes of all lines
}

// newMoving is nil when the source cannot be read.
func newMoving(pair int, fsys fs.FS, dir string) *moving {
	unit, problems := source.Load(fsys, dir)
	if problems.HasErrors() {
		return nil
	}
	m := &moving{pair: pair, lines: map[string]int{}}
	var whole bytes.Buffer
	for _, f := range unit.Files {
		fmt.Fprintf(&whole, "%q %d\n%s", path.Base(f.Path), len(f.Bytes), f.Bytes)
		for line := range bytes.Lines(f.Bytes) {
			m.lines[string(line)]++
			m.size += len(line)
		}
	}
	m.whole = whole.String()
	return m
}

func appendReadable(list []*moving, m *moving) []*moving {
	if m == nil {
		return list
	}
	return append(list, m)
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
	var found []likeness
	for _, from := range gone {
		for _, to := range come {
			common := 0
			for line, n := range from.lines {
				common += min(n, to.lines[line]) * len(line)
			}
			if part := float64(common) / float64(max(from.size, to.size, 1)); part >= alike {
				found = append(found, likeness{from, to, part})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b likeness) int { return cmp.Compare(b.part, a.part) })
	return found
}
