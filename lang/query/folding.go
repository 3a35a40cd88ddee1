package query

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Fold is a run of lines of which an editor can hide all but the first. What
// closes a block or a list stays visible, so it is no part of it.
type Fold struct {
	First, Last int // lines, counted from 1
	Kind        FoldKind
}

// FoldKind says what is hidden.
type FoldKind uint8

// What can be folded. FoldRegion is what comments "# region" and "# endregion"
// enclose.
const (
	FoldCode FoldKind = iota
	FoldComment
	FoldRegion
)

// Folds returns what can be folded in a file, by first line and at most one for
// each, the largest. A file in JSON has none.
func Folds(s *Snapshot, path string) []Fold {
	f := s.File(path)
	if f == nil {
		return nil
	}
	text := f.Text()
	d := &folder{lines: newLineCounter(text), text: text}
	for _, t := range f.Tokens() {
		d.token(t)
	}
	d.endComments()
	return d.largest()
}

// folder goes through the tokens once and keeps what is open.
type folder struct {
	lines    *lineCounter
	text     []byte
	folds    []Fold
	open     []opened
	regions  []int // lines of regions that are open
	comments lineRun
}

// lineRun is line comments on consecutive lines, each alone on its line. The zero
// value is none.
type lineRun struct{ first, last int }

func (d *folder) token(t Token) {
	line := d.lines.at(int(t.Start))
	switch {
	case t.Type == hclsyntax.TokenComment:
		d.comment(t, line)
	case opens(t.Type):
		d.open = append(d.open, opened{t, line})
	case closes(t.Type):
		if n := partner(d.open, t); n >= 0 {
			d.add(d.open[n].line, line-1, FoldCode)
			d.open = d.open[:n]
		}
	}
}

func (d *folder) add(first, last int, kind FoldKind) {
	if last > first {
		d.folds = append(d.folds, Fold{first, last, kind})
	}
}

func (d *folder) comment(t Token, line int) {
	text := d.text[t.Start:t.End]
	switch {
	case bytes.HasPrefix(text, []byte("/*")):
		d.add(line, d.lines.at(int(t.End)), FoldComment)
	case !aloneOnLine(d.text, int(t.Start)):
	case firstWord(text) == "region":
		d.endComments()
		d.regions = append(d.regions, line)
	case firstWord(text) == "endregion":
		d.endComments()
		d.endRegion(line)
	case d.comments.first > 0 && line == d.comments.last+1:
		d.comments.last = line
	default:
		d.endComments()
		d.comments = lineRun{line, line}
	}
}

func (d *folder) endComments() {
	d.add(d.comments.first, d.comments.last, FoldComment)
	d.comments = lineRun{}
}

func (d *folder) endRegion(line int) {
	if n := len(d.regions) - 1; n >= 0 {
		d.add(d.regions[n], line, FoldRegion)
		d.regions = d.regions[:n]
	}
}

// firstWord is that of a line comment.
func firstWord(comment []byte) string {
	words := bytes.Fields(bytes.TrimLeft(comment[:min(len(comment), 40)], "#/"))
	if len(words) == 0 {
		return ""
	}
	return string(words[0])
}

func (d *folder) largest() []Fold {
	slices.SortStableFunc(d.folds, func(a, b Fold) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(b.Last, a.Last))
	})
	return slices.CompactFunc(d.folds, func(a, b Fold) bool { return a.First == b.First })
}
