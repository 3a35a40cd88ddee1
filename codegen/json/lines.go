package json

import (
	"bufio"
	"bytes"
	"sort"

	"github.com/apparentlymart/go-textseg/v15/textseg"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Lines turns byte offsets of a file into positions.
type Lines struct {
	file   string
	src    []byte
	starts []int // offset of each line
}

// NewLines looks for the lines of a file, whose path is for the ranges.
func NewLines(src []byte, file string) Lines {
	l := Lines{file: file, src: src, starts: []int{0}}
	for i, c := range src {
		if c == '\n' {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

// Range is the place of the bytes from start to end.
func (l Lines) Range(start, end int) diag.Range {
	return diag.Range{File: l.file, Start: l.pos(start), End: l.pos(end)}
}

func (l Lines) pos(offset int) diag.Pos {
	offset = min(offset, len(l.src))
	line := sort.SearchInts(l.starts, offset+1)
	return diag.Pos{Line: line, Column: l.column(l.starts[line-1], offset), Byte: offset}
}

// column counts grapheme clusters, as everywhere. Plain ASCII, and lines so long
// that no person looks at the column, are not worth the segmentation.
func (l Lines) column(start, offset int) int {
	text := l.src[start:offset]
	if len(text) > 4096 || bytes.IndexFunc(text, func(r rune) bool { return r >= 0x80 }) < 0 {
		return len(text) + 1
	}
	clusters := bufio.NewScanner(bytes.NewReader(text))
	clusters.Split(textseg.ScanGraphemeClusters)
	column := 1
	for clusters.Scan() {
		column++
	}
	return column
}
