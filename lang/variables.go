package lang

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// ReadVariables reads a file of values, name = value or an object of JSON, for the
// variables of a unit. Values are constants: nothing is in scope, and there are no functions.
// Variables that the unit does not declare may be in it, since a file often
// serves several units.
func ReadVariables(f *source.File) ([]Variable, diag.List) {
	file, diags := syntax.ParseValues(f)
	for _, block := range file.Body().Blocks {
		diags.Add(blockOfValues{Type: block.Type, At: syntax.Range(block.DefRange())})
	}
	var variables []Variable
	for _, attr := range inOrder(file.Body().Attributes) {
		if at, what := syntax.Computed(attr.Expr); what != "" {
			diags.Add(notConstant{What: what, At: syntax.Range(at)})
			continue
		}
		value, problems := attr.Expr.Value(nil)
		if problems.HasErrors() {
			diags.Add(badConstant{Detail: problems[0].Detail, At: syntax.Range(attr.Expr.Range())})
			continue
		}
		variables = append(variables, Variable{
			Name: attr.Name, Value: &value, Origin: f.Path, Range: syntax.Range(attr.NameRange), Lenient: true,
		})
	}
	return variables, diags
}

func inOrder(attrs hclsyntax.Attributes) []*hclsyntax.Attribute {
	list := make([]*hclsyntax.Attribute, 0, len(attrs))
	for _, attr := range attrs {
		list = append(list, attr)
	}
	slices.SortFunc(list, func(a, b *hclsyntax.Attribute) int { return a.SrcRange.Start.Byte - b.SrcRange.Start.Byte })
	return list
}

type blockOfValues struct {
	Type string
	At   diag.Range
}

func (p blockOfValues) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.UnknownBlock, Subject: p.At,
		Detail: fmt.Sprintf("A file of values holds lines of the form name = value, and %q is a block. Declare it in a file that ends in %s.",
			p.Type, source.MainFile),
	}
}

type notConstant struct {
	What string
	At   diag.Range
}

func (p notConstant) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidExpression, Subject: p.At,
		Detail: fmt.Sprintf("A file of values holds constants, and this is %s. Write the value itself, or compute it in a local of the unit.", p.What),
	}
}

type badConstant struct {
	Detail string
	At     diag.Range
}

func (p badConstant) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{Code: diag.InvalidExpression, Subject: p.At, Detail: p.Detail}
}
