package check

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// variables gives every variable its value: the last one that was set, else the
// default.
func (c *checker) variables() {
	set := map[string]Variable{}
	for _, v := range c.opts.Variables {
		if c.program.Symbol("var."+v.Name) == nil {
			c.undeclared(v)
			continue
		}
		set[v.Name] = v
	}
	for _, s := range c.program.Of(config.Variable) {
		given, ok := set[s.Name]
		v := c.variable(s, given, ok)
		if (place{env: c.shared}).flag(s.Block.Attr("sensitive"), false) {
			v = v.Mark(sensitive)
		}
		c.shared.values[s] = v
		c.validate(s)
	}
}

func (c *checker) undeclared(v Variable) {
	var names []string
	for _, s := range c.program.Of(config.Variable) {
		names = append(names, s.Name)
	}
	switch {
	case v.Silent:
	case v.Lenient:
		c.diags.Add(undeclaredInFile{Variable: v, Names: names})
	default:
		c.diags.Add(undeclaredVariable{Variable: v, Names: names, Module: c.moduleWith(v.Name), At: c.program.Unit.Start})
	}
}

// moduleWith returns the module block whose unit declares the variable, or nil.
func (c *checker) moduleWith(variable string) *resolve.Symbol {
	for _, s := range c.program.Of(config.Module) {
		if unit := c.program.Modules[s.Name]; unit != nil && unit.Symbol("var."+variable) != nil {
			return s
		}
	}
	return nil
}

func (c *checker) variable(s *resolve.Symbol, given Variable, isGiven bool) cty.Value {
	ty, defaults := c.typeOf(s)
	nullable := place{env: c.shared}.flag(s.Block.Attr("nullable"), true)
	def := c.defaultOf(s, ty, defaults)
	if !isGiven {
		if def == cty.NilVal {
			if c.parent == nil { // otherwise the module block lacks it
				c.diags.Add(variableNotSet{Symbol: s, Type: ty})
			}
			return cty.DynamicVal
		}
		return def
	}
	v, ok := c.given(s, given, ty)
	if !ok {
		return cty.DynamicVal
	}
	v, err := convertTo(v, ty, defaults)
	if err != nil {
		c.diags.Add(variableType{Symbol: s, Variable: given, Type: ty, Err: err, Secret: isSecret(s)})
		return cty.DynamicVal
	}
	if v.IsNull() && !nullable {
		if def == cty.NilVal {
			c.diags.Add(variableNull{Symbol: s, Origin: given.Origin})
			return cty.DynamicVal
		}
		return def
	}
	return v
}

func isSecret(s *resolve.Symbol) bool { return s.Block.Attr("sensitive") != nil }

func convertTo(v cty.Value, ty cty.Type, defaults *typeexpr.Defaults) (cty.Value, error) {
	if defaults != nil && !v.IsNull() {
		v = defaults.Apply(v)
	}
	return convert.Convert(v, ty)
}

func (c *checker) typeOf(s *resolve.Symbol) (cty.Type, *typeexpr.Defaults) {
	a := s.Block.Attr("type")
	if a == nil {
		return cty.DynamicPseudoType, nil
	}
	ty, defaults, diags := typeexpr.TypeConstraintWithDefaults(a.Expr())
	for _, d := range diags {
		c.diags.Add(invalidType{Cause: d, At: a.Range})
	}
	if diags.HasErrors() {
		return cty.DynamicPseudoType, nil
	}
	return ty, defaults
}

