package syntax

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// normaliseLineEnds makes the values of heredocs end their lines in LF where
// the file ends its in CRLF: the same source would otherwise give another image
// after a checkout on another system. An escaped \r\n stays, as it is no line
// end of the file. The text starts at the offset base.
func normaliseLineEnds(node hclsyntax.Node, text []byte, base int) {
	_ = hclsyntax.VisitAll(node, func(n hclsyntax.Node) hcl.Diagnostics {
		literal, ok := n.(*hclsyntax.LiteralValueExpr)
		if !ok || literal.Val.Type() != cty.String || !literal.Val.IsKnown() || literal.Val.IsNull() {
			return nil
		}
		start, end := literal.SrcRange.Start.Byte-base, literal.SrcRange.End.Byte-base
		if 0 <= start && start < end && end <= len(text) && bytes.Contains(text[start:end], []byte("\r\n")) {
			literal.Val = cty.StringVal(strings.ReplaceAll(literal.Val.AsString(), "\r\n", "\n"))
		}
		return nil
	})
}
