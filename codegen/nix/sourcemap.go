package nix

import (
	"bytes"
	"sort"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Map says where the pieces of a generated file came from.
type Map struct {
	lines  []int // offsets of the line starts
	size   int
	marks  []mark
	ranges []diag.Range
}

func newMap(out []byte, marks []mark, ranges []diag.Range) *Map {
	m := &Map{lines: make([]int, 1, bytes.Count(out, []byte{'\n'})+1), size: len(out), marks: marks, ranges: ranges}
	for i, c := range out {
		if c == '\n' {
			m.lines = append(m.lines, i+1)
		}
	}
	return m
}

// At returns the source range of the innermost node with one that covers the
// byte at the offset. Space in front of a node belongs to what is before it.
func (m *Map) At(offset int) (diag.Range, bool) {
	if offset < 0 || offset >= m.size {
		return diag.Range{}, false
	}
	i := sort.Search(len(m.marks), func(i int) bool { return m.marks[i].offset > offset }) - 1
	if i < 0 || m.marks[i].src == noSource {
		return diag.Range{}, false
	}
	return m.ranges[m.marks[i].src], true
}

// Lookup is At for a position as Nix reports it: both start at 1, and col
// counts bytes.
func (m *Map) Lookup(line, col int) (diag.Range, bool) {
	if line < 1 || line > len(m.lines) || col < 1 {
		return diag.Range{}, false
	}
	return m.At(m.lines[line-1] + col - 1)
}
