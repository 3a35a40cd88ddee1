package foreign

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// bakeValues works out the expressions of a bake file. What does not follow from
// the file alone, or would be large, has no value.
type bakeValues struct {
	*work
	definitions map[string]hclsyntax.Expression
	open        map[string]int // lines of variables without a default
	functions   map[string]function.Function
	values      map[string]cty.Value
	busy        map[string]bool
	calls       int
}

const (
	maxBakeValue = 64 << 10 // bytes of a string
	maxBakeCalls = 10_000
)

func newBakeValues(w *work, body *hclsyntax.Body) *bakeValues {
	v := &bakeValues{work: w, definitions: map[string]hclsyntax.Expression{}, open: map[string]int{}, values: map[string]cty.Value{}, busy: map[string]bool{}}
	v.functions = map[string]function.Function{}
	for name, f := range map[string]function.Function{
		"coalesce": stdlib.CoalesceFunc, "concat": stdlib.ConcatFunc, "contains": stdlib.ContainsFunc, "equal": stdlib.EqualFunc, "format": stdlib.FormatFunc,
		"join": stdlib.JoinFunc, "length": stdlib.LengthFunc, "lower": stdlib.LowerFunc, "merge": stdlib.MergeFunc,
		"not": stdlib.NotFunc, "notequal": stdlib.NotEqualFunc, "split": stdlib.SplitFunc, "trim": stdlib.TrimFunc,
		"trimprefix": stdlib.TrimPrefixFunc, "trimspace": stdlib.TrimSpaceFunc, "trimsuffix": stdlib.TrimSuffixFunc, "upper": stdlib.UpperFunc,
	} {
		v.functions[name] = v.bounded(f)
	}
	for name, a := range body.Attributes {
		v.definitions[name] = a.Expr
	}
	for _, b := range body.Blocks {
		switch {
		case b.Type == "variable" && len(b.Labels) == 1:
			v.definitions[b.Labels[0]] = nil
			v.open[b.Labels[0]] = b.TypeRange.Start.Line
			if d := b.Body.Attributes["default"]; d != nil {
				v.definitions[b.Labels[0]] = d.Expr
			}
		case b.Type == "function" && len(b.Labels) == 1:
			v.define(b)
		}
	}
	return v
}

// of is the value of an attribute. One that cannot be known makes a note, and is
// null.
func (v *bakeValues) of(a *hclsyntax.Attribute) cty.Value {
	value, err := v.evaluate(a.Expr, nil)
	if err != nil {
		line := a.NameRange.Start.Line
		v.dropped(line, v.row(line), fmt.Sprintf("Its value cannot be known here: %s.", err))
		return cty.NullVal(cty.DynamicPseudoType)
	}
	return value
}

func (v *bakeValues) evaluate(e hclsyntax.Expression, params map[string]cty.Value) (cty.Value, error) {
	if loops(e) {
		return cty.NilVal, errors.New("loops are not followed")
	}
	context := &hcl.EvalContext{Variables: map[string]cty.Value{}, Functions: v.functions}
	for _, t := range e.Variables() {
		name := t.RootName()
		value, known := params[name]
		if !known {
			var err error
			if value, err = v.variable(name); err != nil {
				return cty.NilVal, err
			}
		}
		context.Variables[name] = value
	}
	value, diags := e.Value(context)
	if diags.HasErrors() {
		return cty.NilVal, errors.New(strings.TrimSuffix(firstOf(diags), "."))
	}
	if tooLarge(value) {
		return cty.NilVal, errors.New("it is too large")
	}
	return value, nil
}

func firstOf(diags hcl.Diagnostics) string {
	return oneLine(strings.ToLower(diags[0].Summary[:1]) + diags[0].Summary[1:])
}

// variable is the default of a variable, which may need others.
func (v *bakeValues) variable(name string) (cty.Value, error) {
	if value, ok := v.values[name]; ok {
		return value, nil
	}
	e, ok := v.definitions[name]
	switch {
	case !ok:
		return cty.NilVal, fmt.Errorf("there is no variable %s", name)
	case e == nil:
		// As docker has it, unless the environment sets the variable.
		v.changed(v.open[name], v.row(v.open[name]), fmt.Sprintf("%s has no value here and is taken for empty. Put in what the environment gives it.", name))
		v.values[name] = cty.StringVal("")
		return v.values[name], nil
	case v.busy[name] || len(v.busy) > 100:
		return cty.NilVal, fmt.Errorf("the variable %s needs itself", name)
	}
	v.busy[name] = true
	value, err := v.evaluate(e, nil)
	delete(v.busy, name)
	if err != nil {
		return cty.NilVal, err
	}
	v.values[name] = value
	return value, nil
}

