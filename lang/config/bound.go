package config

import (
	"fmt"
	"reflect"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// The bounds of evaluation. They are far above what a configuration needs and
// far below what hurts: one source may be evaluated in an editor at every
// keystroke.
const (
	MaxSteps    = 100_000  // evaluations of bounded expressions, per attribute
	MaxText     = 1 << 20  // bytes of one string
	MaxBytes    = 16 << 20 // bytes of all strings of a value, and of those met while an attribute is evaluated
	MaxLength   = 10_000   // elements of one collection
	MaxElements = 100_000  // elements of one value, nested ones included
	maxExponent = 4096     // binary exponent of a number: some 1,200 decimal digits
)

// stepsKey is where the evaluation context keeps the count. No name of a user
// can be the same: it is no identifier.
const stepsKey = "\x00steps"

type count struct{ steps, bytes int }

var countType = cty.Capsule("count", reflect.TypeFor[count]())

// Bounded returns variables with a fresh count for one attribute's evaluation.
// It changes and returns the map.
func Bounded(variables map[string]cty.Value) map[string]cty.Value {
	variables[stepsKey] = cty.CapsuleVal(countType, &count{})
	return variables
}

// bounded is an expression whose value is checked before others build on it. It
// takes the place of the expression in the tree as parentheses around it would,
// so that a walk still meets what is inside.
type bounded struct{ *hclsyntax.ParenthesesExpr }

func bound(e hclsyntax.Expression) hclsyntax.Expression {
	if e == nil || isLiteral(e) {
		return e // as large as the source
	}
	return bounded{&hclsyntax.ParenthesesExpr{Expression: e, SrcRange: e.Range()}}
}

func boundAll(list []hclsyntax.Expression) {
	for i, e := range list {
		list[i] = bound(e)
	}
}

// Value evaluates the expression and refuses a value or a number of steps that
// is out of bounds. It reports once per attribute: every further step only
// poisons the value.
func (b bounded) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	n := countOf(ctx)
	if n.steps > MaxSteps || n.bytes > MaxBytes {
		return cty.DynamicVal, nil
	}
	if n.steps++; n.steps > MaxSteps {
		return cty.DynamicVal, b.tooLarge(ctx, fmt.Sprintf("The evaluation takes more than %d steps.", MaxSteps))
	}
	v, diags := b.Expression.Value(ctx)
	var m measure
	why := m.add(v)
	if n.bytes += m.bytes; why == "" && n.bytes > MaxBytes {
		why = fmt.Sprintf("The strings of this expression have more than %d bytes together.", MaxBytes)
	}
	if why != "" {
		return cty.DynamicVal, append(diags, b.tooLarge(ctx, why)...)
	}
	return v, diags
}

func (b bounded) tooLarge(ctx *hcl.EvalContext, why string) hcl.Diagnostics {
	rng := b.Range()
	return hcl.Diagnostics{{
		Severity: hcl.DiagError, Summary: "Value too large", Detail: why, Subject: &rng,
		Expression: b.Expression, EvalContext: ctx, Extra: TooLarge{},
	}}
}

// TooLarge marks the diagnostics of a value out of bounds.
type TooLarge struct{}

func countOf(ctx *hcl.EvalContext) *count {
	for ; ctx != nil; ctx = ctx.Parent() {
		if v, ok := ctx.Variables[stepsKey]; ok {
			return v.EncapsulatedValue().(*count)
		}
	}
	return &count{}
}

// Oversize says in a sentence which bound the value breaks; "" is none.
func Oversize(v cty.Value) string {
	var m measure
	return m.add(v)
}

// measure is the size of a value.
type measure struct{ elements, bytes int }

// add measures one more value and says which bound is broken.
func (m *measure) add(v cty.Value) string {
	v, _ = v.Unmark()
	if !v.IsKnown() || v.IsNull() {
		return ""
	}
	ty := v.Type()
	switch {
	case ty == cty.String:
		return m.addText(len(v.AsString()))
	case ty == cty.Number:
		f := v.AsBigFloat()
		if exp := f.MantExp(nil); !f.IsInf() && (exp > maxExponent || exp < -maxExponent) {
			return "The number is out of the range that can be written out."
		}
	case ty.IsCollectionType() || ty.IsTupleType() || ty.IsObjectType():
		return m.addElements(v)
	}
	return ""
}

func (m *measure) addText(n int) string {
	if n > MaxText {
		return fmt.Sprintf("The string has %d bytes; a string may have %d.", n, MaxText)
	}
	if m.bytes += n; m.bytes > MaxBytes {
		return fmt.Sprintf("The strings of the value have more than %d bytes together.", MaxBytes)
	}
	return ""
}

func (m *measure) addElements(v cty.Value) string {
	n := v.LengthInt()
	if n > MaxLength {
		return fmt.Sprintf("The value has %d elements; a list, set or map may have %d.", n, MaxLength)
	}
	if m.elements += n; m.elements > MaxElements {
		return fmt.Sprintf("The value has more than %d elements.", MaxElements)
	}
	keyed := !v.Type().IsTupleType() && !v.Type().IsListType()
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if keyed {
			if why := m.add(key); why != "" {
				return why
			}
		}
		if why := m.add(element); why != "" {
			return why
		}
	}
	return ""
}
