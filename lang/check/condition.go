package check

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// valuesOf returns the values that made a condition fail: those that it names, and
// of a condition that is to hold for all elements the first one for which it does
// not.
func (p place) valuesOf(condition *config.Attr) []diag.Value {
	ctx, ok := p.context(condition)
	if !ok {
		return nil
	}
	values := involved(condition.Expr(), ctx, spelledOut)
	call, ok := config.Unbound(condition.Expr()).(*hclsyntax.FunctionCallExpr)
	if !ok || call.Name != "alltrue" || len(call.Args) != 1 {
		return values
	}
	if loop, ok := config.Unbound(call.Args[0]).(*hclsyntax.ForExpr); ok {
		values = append(values, p.counterexample(loop, ctx)...)
	}
	return values
}

// counterexample returns the loop's variables for the first element whose value is
// false. It was evaluated before without an error.
func (p place) counterexample(loop *hclsyntax.ForExpr, ctx *hcl.EvalContext) []diag.Value {
	all, _ := p.meter.Evaluate(loop.CollExpr, ctx)
	if all.ContainsMarked() || !all.IsWhollyKnown() || all.IsNull() || !all.CanIterateElements() {
		return nil
	}
	for it := all.ElementIterator(); it.Next(); {
		key, element := it.Element()
		inside := ctx.NewChild()
		inside.Variables = map[string]cty.Value{loop.ValVar: element}
		if loop.KeyVar != "" {
			inside.Variables[loop.KeyVar] = key
		}
		if p.isFalse(loop.ValExpr, inside) && (loop.CondExpr == nil || !p.isFalse(loop.CondExpr, inside)) {
			return loopValues(loop, key, element)
		}
	}
	return nil
}

func (p place) isFalse(e hclsyntax.Expression, ctx *hcl.EvalContext) bool {
	v, diags := p.meter.Evaluate(e, ctx)
	v, _ = v.Unmark()
	return !diags.HasErrors() && v.IsKnown() && !v.IsNull() && v.Type() == cty.Bool && v.False()
}

func loopValues(loop *hclsyntax.ForExpr, key, element cty.Value) []diag.Value {
	var values []diag.Value
	if loop.KeyVar != "" {
		values = append(values, diag.Value{Traversal: loop.KeyVar, Statement: "is " + spelledOut(key)})
	}
	return append(values, diag.Value{Traversal: loop.ValVar, Statement: "is " + spelledOut(element)})
}
