package view

import (
	"path"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// Diagnostics shows what the compiler has to say about the files, whose paths
// are below the directory shown.
func (v *View) Diagnostics(list diag.List, shown string, files ...*source.File) {
	for _, d := range list {
		v.errorf("%s: %s (%s)\n  %s:%d:%d\n  %s", d.Severity, d.Summary, d.Code,
			path.Join(shown, d.Subject.File), d.Subject.Start.Line, d.Subject.Start.Column, d.Detail)
	}
}
