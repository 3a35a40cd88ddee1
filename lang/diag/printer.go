package diag

import (
	"io"
	"strings"
)

// printer collects the text of one diagnostic.
type printer struct {
	*excerpts
	color  bool
	width  int
	digits int // of the widest line number
	out    strings.Builder
}

// style is the parameter of an ANSI "select graphic rendition" sequence.
type style string

const (
	errorStyle   style = "1;31"
	warningStyle style = "1;33"
	boldStyle    style = "1"
	gutterStyle  style = "34"
	relatedStyle style = "34"
	helpStyle    style = "36"
)

func (p *printer) text(s string) { p.out.WriteString(s) }
func (p *printer) newline()      { p.out.WriteByte('\n') }

func (p *printer) paint(s style, text string) {
	if !p.color {
		p.text(text)
		return
	}
	p.text("\x1b[" + string(s) + "m" + text + "\x1b[0m")
}

// gutter starts a line of a frame.
func (p *printer) gutter(number string) {
	p.paint(gutterStyle, strings.Repeat(" ", p.digits-len(number))+number+" |")
}

// margin is the number of cells before the source text.
func (p *printer) margin() int { return p.digits + len(" | ") }

// space writes source text behind the gutter; an empty line ends at the gutter.
func (p *printer) space(text string) {
	if text = strings.TrimRight(text, " "); text != "" {
		p.text(" " + text)
	}
}

func (p *printer) flush(w io.Writer) error {
	_, err := io.WriteString(w, p.out.String())
	p.out.Reset()
	return err
}
