package foreign

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/agentboxc/agentboxc/lang/foreign/draft"
)

// Kind says how much a note matters.
type Kind string

// The kinds of notes.
const (
	Dropped  Kind = "dropped"  // it is not in the unit, and somebody should look at it
	Changed  Kind = "changed"  // it is in the unit, but not as it was
	Unneeded Kind = "unneeded" // it is not in the unit, and nothing is lost
)

// Note is about a line of the file that did not come over as it was.
type Note struct {
	Kind    Kind
	File    string
	Line    int    // from 1; 0 for the file as a whole
	Source  string // the line, or the part of it that the note is about
	Message string // why, and what to do
}

// maxNotes bounds the notes of one import.
const maxNotes = 1000

// maxSource bounds the part of the source that a note shows.
const maxSource = 160

type notes struct {
	file string
	list []Note
	more int
}

func (n *notes) note(kind Kind, line int, source, message string) {
	if len(n.list) == maxNotes {
		n.more++
		return
	}
	n.list = append(n.list, Note{kind, n.file, line, oneLine(source), message})
}

func (n *notes) dropped(line int, source, message string)  { n.note(Dropped, line, source, message) }
func (n *notes) changed(line int, source, message string)  { n.note(Changed, line, source, message) }
func (n *notes) unneeded(line int, source, message string) { n.note(Unneeded, line, source, message) }

// sorted returns the notes in the order of the files, without repetitions.
func (n *notes) sorted() ([]Note, int) {
	slices.SortStableFunc(n.list, func(a, b Note) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return slices.Compact(n.list), n.more
}

// oneLine shows a piece of source on one line.
func oneLine(s string) string {
	s = s[:min(len(s), 8*maxSource)]
	s = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || unicode.IsPrint(r) {
			return r
		}
		return -1
	}, draft.Clean(s))
	s = strings.ReplaceAll(s, "\\\n", " ")
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= maxSource {
		return s
	}
	cut := strings.ToValidUTF8(s[:maxSource], "")
	return cut + " …"
}