// defaultOf returns the default in the variable's type, cty.NilVal when there is
// none, and an unknown value when it is wrong.
func (c *checker) defaultOf(s *resolve.Symbol, ty cty.Type, defaults *typeexpr.Defaults) cty.Value {
	a := s.Block.Attr("default")
	if a == nil {
		return cty.NilVal
	}
	v := place{env: c.shared}.evaluate(a)
	if !v.IsWhollyKnown() {
		return cty.DynamicVal
	}
	converted, err := convertTo(v, ty, defaults)
	if err != nil {
		c.diags.Add(defaultType{Symbol: s, Attr: a, Type: ty, Err: err})
		return cty.DynamicVal
	}
	if converted.IsNull() && !(place{env: c.shared}).flag(s.Block.Attr("nullable"), true) {
		c.diags.Add(variableNull{Symbol: s, Origin: "its default", At: a.Range})
		return cty.DynamicVal
	}
	return converted
}

// given returns a value that was set from outside. A variable whose type is a
// string, or that has none, takes the text as it is, as OpenTofu does.
func (c *checker) given(s *resolve.Symbol, v Variable, ty cty.Type) (cty.Value, bool) {
	switch {
	case v.Value != nil:
		return *v.Value, true
	case ty == cty.String || ty == cty.DynamicPseudoType:
		if hasToken(v.Text) {
			c.diags.Add(variableSyntax{Symbol: s, Variable: v, Type: ty, Why: "It holds a NUL byte, which no string may have."})
			return cty.DynamicVal, false
		}
		return cty.StringVal(v.Text), true
	}
	expr, diags := syntax.ParseExpression([]byte(v.Text), v.Origin, hcl.InitialPos)
	if diags.HasErrors() {
		c.diags.Add(variableSyntax{Symbol: s, Variable: v, Type: ty, Why: diags[0].Detail})
		return cty.DynamicVal, false
	}
	if _, what := syntax.Computed(expr); what != "" {
		c.diags.Add(variableSyntax{Symbol: s, Variable: v, Type: ty, Why: "It must be a constant, and has " + what + "."})
		return cty.DynamicVal, false
	}
	value, hclDiags := expr.Value(nil)
	if hclDiags.HasErrors() {
		c.diags.Add(variableSyntax{Symbol: s, Variable: v, Type: ty, Why: hclDiags[0].Detail})
		return cty.DynamicVal, false
	}
	return value, true
}

// validate evaluates the conditions of a variable and reports each that does
// not hold.
func (c *checker) validate(s *resolve.Symbol) {
	p := place{env: c.shared}
	if v, _ := c.shared.values[s].UnmarkDeep(); !v.IsWhollyKnown() {
		return
	}
	for _, b := range s.Block.Of("validation") {
		condition, message := b.Attr("condition"), b.Attr("error_message")
		if condition == nil || message == nil {
			continue
		}
		v, _ := p.evaluate(condition).UnmarkDeep()
		if !v.IsKnown() {
			continue
		}
		holds, err := convert.Convert(v, cty.Bool)
		if err != nil || holds.IsNull() {
			p.diags.Add(wrongType{Item: item{attr: condition, value: v, at: condition.Range}, Want: "true or false"})
			continue
		}
		if holds.False() {
			c.diags.Add(validationFailed{Symbol: s, Condition: condition, Message: p.message(message), Values: p.valuesOf(condition)})
		}
	}
}

func (p place) message(a *config.Attr) string {
	v, marks := p.evaluate(a).UnmarkDeep()
	if _, secret := marks[sensitive]; secret {
		return "The condition does not hold. (The message contains a sensitive value.)"
	}
	text, err := convert.Convert(v, cty.String)
	if err != nil {
		p.diags.Add(wrongType{Item: item{attr: a, value: v, at: a.Range}, Want: "a string"})
	}
	if err != nil || text.IsNull() || !text.IsKnown() {
		return "The condition does not hold."
	}
	return shown(text.AsString())
}

// TypeOf returns the type that a variable is declared with; any type where it has
// none, or a wrong one.
func TypeOf(variable *resolve.Symbol) cty.Type {
	if a := variable.Block.Attr("type"); a != nil {
		if ty, _, diags := typeexpr.TypeConstraintWithDefaults(a.Expr()); !diags.HasErrors() {
			return ty
		}
	}
	return cty.DynamicPseudoType
}
