package diag

import (
	"cmp"
	"fmt"
	"io"
	"strings"
)

// TextOptions says how WriteText shows diagnostics.
type TextOptions struct {
	Color bool // with the escape sequences of ANSI terminals
	Width int  // of the terminal in cells; 0 means 100
	Max   int  // number of diagnostics that are shown; 0 means 100
}

const (
	defaultWidth = 100
	leastWidth   = 40
	defaultMax   = 100
)

// WriteText writes the diagnostics for people: what is wrong, the lines that it
// is about with the ranges underlined, the explanation and the repairs. They
// come in source order; beyond Max only their number is told, and warnings give
// way to errors.
func WriteText(w io.Writer, list List, sources Sources, opts TextOptions) error {
	p := &printer{
		excerpts: newExcerpts(sources),
		color:    opts.Color,
		width:    max(cmp.Or(opts.Width, defaultWidth), leastWidth),
	}
	shown, rest := capped(list.Sorted(), cmp.Or(opts.Max, defaultMax))
	for _, d := range shown {
		p.diagnostic(d)
		if err := p.flush(w); err != nil {
			return err
		}
	}
	if len(rest) > 0 {
		p.text(fmt.Sprintf("… and %s more.\n", rest.Tally()))
	}
	return p.flush(w)
}

// Tally counts the list in words, such as "2 errors and 1 warning".
func (l List) Tally() string {
	errors, warnings := l.Count(Error), l.Count(Warning)
	switch {
	case errors > 0 && warnings > 0:
		return plural(errors, "error") + " and " + plural(warnings, "warning")
	case warnings > 0:
		return plural(warnings, "warning")
	}
	return plural(errors, "error")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// capped takes the first diagnostics, errors rather than warnings, and leaves
// both parts in source order.
func capped(list List, most int) (shown, rest List) {
	errors := min(list.Count(Error), most)
	warnings := most - errors
	for _, d := range list {
		room := &errors
		if d.Severity == Warning {
			room = &warnings
		}
		if *room > 0 {
			*room--
			shown = append(shown, d)
		} else {
			rest = append(rest, d)
		}
	}
	return shown, rest
}

func (p *printer) diagnostic(d Diagnostic) {
	severity := errorStyle
	if d.Severity == Warning {
		severity = warningStyle
	}
	p.digits = p.widestNumber(d)
	p.paint(severity, d.Severity.String()+"["+string(d.Code)+"]")
	p.paint(boldStyle, ": "+d.Summary)
	p.newline()
	p.places(d, severity)
	if len(d.Values) > 0 {
		p.gutter("")
		p.newline()
	}
	for _, v := range d.Values {
		p.text(strings.Repeat(" ", p.digits+1))
		p.paint(gutterStyle, "=")
		p.text(" where " + visible(v.Traversal+" "+v.Statement))
		p.newline()
	}
	p.detail(d.Detail)
	for _, f := range d.Fixes {
		p.fix(f)
	}
	p.newline()
}

func (p *printer) detail(detail string) {
	if detail == "" {
		return
	}
	p.newline()
	for _, line := range wrap(visible(detail), p.width-2) {
		if line != "" {
			p.text("  " + line)
		}
		p.newline()
	}
}

// widestNumber returns how many digits the highest shown line number has.
func (p *printer) widestNumber(d Diagnostic) int {
	highest := max(p.lastLine(d.Subject), 1)
	for _, r := range d.Related {
		highest = max(highest, p.lastLine(r.Range))
	}
	for _, f := range d.Fixes {
		for _, e := range f.Edits {
			highest = max(highest, p.lastLine(e.Range))
		}
	}
	return len(fmt.Sprint(highest))
}

// lastLine counts in the file, which may have changed since the range was made.
func (p *printer) lastLine(r Range) int {
	file := p.file(r.File)
	if file == nil {
		return r.End.Line
	}
	_, end := file.clamp(r)
	return file.number(end)
}
