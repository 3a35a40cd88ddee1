package check

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

// sensitive marks values that no message and no generated file may show.
const sensitive = mark + "sensitive"

// place is where an expression stands: its environment and the instance that it
// belongs to, if any, at the end of the chain. Before a variant come those that
// it extends.
type place struct {
	*env
	chain []*instance
	self  *instance // what inherits the expression; nil when nothing does
}

// at is the place of an instance's own expressions.
func (e *env) at(i *instance) place { return place{env: e.with(i.owner), chain: i.alone()} }

// whose returns the instance that the value is for: the one of the expression, or
// the variant that inherits it.
func (p place) whose() *instance {
	if p.self != nil {
		return p.self
	}
	return p.chain[len(p.chain)-1]
}

// up is the place of the i-th instance of the chain, which may be of a module.
func (p place) up(i int) place {
	return place{env: p.with(p.chain[i].owner), chain: p.chain[:i+1], self: p.whose()}
}

// evaluate returns the value of an attribute's expression, unknown where an
// error has been reported here or earlier.
func (p place) evaluate(a *config.Attr) cty.Value {
	return (&evaluation{place: p, attr: a}).value(a.Expr())
}

// evaluation evaluates an attribute's expression or parts of it one by one. The
// context is made when the first part needs it: most are literals or plain
// references.
type evaluation struct {
	place
	attr *config.Attr
	ctx  *hcl.EvalContext
	refs map[string]config.Ref // the last of each key, made when there are many and the first is asked for
}

// fewRefs are looked through faster than a map of them is made.
const fewRefs = 16

func (x *evaluation) value(e hclsyntax.Expression) cty.Value {
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		return e.Val
	case *hclsyntax.TemplateExpr:
		if e.IsStringLiteral() {
			return e.Parts[0].(*hclsyntax.LiteralValueExpr).Val
		}
	case *hclsyntax.ObjectConsKeyExpr:
		if !e.ForceNonLiteral && hcl.ExprAsKeyword(e.Wrapped) != "" {
			v, _ := e.Value(nil)
			return v
		}
	case *hclsyntax.ScopeTraversalExpr:
		if v, ok := x.whole(e); ok {
			return v
		}
	}
	if x.meter.Exhausted() {
		return cty.DynamicVal // which has been reported
	}
	if x.ctx == nil {
		ctx, ok := x.context(x.attr)
		if !ok {
			return cty.DynamicVal
		}
		x.ctx = ctx
	}
	return x.evaluateIn(x.ctx, e, x.attr)
}

// evaluateIn evaluates an expression of the attribute in a context.
func (p place) evaluateIn(ctx *hcl.EvalContext, e hclsyntax.Expression, a *config.Attr) cty.Value {
	p.meter.Refusal() // of what was evaluated for the context
	v, diags := p.meter.Evaluate(e, ctx)
	why := p.meter.Refusal()
	if why != "" && !slices.ContainsFunc(diags, saysTooLarge) {
		// A try or a can in the expression has hidden that a bound is broken.
		diags = nil
	} else if why = ""; !diags.HasErrors() {
		why = p.meter.Oversize(v)
	}
	for _, d := range diags {
		p.diags.Add(failed{Cause: d, At: a.Range, Secret: p.meetsSecret(ctx, a), Known: p.program})
	}
	if why != "" {
		p.diags.Add(tooLarge{Why: why, At: a.Range})
	}
	if why != "" || diags.HasErrors() {
		return cty.DynamicVal
	}
	return v
}

func saysTooLarge(d *hcl.Diagnostic) bool {
	_, ok := d.Extra.(config.TooLarge)
	return ok || strings.Contains(d.Detail, errTooMuch) || slices.ContainsFunc(causesOf(d), saysTooLarge)
}

