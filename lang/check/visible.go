package check

import (
	"math"
	"math/big"
	"strconv"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// visibleValues returns the variables and locals of a platform for those who
// want to see them: references as they are written, and nothing of a sensitive
// value.
func (c *checker) visibleValues(e *env) []ir.Attr {
	var attrs []ir.Attr
	for _, s := range c.program.Symbols {
		if s.Kind == config.Variable || s.Kind == config.Local {
			attrs = append(attrs, ir.Attr{Name: s.Key, Value: once(e, c.only(s), (*env).visibleValue), Range: s.Range()})
		}
	}
	sortAttrs(attrs)
	return attrs
}

func (e *env) visibleValue(i *instance) ir.Value { return visible(e.value(i.Symbol)) }

func visible(v cty.Value) ir.Value {
	switch {
	case v.IsMarked():
		return ir.Secret{}
	case !v.IsKnown() || v.IsNull():
		return ir.Null{}
	}
	ty := v.Type()
	switch {
	case ty == cty.String:
		return textOf(v.AsString(), diag.Range{})
	case ty == cty.Bool:
		return ir.Bool(v.True())
	case ty == cty.Number:
		return visibleNumber(v.AsBigFloat())
	case isList(v):
		list := ir.List{}
		for it := v.ElementIterator(); it.Next(); {
			_, element := it.Element()
			list = append(list, visible(element))
		}
		return list
	case isMap(v):
		attrs := ir.Attrs{}
		for it := v.ElementIterator(); it.Next(); {
			key, element := it.Element()
			attrs = append(attrs, ir.Attr{Name: shown(key.AsString()), Value: visible(element)})
		}
		sortAttrs(attrs)
		return attrs
	}
	return ir.Literal(describeReference(v), diag.Range{})
}

// visibleNumber is a number as it was written, which one of 64 bits may not be.
func visibleNumber(f *big.Float) ir.Value {
	if n, accuracy := f.Int64(); accuracy == big.Exact {
		return ir.Int(n)
	}
	text := f.Text('g', -1)
	if n, _ := f.Float64(); !math.IsInf(n, 0) && strconv.FormatFloat(n, 'g', -1, 64) == text {
		return ir.Float(n)
	}
	return ir.Literal(text, diag.Range{})
}

func describeReference(v cty.Value) string {
	if r, ok := asReference(v); ok {
		return r.written()
	}
	return v.Type().FriendlyName()
}
