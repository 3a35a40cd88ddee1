package view

import (
	"os"

	"golang.org/x/term"
)

// palette wraps text in the escape sequences of a stream; all empty when the
// stream is not coloured.
type palette struct{ red, green, yellow, bold, dim, reset string }

var colored = palette{
	red: "\x1b[31m", green: "\x1b[32m", yellow: "\x1b[33m",
	bold: "\x1b[1m", dim: "\x1b[2m", reset: "\x1b[0m",
}

// paletteFor follows the flag first, then https://no-color.org, then whether a
// terminal is listening.
func paletteFor(stream *os.File, choice string) palette {
	switch {
	case choice == "always":
		return colored
	case choice == "never", os.Getenv("NO_COLOR") != "", os.Getenv("TERM") == "dumb":
		return palette{}
	case term.IsTerminal(int(stream.Fd())):
		return colored
	}
	return palette{}
}

func (p palette) strong(text string) string { return p.bold + text + p.reset }

func (p palette) on() bool { return p.reset != "" }
