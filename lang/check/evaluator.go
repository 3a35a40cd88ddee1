package check

import (
	"io/fs"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

// Evaluator evaluates expressions that are no part of a unit, such as those of
// its tests: with the functions of the language, and all of them together within
// the bounds of one unit. Packages in them are addresses.
type Evaluator struct{ place }

// NewEvaluator makes an evaluator for files in the directory of a unit.
func NewEvaluator(fsys fs.FS, dir string) *Evaluator {
	c := newChecker(&resolve.Program{Unit: &config.Unit{Dir: dir}}, Options{FS: fsys}, &run{})
	c.builtins.keep("pkg", addressFunc())
	return &Evaluator{place{env: c.shared}}
}

// addressFunc is pkg where packages are addresses.
func addressFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "name", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			path, err := packagePath(args[0].AsString())
			if err != nil {
				return cty.UnknownVal(ty), function.NewArgError(0, err)
			}
			return cty.StringVal(ir.PackageRef{Pkgset: "default", Path: path}.Address()), nil
		},
	})
}

// Value evaluates an attribute with the values of the names that start its
// references. The value is unknown when something was wrong.
func (e *Evaluator) Value(a *config.Attr, names map[string]cty.Value) (cty.Value, diag.List) {
	for _, call := range a.Calls {
		if !e.provide(call) {
			return cty.DynamicVal, nil // which the check of the names reports
		}
	}
	ctx := (&hcl.EvalContext{Variables: names, Functions: e.functions}).NewChild() // the map belongs to the caller
	ctx.Variables = e.meter.Bounded(map[string]cty.Value{})
	v := e.evaluateIn(ctx, a.Expr(), a)
	return v, e.told()
}

// Condition evaluates an attribute that is true or false. ok is false when it is
// neither, which the diagnostics say.
func (e *Evaluator) Condition(a *config.Attr, names map[string]cty.Value) (holds, ok bool, diags diag.List) {
	v, diags := e.Value(a, names)
	if len(diags) > 0 || e.meter.Exhausted() { // which has been told
		return false, false, diags
	}
	if v.ContainsMarked() {
		diags.Add(secretCondition{At: a.Range})
		return false, false, diags
	}
	b, err := convert.Convert(v, cty.Bool)
	if err != nil || !b.IsKnown() || b.IsNull() {
		diags.Add(wrongType{Item: item{attr: a, value: v, at: a.Range}, Want: "true or false"})
		return false, false, diags
	}
	return b.True(), true, diags
}

// Text evaluates an attribute that is a string, for which the rule of the schema
// holds.
func (e *Evaluator) Text(a *config.Attr, names map[string]cty.Value) (text string, ok bool, diags diag.List) {
	v, diags := e.Value(a, names)
	if !v.IsKnown() {
		return "", false, diags
	}
	if v.ContainsMarked() {
		return ir.Hidden, true, diags
	}
	it := item{attr: a, value: v, at: a.Range}
	text, ok = "", !v.IsNull()
	if ok {
		text, ok = asText(v)
	}
	if !ok {
		diags.Add(wrongType{Item: it, Want: "a string"})
		return "", false, diags
	}
	ok = e.rules(it, text)
	return text, ok, append(diags, e.told()...)
}

// told returns what was said since the last call.
func (e *Evaluator) told() diag.List {
	diags := e.diags
	e.diags = nil
	return diags
}

// Secret is the value of what is sensitive, for those who see nothing of it.
func Secret() cty.Value { return cty.StringVal(ir.Hidden).Mark(sensitive) }

// Operands are the values of the references in an attribute, written out.
func (e *Evaluator) Operands(a *config.Attr, names map[string]cty.Value) []diag.Value {
	const most = 300 // characters: a list of packages, say
	return involved(a.Expr(), &hcl.EvalContext{Variables: names}, func(v cty.Value) string { return spelledWithin(v, most) })
}

// System returns Nix's name for a platform, as in x86_64-linux for linux/amd64.
func System(platform string) (string, bool) { return parsePlatform(platform) }
