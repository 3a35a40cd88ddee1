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
	var begin byte // first byte of the marker above the line, 0 outside
	for i := 0; i < len(text); {
		end := lineEnd(text, i)
		marker := byte(0)
		if b := text[i]; (b == '<' || b == '|' || b == '=' || b == '>') && isConflictMarker(text, i) {
			marker = b
		}
		switch {
		case marker == '<' || marker != 0 && begin == 0:
			diags.Add(conflict{f.Range(i, end)})
			begin = '<'
		case marker != 0:
			begin = marker
		}
		if marker != 0 || begin == '|' || begin == '=' {
			blank(text[i:end])
		}
		if marker == '>' {
			begin = 0
		}
		i = end + 1
	}
	return text
}

func blank(text []byte) {
	for i := range text {
		text[i] = ' '
	}
}
