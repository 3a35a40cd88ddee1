package syntax

import (
	"slices"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// keepOurs reports the conflicts that version control left in the text and
// returns the text as it is without them: the first version of each stays, and
// spaces take the place of the rest, so that offsets remain.
func keepOurs(f *source.File, text []byte, diags *diag.List) []byte {
	text = slices.Clone(text)
	marks := conflictMarks(text)
	for n := 0; n < len(marks); {
		group := marks[n : n+conflictLength(text, marks[n:])]
		n += len(group)
		if n <= maxDamaged {
			diags.Add(newConflict(f, text, group))
		}
		// A single mark is what somebody forgot to remove.
		from := group[min(1, len(group)-1)]
		last := group[len(group)-1]
		blank(text[group[0]:lineEnd(text, group[0])])
		blank(text[from:lineEnd(text, last)])
	}
	return text
}

// conflictMarks returns the offsets of the lines that version control adds.
func conflictMarks(text []byte) []int {
	var marks []int
	for i := 0; i < len(text); i = lineEnd(text, i) + 1 {
		if b := text[i]; (b == '<' || b == '|' || b == '=' || b == '>') && isConflictMarker(text, i) {
			marks = append(marks, i)
		}
	}
	return marks
}

// conflictLength returns how many marks make up the conflict that the first one
// starts: <, perhaps |, =, and >; or one if they don't.
func conflictLength(text []byte, marks []int) int {
	order := "<|=>"
	if text[marks[0]] != '<' {
		return 1
	}
	previous := 0
	for n, at := range marks[1:] {
		place := slices.Index([]byte(order), text[at])
		if place <= previous {
			return 1
		}
		if previous = place; order[place] == '>' {
			return n + 2
		}
	}
	return 1
}

func newConflict(f *source.File, text []byte, marks []int) conflict {
	line := func(at int) diag.Range { return f.Range(at, lineEnd(text, at)) }
	c := conflict{where: line(marks[0])}
	for _, at := range marks[1:] {
		c.others = append(c.others, line(at))
	}
	return c
}

// blank keeps line ends, and with them the lines.
func blank(text []byte) {
	for i, b := range text {
		if b != '\r' && b != '\n' {
			text[i] = ' '
		}
	}
}
