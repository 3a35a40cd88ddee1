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
	MaxSteps    = 100_000       // evaluations of bounded expressions, per attribute; ten elements of a value count as one
	MaxUnit     = 20 * MaxSteps // the same for all attributes of a unit together, on all platforms
	MaxText     = 1 << 20       // bytes of one string
	MaxBytes    = 16 << 20      // bytes of all strings of a value, and of those met while an attribute is evaluated
	MaxLength   = 4096          // elements of one collection
	MaxElements = 100_000       // elements of one value, nested ones included
	MaxDepth    = 100           // lists and maps inside each other
	MaxCalls    = 100           // functions of the unit that are being called at once
	maxExponent = 4096          // binary exponent of a number: some 1,200 decimal digits
)

// stepsKey is where the evaluation context keeps the count. No name of a user
// can be the same: it is no identifier.
const stepsKey = "\x00steps"

type count struct {
	steps, bytes int
	told         bool // a diagnostic says that a bound is broken
	meter        *Meter
}

// Meter counts the steps of all evaluations of a unit.
type Meter struct {
	steps   int
	told    bool
	refused string
	running *count // of the attribute that is being evaluated
	calls   int    // functions of the unit that are being called
}

// Evaluate evaluates an expression of an attribute in its context, which holds
// Bounded variables.
func (m *Meter) Evaluate(e hclsyntax.Expression, ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	outer := m.running
	m.running = countOf(ctx)
	defer func() { m.running = outer }()
	return e.Value(ctx)
}

// Call evaluates the result of a function in a context of its own. What it takes
// counts for the attribute that calls it, and the call itself is a step.
func (m *Meter) Call(result hclsyntax.Expression, ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	body := counted(result)
	ctx.Variables[stepsKey] = cty.CapsuleVal(countType, m.running)
	if m.calls >= MaxCalls {
		return cty.DynamicVal, body.tooLarge(ctx, fmt.Sprintf("Functions call each other more than %d deep.", MaxCalls))
	}
	m.calls++
	defer func() { m.calls-- }()
	return body.Value(ctx)
}

// Refuse notes that an evaluation was refused, in case that a function such as
// try hides the error.
func (m *Meter) Refuse(why string) {
	m.refused = why
	m.told = m.told || m.Exhausted()
}

// Refusal returns why an evaluation was refused since the last call; "" is not.
func (m *Meter) Refusal() string {
	why := m.refused
	m.refused = ""
	return why
}

// Steps returns how many steps were taken.
func (m *Meter) Steps() int { return m.steps }

// Allows reports whether the unit may take so many more steps.
func (m *Meter) Allows(steps int) bool { return m.steps+steps <= MaxUnit }

// Spend adds steps that a function takes besides its arguments, and reports
// whether the unit may take them.
func (m *Meter) Spend(steps int) bool {
	m.steps += steps
	return m.steps <= MaxUnit
}

var countType = cty.Capsule("count", reflect.TypeFor[count]())

// Bounded returns variables with a fresh count for one attribute's evaluation.
// It changes and returns the map.
func (m *Meter) Bounded(variables map[string]cty.Value) map[string]cty.Value {
	variables[stepsKey] = cty.CapsuleVal(countType, &count{meter: m})
	return variables
}

// bounded is an expression whose value is checked before others build on it. It
// takes the place of the expression in the tree as parentheses around it would,
// so that a walk still meets what is inside.
type bounded struct {
	*hclsyntax.ParenthesesExpr
	unified bool // with another value, for which all elements are compared with each other
}

func bound(e hclsyntax.Expression) hclsyntax.Expression {
	if e == nil || isLiteral(e) {
		return e // as large as the source
	}
	return counted(e)
}

func counted(e hclsyntax.Expression) bounded {
	return bounded{ParenthesesExpr: &hclsyntax.ParenthesesExpr{Expression: e, SrcRange: e.Range()}}
}

func unified(e hclsyntax.Expression) hclsyntax.Expression {
	if isLiteral(e) {
		return e
	}
	b := counted(e)
	b.unified = true
	return b
}

// Moved returns a copy of the bound around a copy of what is in it.
func (b bounded) Moved(move func(hclsyntax.Expression) hclsyntax.Expression) hclsyntax.Expression {
	moved := counted(move(b.Expression))
	moved.unified = b.unified
	return moved
}

// Unbound returns the expression without a bound and without parentheses around it.
func Unbound(e hclsyntax.Expression) hclsyntax.Expression {
	for {
		switch outer := e.(type) {
		case bounded:
			e = outer.Expression
		case *hclsyntax.ParenthesesExpr:
			e = outer.Expression
		default:
			return e
		}
	}
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
	if n.exhausted() {
		return cty.DynamicVal, nil
	}
	n.steps++
	v, diags := b.Expression.Value(ctx)
	if n.exhausted() {
		// A part of it was; only the innermost says so.
		return cty.DynamicVal, append(diags, n.tell(b, ctx)...)
	}
	var m measure
	why := m.add(v)
	n.spend(&m, b.unified)
	if why != "" {
		n.steps = MaxSteps + 1
		n.told = true
		return cty.DynamicVal, append(diags, b.tooLarge(ctx, why)...)
	}
	if n.exhausted() {
		return cty.DynamicVal, append(diags, n.tell(b, ctx)...)
	}
	return v, diags
}

func (n *count) spend(m *measure, unified bool) {
	steps := m.elements / 10
	if unified {
		steps += m.elements * m.elements / 20
	}
	n.steps += steps
	n.bytes += m.bytes
	n.meter.Spend(1 + steps)
}

func (n *count) exhausted() bool {
	return n.steps > MaxSteps || n.bytes > MaxBytes || n.meter.steps > MaxUnit
}

var unitExhausted = fmt.Sprintf("The evaluation of the unit takes more than %d steps up to here.", MaxUnit)

// tell says once which bound is broken.
func (n *count) tell(b bounded, ctx *hcl.EvalContext) hcl.Diagnostics {
	unit := n.meter.steps > MaxUnit
	if n.told || unit && n.meter.told {
		return nil
	}
	n.told, n.meter.told = true, n.meter.told || unit
	switch {
	case n.bytes > MaxBytes:
		return b.tooLarge(ctx, fmt.Sprintf("The strings of this expression have more than %d bytes together.", MaxBytes))
	case n.steps > MaxSteps:
		return b.tooLarge(ctx, fmt.Sprintf("The evaluation takes more than %d steps.", MaxSteps))
	}
	return b.tooLarge(ctx, unitExhausted)
}

func (b bounded) tooLarge(ctx *hcl.EvalContext, why string) hcl.Diagnostics {
	countOf(ctx).meter.Refuse(why)
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
	return &count{meter: &Meter{}}
}

// Oversize says in a sentence which bound an attribute's value breaks; "" is
// none.
func (m *Meter) Oversize(v cty.Value) string {
	var size measure
	if why := size.add(v); why != "" {
		return why
	}
	if !m.Spend(size.elements/10) && !m.told {
		m.told = true
		return unitExhausted
	}
	return ""
}

// Exhausted reports whether the unit has taken all the steps that it may take.
func (m *Meter) Exhausted() bool { return m.steps > MaxUnit }

// measure is the size of a value.
type measure struct{ elements, bytes, depth int }

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
	if m.depth++; m.depth > MaxDepth {
		return fmt.Sprintf("The value is more than %d lists and maps deep.", MaxDepth)
	}
	defer func() { m.depth-- }()
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
