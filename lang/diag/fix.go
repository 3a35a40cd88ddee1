package diag

import (
	"cmp"
	"slices"
	"strings"
)

// fix shows the repair and, when it changes one line, that line afterwards.
func (p *printer) fix(f Fix) {
	p.newline()
	p.text("  ")
	p.paint(helpStyle, "help")
	p.text(": " + visible(f.Title) + "\n")
	if fixed, number, changed := p.fixedLine(f.Edits); fixed != nil {
		file := &lines{text: fixed, starts: make([]int, number)}
		p.gutter("")
		p.newline()
		p.line(file, number, changed)
	}
}

// fixedLine returns a line as the edits leave it, with what is new in it, when
// they change only this line.
func (p *printer) fixedLine(edits []Edit) (line []byte, number int, changed []stripe) {
	if len(edits) == 0 {
		return nil, 0, nil
	}
	file := p.file(edits[0].Range.File)
	if file == nil {
		return nil, 0, nil
	}
	first, _ := file.clamp(edits[0].Range)
	number = file.number(first)
	at, lineEnd := file.span(number)
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int { return cmp.Compare(a.Range.Start.Byte, b.Range.Start.Byte) })
	for _, e := range edits {
		start, end := file.clamp(e.Range)
		if e.Range.File != edits[0].Range.File || start < at || end > lineEnd || strings.Contains(e.NewText, "\n") {
			return nil, 0, nil
		}
		line = append(append(line, file.text[at:start]...), e.NewText...)
		if e.NewText != "" {
			m := mark{start: len(line) - len(e.NewText), end: len(line), style: helpStyle, line: "~"}
			changed = append(changed, stripe{mark: m})
		}
		at = end
	}
	return append(line, file.text[at:lineEnd]...), number, changed
}
