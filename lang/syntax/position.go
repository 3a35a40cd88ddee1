package syntax

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Range converts a range of hcl. Behind a syntax error hcl makes some that end
// before they start, or nowhere; those become the empty range at their start.
func Range(r hcl.Range) diag.Range {
	start := diag.Pos{Line: r.Start.Line, Column: r.Start.Column, Byte: r.Start.Byte}
	end := diag.Pos{Line: r.End.Line, Column: r.End.Column, Byte: r.End.Byte}
	if end.Byte < start.Byte {
		end = start
	}
	return diag.Range{File: r.Filename, Start: start, End: end}
}
