package view

import (
	"fmt"
	"strings"

	"github.com/agentboxc/agentboxc/lang/foreign"
)

// Imported shows a unit that was made of another file, and what is not in it as
// it was. output is where the unit was written, "" for nowhere.
func (v *View) Imported(r *foreign.Result, file, output string, asJSON bool) {
	switch {
	case asJSON:
		v.importDocument(r, file, output)
		return
	case output == "":
		v.Write(r.Text)
	default:
		v.linef("Created %s", output)
	}
	v.sync()
	counts := map[foreign.Kind]int{}
	var last foreign.Note
	for _, n := range r.Notes {
		counts[n.Kind]++
		if n.Kind == foreign.Unneeded && !v.options.Verbose {
			continue
		}
		if n.File != last.File || n.Line != last.Line || n.Source != last.Source || n.Kind != last.Kind {
			fmt.Fprintf(v.err, "%s\n", v.heading(n))
		}
		fmt.Fprintf(v.err, "    %s\n", n.Message)
		last = n
	}
	if r.More > 0 {
		fmt.Fprintf(v.err, "and %d more\n", r.More)
	}
	v.Note("%s", v.tallied(file, counts))
	if output != "" {
		v.Note("Next: agentboxc validate, agentboxc lock, then agentboxc apply.")
	}
}

func (v *View) heading(n foreign.Note) string {
	place := n.File
	if n.Line > 0 {
		place = fmt.Sprintf("%s:%d", n.File, n.Line)
	}
	word := string(n.Kind)
	switch n.Kind {
	case foreign.Dropped:
		word = v.onErr.red + word + v.onErr.reset
	case foreign.Changed:
		word = v.onErr.yellow + word + v.onErr.reset
	}
	if n.Source == "" {
		return fmt.Sprintf("%s: %s", v.onErr.strong(place), word)
	}
	return fmt.Sprintf("%s: %s: %s", v.onErr.strong(place), word, n.Source)
}

// tallied is the outcome in one sentence.
func (v *View) tallied(file string, counts map[foreign.Kind]int) string {
	var parts []string
	if n := counts[foreign.Dropped]; n > 0 {
		parts = append(parts, fmt.Sprintf("%d dropped", n))
	}
	if n := counts[foreign.Changed]; n > 0 {
		parts = append(parts, fmt.Sprintf("%d changed", n))
	}
	if n := counts[foreign.Unneeded]; n > 0 && v.options.Verbose {
		parts = append(parts, fmt.Sprintf("%d not needed", n))
	} else if n > 0 {
		parts = append(parts, fmt.Sprintf("%d not needed (--verbose shows them)", n))
	}
	if len(parts) == 0 {
		return fmt.Sprintf("Imported %s: everything came over.", file)
	}
	return fmt.Sprintf("Imported %s: %s.", file, strings.Join(parts, ", "))
}

type importDocument struct {
	FormatVersion string       `json:"format_version"`
	From          string       `json:"from"`
	File          string       `json:"file"`
	Output        *string      `json:"output"`
	Unit          string       `json:"unit"`
	Notes         []importNote `json:"notes"`
	MoreNotes     int          `json:"more_notes"`
}

type importNote struct {
	Kind    foreign.Kind `json:"kind"`
	File    string       `json:"file"`
	Line    int          `json:"line"`
	Source  string       `json:"source"`
	Message string       `json:"message"`
}

func (v *View) importDocument(r *foreign.Result, file, output string) {
	doc := importDocument{FormatVersion: formatVersion, From: r.Format, File: file, Unit: string(r.Text), Notes: []importNote{}, MoreNotes: r.More}
	if output != "" {
		doc.Output = &output
	}
	for _, n := range r.Notes {
		doc.Notes = append(doc.Notes, importNote(n))
	}
	v.document(doc)
}
