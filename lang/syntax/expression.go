package syntax

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// ParseExpression parses an expression that stands alone, such as the value of
// --var. The expression is never nil. File is what diagnostics call its origin
// and start its place there.
func ParseExpression(src []byte, file string, start hcl.Pos) (hclsyntax.Expression, diag.List) {
	expr, hclDiags := hclsyntax.ParseExpression(src, file, start)
	var diags diag.List
	for _, d := range hclDiags {
		diags.Add(damage{where: Range(*d.Subject), detail: d.Detail})
		break
	}
	return expr, diags
}