// define makes a function of a block.
func (v *bakeValues) define(b *hclsyntax.Block) {
	params, result := b.Body.Attributes["params"], b.Body.Attributes["result"]
	if params == nil || result == nil || b.Body.Attributes["variadic_params"] != nil {
		return
	}
	spec := &function.Spec{Type: function.StaticReturnType(cty.DynamicPseudoType)}
	var names []string
	for _, p := range hclExprs(params.Expr) {
		name := hcl.ExprAsKeyword(p)
		names = append(names, name)
		spec.Params = append(spec.Params, function.Parameter{Name: name, Type: cty.DynamicPseudoType, AllowNull: true})
	}
	spec.Impl = func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if v.calls++; v.calls > maxBakeCalls {
			return cty.NilVal, errors.New("it takes too many steps")
		}
		given := map[string]cty.Value{}
		for i, name := range names {
			given[name] = args[i]
		}
		return v.evaluate(result.Expr, given)
	}
	if _, standard := v.functions[b.Labels[0]]; !standard {
		v.functions[b.Labels[0]] = function.New(spec)
	}
}

func hclExprs(e hclsyntax.Expression) []hcl.Expression {
	list, diags := hcl.ExprList(e)
	if diags.HasErrors() {
		return nil
	}
	return list
}

// bounded is a function whose result must not be large.
func (v *bakeValues) bounded(f function.Function) function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "args", Type: cty.DynamicPseudoType, AllowNull: true},
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if v.calls++; v.calls > maxBakeCalls {
				return cty.NilVal, errors.New("it takes too many steps")
			}
			args = converted(f, args)
			if wide(args) {
				return cty.NilVal, errors.New("it is too large")
			}
			result, err := f.Call(args)
			if err == nil && tooLarge(result) {
				err = errors.New("it is too large")
			}
			return result, err
		},
	})
}

// wide reports whether a string asks format for a long number of digits.
func wide(args []cty.Value) bool {
	for _, a := range args {
		if text, ok := stringOf(a); ok && strings.Contains(text, "%") && longNumber(text) {
			return true
		}
	}
	return false
}

func longNumber(text string) bool {
	digits := 0
	for _, c := range text {
		if c < '0' || c > '9' {
			digits = 0
		} else if digits++; digits > 2 {
			return true
		}
	}
	return false
}

// converted brings arguments to the types that a function wants, as a call in
// HCL does.
func converted(f function.Function, args []cty.Value) []cty.Value {
	params, more := f.Params(), f.VarParam()
	out := make([]cty.Value, len(args))
	for i, a := range args {
		p := more
		if i < len(params) {
			p = &params[i]
		}
		out[i] = a
		if p == nil {
			continue
		}
		if c, err := convert.Convert(a, p.Type); err == nil {
			out[i] = c
		}
	}
	return out
}

// loops reports whether an expression goes through collections, whose steps
// would have to be counted.
func loops(e hclsyntax.Expression) bool {
	found := false
	_ = hclsyntax.VisitAll(e, func(n hclsyntax.Node) hcl.Diagnostics {
		switch n.(type) {
		case *hclsyntax.ForExpr, *hclsyntax.SplatExpr, *hclsyntax.TemplateJoinExpr:
			found = true
		}
		return nil
	})
	return found
}

func tooLarge(v cty.Value) bool {
	total := 0
	_ = cty.Walk(v, func(_ cty.Path, v cty.Value) (bool, error) {
		total++
		if v.Type() == cty.String && v.IsKnown() && !v.IsNull() {
			total += len(v.AsString())
		}
		if total > maxBakeValue {
			return false, errors.New("enough")
		}
		return true, nil
	})
	return total > maxBakeValue
}

// stringOf is a value as a string, when it can be one.
func stringOf(v cty.Value) (string, bool) {
	if v == cty.NilVal {
		return "", false
	}
	s, err := convert.Convert(v, cty.String)
	if err != nil || !s.IsKnown() || s.IsNull() {
		return "", false
	}
	return s.AsString(), true
}

// textsOf are the strings of a list.
func textsOf(v cty.Value) []string {
	if v == cty.NilVal || !v.IsKnown() || v.IsNull() || !v.CanIterateElements() || isMap(v) {
		return nil
	}
	var all []string
	for it := v.ElementIterator(); it.Next(); {
		_, item := it.Element()
		if s, ok := stringOf(item); ok {
			all = append(all, s)
		}
	}
	return all
}
