package syntax

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Literal returns the text of a string in which nothing is computed; ok is false
// for everything else.
func Literal(n hclsyntax.Node) (text string, ok bool) {
	t, ok := n.(*hclsyntax.TemplateExpr)
	if !ok || !t.IsStringLiteral() {
		return "", false
	}
	v, _ := t.Value(nil)
	return v.AsString(), true
}

// Computed returns the first part of the expression that is not constant, and
// what it is; "" when all of it is constant.
func Computed(expr hclsyntax.Expression) (at hcl.Range, what string) {
	w := &constants{}
	_ = hclsyntax.Walk(expr, w) // w makes no diagnostics
	return w.at, w.what
}

type constants struct {
	keys int // how many object keys are around the node: there a bare name is text
	at   hcl.Range
	what string
}

func (w *constants) Enter(n hclsyntax.Node) hcl.Diagnostics {
	var what string
	switch n := n.(type) {
	case *hclsyntax.ObjectConsKeyExpr:
		w.keys++
	case *hclsyntax.ScopeTraversalExpr:
		if w.keys == 0 {
			what = "a reference"
		}
	case *hclsyntax.FunctionCallExpr:
		what = fmt.Sprintf("a call of %s", n.Name)
	case *hclsyntax.ForExpr:
		what = "a for expression"
	case *hclsyntax.BinaryOpExpr, *hclsyntax.ConditionalExpr:
		what = "a computation"
	}
	if w.what == "" && what != "" {
		w.at, w.what = n.Range(), what
	}
	return nil
}

func (w *constants) Exit(n hclsyntax.Node) hcl.Diagnostics {
	if _, ok := n.(*hclsyntax.ObjectConsKeyExpr); ok {
		w.keys--
	}
	return nil
}
