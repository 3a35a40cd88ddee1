package ir

import (
	"slices"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Slot is a place in the source where something can be written: Before, the text
// and After, put in at At, whose text they replace. Besides are edits that make
// room for it.
type Slot struct {
	At            diag.Range
	Before, After string
	Besides       []diag.Edit
}

// Edits writes the text into the slot.
func (s *Slot) Edits(text string) []diag.Edit {
	return append(slices.Clone(s.Besides), diag.Edit{Range: s.At, NewText: s.Before + text + s.After})
}
