package check

import (
	"errors"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

// declaredFunction is what a function block declares.
type declaredFunction struct {
	function.Function
	secret bool // it reads a sensitive value, or calls a function that does
}

func (e *env) function(s *resolve.Symbol) declaredFunction {
	return once(e, e.only(s), (*env).newFunction)
}

// newFunction evaluates what the result refers to once and for all, and the
// result itself with parameters that are not known: what is wrong whatever the
// arguments are is reported here, and not at each call.
func (e *env) newFunction(i *instance) declaredFunction {
	if i.Broken {
		any := anything("arguments")
		return declaredFunction{Function: function.New(&function.Spec{VarParam: &any, Type: anyType, Impl: unknown})}
	}
	params, variadic := i.Block.Params()
	f := &function.Spec{Type: anyType, Impl: unknown}
	for _, p := range params {
		f.Params = append(f.Params, anything(p.Value))
	}
	if variadic != nil {
		rest := anything(variadic.Value)
		f.VarParam = &rest
	}
	body, usable := e.bodyOf(i.Symbol)
	if usable {
		f.Impl = func(args []cty.Value, _ cty.Type) (cty.Value, error) { return body.call(args) }
	}
	return declaredFunction{function.New(f), body.secret}
}

var anyType = function.StaticReturnType(cty.DynamicPseudoType)

func unknown([]cty.Value, cty.Type) (cty.Value, error) { return cty.DynamicVal, nil }

// anything is a parameter that takes every value. Marks go in, so that they stay
// with the parts of the result that they belong to.
func anything(name string) function.Parameter {
	return function.Parameter{
		Name: name, Type: cty.DynamicPseudoType,
		AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
	}
}

// body is the result of a function with what it refers to.
type body struct {
	place
	result   *config.Attr
	params   []config.Name
	variadic *config.Name
	scope    *hcl.EvalContext
	secret   bool // a sensitive value is in the scope
}

// bodyOf returns false for one that is faulty, which has been reported.
func (e *env) bodyOf(s *resolve.Symbol) (body, bool) {
	b := body{place: place{env: e}, result: s.Block.Attr("result")}
	if b.result == nil {
		return b, false
	}
	b.params, b.variadic = s.Block.Params()
	before := len(e.diags)
	x := evaluation{place: b.place, attr: b.result}
	ctx, ok := x.context(b.result)
	if !ok {
		return b, false
	}
	b.scope, b.secret = ctx, b.meetsSecret(ctx, b.result)
	x.ctx = b.in(ctx, nil)
	x.value(b.result.Expr())
	return b, len(e.diags) == before
}

// in returns the context with the arguments in it, unknown ones where there are
// none.
func (b body) in(ctx *hcl.EvalContext, args []cty.Value) *hcl.EvalContext {
	inner := ctx.NewChild()
	inner.Variables = make(map[string]cty.Value, len(b.params)+2)
	for i, p := range b.params {
		inner.Variables[p.Value] = cty.DynamicVal
		if i < len(args) {
			inner.Variables[p.Value] = args[i]
		}
	}
	if b.variadic != nil {
		inner.Variables[b.variadic.Value] = cty.DynamicVal
		if args != nil {
			inner.Variables[b.variadic.Value] = cty.TupleVal(args[len(b.params):])
		}
	}
	return inner
}

func (b body) call(args []cty.Value) (cty.Value, error) {
	ctx := b.in(b.scope, args)
	v, diags := b.meter.Call(b.result.Expr(), ctx)
	if diags.HasErrors() {
		return cty.DynamicVal, &callError{
			causes: diags, at: b.result, secret: b.secret || hasSecret(ctx),
		}
	}
	return v, nil
}

// callError is why a function of the unit has no result for some arguments.
type callError struct {
	causes hcl.Diagnostics // at least one
	at     *config.Attr    // the function's result
	secret bool            // a sensitive value is in scope
}

// Error says nothing of the causes, which are phrased where they are shown.
func (e *callError) Error() string { return "it has no result for these arguments" }

// causesOf returns why a call of a function of the unit failed.
func causesOf(d *hcl.Diagnostic) hcl.Diagnostics {
	_, err := functionOf(d)
	var call *callError
	if errors.As(err, &call) {
		return call.causes
	}
	return nil
}
