package plan

import (
	"fmt"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// notGenerated is a flake.nix that somebody else wrote.
type notGenerated struct{ Path string }

func (p notGenerated) Diagnostic() diag.Diagnostic {
	start := diag.Pos{Line: 1, Column: 1}
	return diag.Diagnostic{
		Code:    diag.NotGenerated,
		Subject: diag.Range{File: p.Path, Start: start, End: start},
		Detail: fmt.Sprintf("%s was not written by agentboxc: it does not begin with the line that says so. "+
			"Applying would replace it, and what it holds would be lost. Move it away, or delete it, and apply again.", p.Path),
	}
}
