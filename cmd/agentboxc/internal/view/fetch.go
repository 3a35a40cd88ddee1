package view

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/fetch"
)

// fetching is what is shown of downloads while they go on: on a terminal one
// line that is written again and again, elsewhere a line for each.
type fetching struct {
	open  []fetch.Event // the last event of each that goes on, in the order they began
	shown bool          // there is a line to be cleared
}

// Fetching shows an event of a download. The end of all of them clears the line.
func (v *View) Fetching(e fetch.Event) {
	if v.options.Quiet {
		return
	}
	switch e.Kind {
	case fetch.Started:
		if v.width == 0 {
			v.errorf("Fetching %s …", e.Ref)
		}
		v.fetching.open = append(v.fetching.open, e)
	case fetch.Retrying:
		v.clear()
		v.errorf("%s: %s; trying again in %s …", e.Ref, e.Reason, e.Wait.Round(time.Second/10))
	case fetch.Finished:
		v.fetching.open = slices.DeleteFunc(v.fetching.open, func(o fetch.Event) bool { return o.Ref == e.Ref })
	}
	for i, o := range v.fetching.open {
		if o.Ref == e.Ref {
			v.fetching.open[i] = e
		}
	}
	v.redraw()
}

// Between prints what is not about downloads while they go on: their line is out of
// the way meanwhile.
func (v *View) Between(print func()) {
	v.clear()
	print()
	v.sync()
	v.redraw()
}

func (v *View) redraw() {
	if v.width == 0 {
		return
	}
	v.clear()
	if len(v.fetching.open) == 0 {
		return
	}
	var parts []string
	for _, e := range v.fetching.open {
		parts = append(parts, e.Ref+amount(e))
	}
	v.status("Fetching " + strings.Join(parts, ", "))
}

// status shows a line that the next one replaces, on a terminal.
func (v *View) status(text string) {
	v.clear()
	if v.width == 0 {
		return
	}
	v.sync()
	line := []rune(text)
	if len(line) >= v.width {
		line = append(line[:max(0, v.width-2)], '…')
	}
	fmt.Fprintf(v.err, "%s", string(line))
	v.fetching.shown = true
}

func (v *View) clear() {
	if v.fetching.shown {
		fmt.Fprintf(v.err, "\r\x1b[K")
		v.fetching.shown = false
	}
}

// amount is how far a download has come; it is "" before its first byte.
func amount(e fetch.Event) string {
	switch {
	case e.Bytes == 0:
		return ""
	case e.Total == 0:
		return fmt.Sprintf(" %.1f MB", float64(e.Bytes)/1e6)
	}
	return fmt.Sprintf(" %.1f of %.1f MB", float64(e.Bytes)/1e6, float64(e.Total)/1e6)
}
