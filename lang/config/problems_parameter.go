package config

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// invalidParam is something else where a name of a parameter is wanted.
type invalidParam struct {
	Expr hclsyntax.Expression
	At   diag.Range
}

func (p invalidParam) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.InvalidName, Subject: p.At}
	d.Detail = "A parameter is a name of ASCII letters, digits, - and _ without quotes, as in: params = [version, prefix]"
	if name := quotedName(p.Expr); name != "" {
		d.Detail = "A parameter is written without quotes, because it is a name and no string."
		d.Fixes = diag.Replace(p.At, name)
		d.Fixes[0].Safe = true
	}
	return d
}

type invalidParams struct {
	Expr hclsyntax.Expression
	At   diag.Range
}

func (p invalidParams) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{
		Code: diag.WrongType, Subject: p.At,
		Detail: "params is a list of names, written out, as in: params = [version, prefix]. What takes any number of arguments is variadic_params.",
	}
	if word := hcl.ExprAsKeyword(p.Expr); isParam(word) {
		d.Fixes = diag.Replace(p.At, "["+word+"]")
	}
	return d
}

type duplicateParam struct {
	Name  Name
	First diag.Range
}

func (p duplicateParam) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.DuplicateName, Subject: p.Name.Range,
		Detail:  fmt.Sprintf("The function already has a parameter %s.", p.Name.Value),
		Related: []diag.Related{{Message: "the first one", Range: p.First}},
	}
}
