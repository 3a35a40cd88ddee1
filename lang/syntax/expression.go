package syntax

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// ParseExpression parses an expression that stands alone, such as the value of
// --var. File is what its ranges call the origin, and start its place there;
// the zero Pos is the beginning. The expression is never nil: after an error it
// is an unknown value.
func ParseExpression(src []byte, file string, start hcl.Pos) (hclsyntax.Expression, diag.List) {
	if start == (hcl.Pos{}) {
		start = hcl.InitialPos
	}
	f, diags := source.New(file, src)
	for i := range diags {
		diags[i].Subject = shifted(diags[i].Subject, start)
	}
	broken := &hclsyntax.LiteralValueExpr{
		Val:      cty.DynamicVal,
		SrcRange: hcl.Range{Filename: file, Start: start, End: start},
	}
	if diags.HasErrors() {
		return broken, diags
	}
	text := f.Text()
	locate := func(from, to int) diag.Range { return shifted(f.Range(from, to), start) }
	if len(text) > source.MaxFileSize {
		diags.Add(fileTooLong{locate(0, 0)})
		return broken, diags
	}
	guard := newScanner(text, locate)
	guard.frames[0].lines = false
	guard.run()
	if guard.first != nil {
		diags.Add(guard.first)
		return broken, diags
	}
	reportEscapes(guard, &diags)
	expr, hclDiags := hclsyntax.ParseExpression(text, file, start)
	if first := firstDamage(hclDiags); first != nil {
		diags.Add(phrase(text, start.Byte, first))
		return broken, diags
	}
	cleanValues(expr, text, start.Byte, len(guard.nuls) > 0)
	return expr, diags
}

// shifted moves a range of a text to where the text starts.
func shifted(r diag.Range, start hcl.Pos) diag.Range {
	shift := func(p diag.Pos) diag.Pos {
		if p.Line == 1 {
			p.Column += start.Column - 1
		}
		return diag.Pos{Line: p.Line + start.Line - 1, Column: p.Column, Byte: p.Byte + start.Byte}
	}
	return diag.Range{File: r.File, Start: shift(r.Start), End: shift(r.End)}
}
