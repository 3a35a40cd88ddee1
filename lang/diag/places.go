package diag

import (
	"fmt"
	"slices"
	"strings"
)

// places shows the subject and the related ranges, a frame for each file. The
// subject's file comes first.
func (p *printer) places(d Diagnostic, severity style) {
	marks := p.marks(d, severity)
	for i, name := range marks.order {
		arrow := "-->"
		if i > 0 {
			arrow = ":::"
			p.gutter("")
			p.newline()
		}
		marked := marks.of[name]
		p.place(arrow, marked.first)
		if i == 0 {
			p.around(d)
		}
		p.newline()
		switch file := p.file(name); {
		case marked.whole:
		case file == nil:
			p.unseen(d.Related, name)
		default:
			p.frame(file, marked.marks)
		}
	}
}

// marks collects what is to be underlined. A related range that is the subject
// itself is the subject's label.
func (p *printer) marks(d Diagnostic, severity style) *markedFiles {
	marks := &markedFiles{excerpts: p.excerpts, of: map[string]*markedFile{}}
	subject := mark{style: severity, line: "^"}
	others := slices.Clone(d.Related)
	if i := slices.IndexFunc(others, func(r Related) bool { return r.Range == d.Subject }); i >= 0 {
		subject.label = others[i].Message
		others = slices.Delete(others, i, i+1)
	}
	marks.add(d.Subject, subject)
	for _, r := range others {
		marks.add(r.Range, mark{label: r.Message, style: relatedStyle, line: "-"})
	}
	return marks
}

// markedFiles is the marks by file; order is that of their first marks.
type markedFiles struct {
	*excerpts
	order []string
	of    map[string]*markedFile
}

type markedFile struct {
	first Range
	whole bool // the diagnostic is about the file as a whole, so there is nothing to mark
	marks []mark
}

func (f *markedFiles) add(r Range, m mark) {
	if r.IsZero() {
		return
	}
	marked, ok := f.of[r.File]
	if !ok {
		marked = &markedFile{first: r}
		f.of[r.File] = marked
		f.order = append(f.order, r.File)
	}
	marked.whole = len(marked.marks) == 0 && r.wholeFile()
	if file := f.file(r.File); file != nil {
		m.start, m.end = file.clamp(r)
		marked.marks = append(marked.marks, m)
	}
}

func (p *printer) place(arrow string, r Range) {
	p.text(strings.Repeat(" ", p.digits))
	p.paint(gutterStyle, arrow)
	p.text(" " + visible(r.File))
	if !r.wholeFile() {
		p.text(fmt.Sprintf(":%d:%d", r.Start.Line, r.Start.Column))
	}
}

// around names the statement that the subject is part of, unless its first line
// is shown anyway.
func (p *printer) around(d Diagnostic) {
	file := p.file(d.Context.File)
	if file == nil || d.Context.File != d.Subject.File || d.Context.Start.Line == d.Subject.Start.Line {
		return
	}
	header := glyphs([]byte(*p.header(d.Context)))
	p.text(", in ")
	for _, g := range header[:min(len(header), p.width/2)] {
		p.text(g.text)
	}
}

// wholeFile reports whether the range is the empty one at the start of a file,
// which stands for the file itself.
func (r Range) wholeFile() bool { return r.Start == r.End && r.Start.Byte == 0 }

// unseen tells about the related ranges of a file that cannot be shown.
func (p *printer) unseen(related []Related, file string) {
	for _, r := range related {
		if r.Range.File == file {
			p.text(strings.Repeat(" ", p.digits+1))
			p.paint(gutterStyle, "=")
			p.text(fmt.Sprintf(" line %d: %s\n", r.Range.Start.Line, visible(r.Message)))
		}
	}
}
