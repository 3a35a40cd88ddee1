package view

import (
	"fmt"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Validation reports what was found in one of the forms text, json, sarif and
// github. version is the compiler's.
func (v *View) Validation(f *Findings, form, version string) {
	var err error
	switch form {
	case "text":
		v.verdict(f)
	case "json":
		err = diag.WriteJSON(v.out, f.list, f.text)
	case "sarif":
		err = diag.WriteSARIF(v.out, f.list, f.text, version)
	case "github":
		err = diag.WriteGitHub(v.out, f.list)
	}
	_ = err // v.out keeps it
}

func (v *View) verdict(f *Findings) {
	v.Diagnostics(f)
	switch {
	case f.HasErrors():
		v.Note("%s.", f.list.Tally())
	case len(f.list) > 0:
		v.linef("Valid, with %s.", f.list.Tally())
	default:
		v.Line("Valid.")
	}
}

// Fixed tells that safe fixes were applied to a file.
func (v *View) Fixed(file string, count int) {
	noun := "fixes"
	if count == 1 {
		noun = "fix"
	}
	v.Note("%s: %s applied", file, fmt.Sprintf("%d %s", count, noun))
}
