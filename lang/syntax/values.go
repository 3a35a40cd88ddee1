package syntax

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// cleanValues brings the strings of a tree, whose text starts at the offset
// base, into the form that later stages may rely on.
//
// Lines of heredocs end in LF, also where those of the file end in CRLF: the
// same source would otherwise give another image after a checkout on another
// system. An escaped \r\n stays, as it is no line end of the file. And no string
// holds NUL, whose escapes have been reported.
func cleanValues(node hclsyntax.Node, text []byte, base int, escapes bool) {
	returns := bytes.IndexByte(text, '\r') >= 0
	if !returns && !escapes {
		return
	}
	_ = hclsyntax.VisitAll(node, func(n hclsyntax.Node) hcl.Diagnostics {
		switch n := n.(type) {
		case *hclsyntax.Block:
			for i, label := range n.Labels {
				n.Labels[i] = strings.ReplaceAll(label, "\x00", "")
			}
		case *hclsyntax.LiteralValueExpr:
			if n.Val.Type() == cty.String && n.Val.IsKnown() && !n.Val.IsNull() {
				n.Val = cleanString(n, text, base)
			}
		}
		return nil
	})
}

func cleanString(n *hclsyntax.LiteralValueExpr, text []byte, base int) cty.Value {
	value := strings.ReplaceAll(n.Val.AsString(), "\x00", "")
	start, end := n.SrcRange.Start.Byte-base, n.SrcRange.End.Byte-base
	if 0 <= start && start < end && end <= len(text) && bytes.Contains(text[start:end], []byte("\r\n")) {
		value = strings.ReplaceAll(value, "\r\n", "\n")
	}
	return cty.StringVal(value)
}
