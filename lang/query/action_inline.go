package query

import (
	"bytes"
	"fmt"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// inline puts the expression of a local value in the place of a reference to it.
func (a *actor) inline() {
	o, ok := a.s.At(a.f.Path, a.start)
	if !ok || o.Symbol.Kind != Local || o.Use != Reads || o.Symbol.Unit != a.s.Dir() {
		return
	}
	start, end := o.Whole.Start.Byte, o.Name.End.Byte
	if string(a.f.Text()[start:end]) != o.Symbol.Key || a.end > end { // it may be written local["x"]
		return
	}
	local := a.s.Result.Resolved.Symbol(o.Symbol.Key)
	if local == nil || local.Attr == nil || local.Broken {
		return
	}
	text, ok := a.s.spliced(local.Attr)
	if !ok || a.captures(local.Attr) {
		return
	}
	a.add(Action{
		Title: fmt.Sprintf("Replace %s by its expression", o.Symbol.Key), Kind: Inline,
		Edits: []diag.Edit{a.edit(start, end, text)},
	})
}

// spliced is the text of a local's expression as a part of another one. It is not
// for what ends with its line: heredocs and comments.
func (s *Snapshot) spliced(local *config.Attr) (string, bool) {
	f := s.File(local.Range.File)
	if f == nil || f.IsJSON() {
		return "", false
	}
	start, end := local.Range.Start.Byte, local.Range.End.Byte
	for _, t := range f.tokensIn(start, end) {
		if t.Type == hclsyntax.TokenOHeredoc || t.Type == hclsyntax.TokenComment && bytes.HasSuffix(f.Text()[t.Start:t.End], newline) {
			return "", false
		}
	}
	text := string(f.Text()[start:end])
	switch config.Unbound(local.Expr()).(type) {
	case *hclsyntax.TupleConsExpr, *hclsyntax.ObjectConsExpr, *hclsyntax.ForExpr, *hclsyntax.FunctionCallExpr,
		*hclsyntax.TemplateExpr, *hclsyntax.TemplateWrapExpr, *hclsyntax.ScopeTraversalExpr, *hclsyntax.LiteralValueExpr:
		return text, true
	}
	if text[0] == '(' && config.Unbound(local.Expr()) != local.Expr() {
		return text, true
	}
	return "(" + text + ")", true
}

// captures reports whether a name in the expression of a local would mean a
// parameter, or the name of a for expression, of the block that it is put into.
func (a *actor) captures(local *config.Attr) bool {
	words := map[string]bool{}
	for _, ref := range local.Refs {
		words[ref.Word] = true
	}
	for _, o := range a.s.occurrences(a.f, a.blocks[:1]) {
		if (o.Symbol.Kind == LoopName || o.Symbol.Kind == Parameter) && words[o.Symbol.Name] {
			return true
		}
	}
	return false
}