// meetsSecret reports whether the evaluation of an attribute meets a sensitive value,
// in its context or in a function that it calls.
func (p place) meetsSecret(ctx *hcl.EvalContext, a *config.Attr) bool {
	return hasSecret(ctx) || slices.ContainsFunc(a.Calls, func(call config.Call) bool {
		s := p.program.Function(call.Name)
		return s != nil && p.function(s).secret
	})
}

// hasSecret reports whether a sensitive value is in scope.
func hasSecret(ctx *hcl.EvalContext) bool {
	for _, v := range ctx.Variables {
		if v.ContainsMarked() {
			return true
		}
	}
	return false
}

// whole returns the value of a reference that nothing follows.
func (x *evaluation) whole(e *hclsyntax.ScopeTraversalExpr) (cty.Value, bool) {
	if len(e.Traversal) != 1 {
		return cty.NilVal, false
	}
	ref, ok := x.ref(e.Traversal.RootName())
	if !ok {
		return cty.NilVal, false
	}
	return x.refer(ref), true
}

func (x *evaluation) ref(key string) (config.Ref, bool) {
	refs := x.attr.Refs
	if len(refs) <= fewRefs {
		for i := len(refs) - 1; i >= 0; i-- {
			if refs[i].Key == key {
				return refs[i], true
			}
		}
		return config.Ref{}, false
	}
	if x.refs == nil {
		x.refs = make(map[string]config.Ref, len(refs))
		for _, ref := range refs {
			x.refs[ref.Key] = ref
		}
	}
	ref, ok := x.refs[key]
	return ref, ok
}

// context holds exactly the values that the attribute refers to. ok is false
// when a function cannot be called here, which has been reported.
func (p place) context(a *config.Attr) (*hcl.EvalContext, bool) {
	ctx := &hcl.EvalContext{}
	for _, call := range a.Calls {
		if !p.provide(call) {
			return nil, false
		}
		ctx.Functions = p.functions
	}
	ctx.Variables = p.meter.Bounded(make(map[string]cty.Value, len(a.Refs)+1))
	for _, ref := range a.Refs {
		v, known := ctx.Variables[ref.Key]
		if known && (!ref.Rest || v == cty.DynamicVal) {
			continue
		}
		// What follows one of several references to a thing may be what is wrong.
		ctx.Variables[ref.Key] = p.refer(ref)
	}
	return ctx, true
}

// refer returns the value of a reference; unknown when resolve has reported it,
// so that what it names exists from here on.
func (p place) refer(ref config.Ref) cty.Value {
	if !p.program.Resolved(ref) {
		return cty.DynamicVal
	}
	switch ref.Kind {
	case config.Variable, config.Local:
		return p.value(p.program.Symbol(ref.Key))
	case config.Platform:
		return p.platformValue(ref)
	case config.Super:
		return p.super(ref.Names)
	case config.Module:
		return p.moduleValue(ref)
	case config.Each, config.Self:
		return p.itself(ref)
	case config.User, config.Pkgs:
		return p.refValue(ref)
	}
	key := ref.Key
	if ref.Kind == config.Pkgset || ref.Kind == config.Input {
		key = ref.Word + "." + ref.Names[0] // a package or an overlay of it follows
	}
	if s := p.program.Symbol(key); s.Broken || p.missing(ref, s) {
		return cty.DynamicVal
	}
	return p.refValue(ref)
}

func (p place) platformValue(ref config.Ref) cty.Value {
	if p.platform == nil {
		return cty.DynamicVal
	}
	switch ref.Names[0] {
	case "system":
		return cty.StringVal(p.platform.System)
	case "os":
		return cty.StringVal(p.platform.OS)
	case "arch":
		return cty.StringVal(p.platform.Arch)
	}
	return cty.DynamicVal
}

// value returns the value of a variable or a local.
func (e *env) value(s *resolve.Symbol) cty.Value {
	e = e.of(s)
	if v, ok := e.values[s]; ok {
		return v
	}
	v := cty.DynamicVal
	if !s.Broken && s.Kind == config.Local {
		v = place{env: e}.evaluate(s.Attr)
	}
	e.values[s] = v
	return v
}
