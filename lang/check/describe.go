package check

import (
	"fmt"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/schema"
)

// describe says what a value is, as in: 12, "abc", a list of 3 elements,
// pkgs.git (a package). Long values are cut, sensitive ones never shown.
func describe(v cty.Value) string {
	if v.ContainsMarked() {
		return "a sensitive value"
	}
	if !v.IsKnown() {
		return "not known"
	}
	if v.IsNull() {
		return "null"
	}
	ty := v.Type()
	switch {
	case ty == cty.String:
		return strconv.Quote(clipped(shown(v.AsString())))
	case ty == cty.Number:
		return clipped(v.AsBigFloat().Text('g', 20))
	case ty == cty.Bool:
		return strconv.FormatBool(v.True())
	case ty.IsTupleType(), ty.IsListType():
		return counted("a list of", v.LengthInt(), "element")
	case ty.IsSetType():
		return counted("a set of", v.LengthInt(), "element")
	case ty.IsObjectType(), ty.IsMapType():
		noun := "element"
		if first, ok := firstReference(v); ok && first.of != nil {
			noun = string(first.Kind)
		}
		return counted("a map of", v.LengthInt(), noun)
	}
	if r, ok := asReference(v); ok {
		return fmt.Sprintf("%s, which is %s", r.written(), article(string(r.Kind)))
	}
	return ty.FriendlyName()
}

// firstReference returns the first element of a map when that is a reference.
func firstReference(v cty.Value) (*reference, bool) {
	for it := v.ElementIterator(); it.Next(); {
		_, element := it.Element()
		return asReference(element)
	}
	return nil, false
}

// ofInput reports whether the reference leads into an input.
func (r *reference) ofInput() bool { return r.Kind == schema.OverlayRef && len(r.Names) > 1 }

// what says what kind of thing is referred to. What an input holds under a
// name is not known, only that overlays are used that way.
func (r *reference) what() string {
	if r.ofInput() {
		return "an attribute of an input"
	}
	return article(string(r.Kind))
}

// written is the reference as a user writes it.
func (r *reference) written() string {
	if len(r.Names) > 0 && r.Kind == "package" {
		return r.display()
	}
	return r.Address
}

func counted(what string, n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%s %d %s", what, n, noun)
}

// clipped cuts text that is too long for a message, between two characters.
func clipped(s string) string {
	const most = 60
	runes := 0
	for i := range s {
		if runes++; runes > most {
			return s[:i] + "…"
		}
	}
	return s
}

func article(noun string) string {
	switch noun[0] {
	case 'a', 'e', 'i', 'o', 'u':
		if noun != "user" {
			return "an " + noun
		}
	}
	return "a " + noun
}

// involved lists the values that the names inside an expression had, in the
// order of their first use. say phrases a value.
func involved(e hcl.Expression, ctx *hcl.EvalContext, say func(cty.Value) string) []diag.Value {
	var values []diag.Value
	seen := map[string]bool{}
	for _, t := range e.Variables() {
		name := traversalText(t)
		v, ok := lookupValue(ctx, t)
		if seen[name] || !ok || isNoise(name, v) {
			continue
		}
		seen[name] = true
		values = append(values, diag.Value{Traversal: name, Statement: "is " + say(v)})
	}
	return values
}

// isNoise reports values that tell nothing: references say by their name what
// they are, and so do addresses.
func isNoise(name string, v cty.Value) bool {
	switch {
	case v.ContainsMarked():
		return false
	case !v.IsKnown():
		return true
	case v.IsNull():
		return false
	}
	return v.Type().IsCapsuleType() || v.Type() == cty.String && v.AsString() == name
}

func lookupValue(ctx *hcl.EvalContext, t hcl.Traversal) (cty.Value, bool) {
	for ; ctx != nil; ctx = ctx.Parent() {
		if _, ok := ctx.Variables[t.RootName()]; ok {
			v, diags := t.TraverseAbs(ctx)
			return v, !diags.HasErrors()
		}
	}
	return cty.NilVal, false
}

func traversalText(t hcl.Traversal) string {
	text := t.RootName()
	for _, step := range t[1:] {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			text += "." + step.Name
		case hcl.TraverseIndex:
			text += "[" + describe(step.Key) + "]"
		default:
			text += "[*]"
		}
	}
	return text
}

// functionOf returns the name of the function whose call failed.
func functionOf(d *hcl.Diagnostic) (string, error) {
	extra, ok := hcl.DiagnosticExtra[hclsyntax.FunctionCallDiagExtra](d)
	if !ok {
		return "", nil
	}
	return extra.CalledFunctionName(), extra.FunctionCallError()
}
