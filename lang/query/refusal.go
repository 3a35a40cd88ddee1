package query

import (
	"errors"
	"fmt"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// refusal is why a question has no answer, as a sentence for the person who asked.
func refusal(format string, args ...any) error { return refused{fmt.Errorf(format, args...)} }

type refused struct{ error }

// IsRefusal reports whether an error is for the person who asked, and no mistake of
// the program that did.
func IsRefusal(err error) bool {
	var r refused
	return errors.As(err, &r)
}

// lineOf is a place as messages name it.
func lineOf(at diag.Range) string { return fmt.Sprintf("%s:%d", at.File, at.Start.Line) }
