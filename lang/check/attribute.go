package check

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// meantAttribute adds what was probably meant to the complaint that an object
// has no attribute of a name.
func meantAttribute(d *diag.Diagnostic, h *hcl.Diagnostic) {
	e, ok := h.Expression.(*hclsyntax.ScopeTraversalExpr)
	if !ok || h.EvalContext == nil {
		return
	}
	for i := 1; i < len(e.Traversal); i++ {
		name, written, ok := attributeName(e.Traversal[i])
		if !ok {
			continue
		}
		object, found := lookupValue(h.EvalContext, e.Traversal[:i])
		if !found || !isObject(object) {
			return
		}
		if object.Type().HasAttribute(name) {
			continue
		}
		at := syntax.Range(e.Traversal[i].SourceRange())
		if near, ok := diag.Nearest(name, attributeNames(object)); ok {
			d.Subject = at
			d.Detail += fmt.Sprintf(" Did you mean %q?", near)
			d.Fixes = []diag.Fix{{Title: fmt.Sprintf("Change to %q", near), Edits: []diag.Edit{{Range: at, NewText: fmt.Sprintf(written, near)}}}}
		}
		return
	}
}

// attributeName returns the name that a step asks for, and the format in which
// it is written.
func attributeName(step hcl.Traverser) (name, written string, ok bool) {
	switch step := step.(type) {
	case hcl.TraverseAttr:
		return step.Name, ".%s", true
	case hcl.TraverseIndex:
		if step.Key.Type() == cty.String && step.Key.IsKnown() && !step.Key.IsNull() {
			return step.Key.AsString(), "[%q]", true
		}
	}
	return "", "", false
}

func isObject(v cty.Value) bool {
	v, _ = v.Unmark()
	return v.IsKnown() && !v.IsNull() && v.Type().IsObjectType()
}

func attributeNames(object cty.Value) []string {
	names := make([]string, 0, len(object.Type().AttributeTypes()))
	for name := range object.Type().AttributeTypes() {
		names = append(names, name)
	}
	return names // in any order: the nearest does not depend on it
}
