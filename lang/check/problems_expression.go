package check

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// failed is an evaluation that hcl reported. Its detail is hcl's; code and
// values are ours.
type failed struct {
	Cause  *hcl.Diagnostic
	At     diag.Range // of the whole expression
	Secret bool       // a sensitive value is in scope, and hcl's detail may quote what was made of it
	Known  *resolve.Program
	inside bool // of a function of the unit
}

// Diagnostic phrases what hcl found in our terms.
func (p failed) Diagnostic() diag.Diagnostic {
	h := p.Cause
	d := diag.Diagnostic{Code: diag.InvalidExpression, Subject: p.At, Detail: shown(h.Detail)}
	if h.Subject != nil && h.Subject.Filename != "" {
		d.Subject = syntax.Range(*h.Subject)
	}
	if h.Expression != nil && h.EvalContext != nil && !p.Secret {
		d.Values = involved(h.Expression, h.EvalContext, spelledOut)
		meantAttribute(&d, h)
	}
	if _, ok := h.Extra.(config.TooLarge); ok {
		d.Code = diag.ValueTooLarge
	}
	name, err := functionOf(h)
	if name != "" && h.Expression != nil {
		d.Subject = syntax.Range(h.Expression.Range()) // hcl points at where it starts
	}
	if s := p.Known.Function(name); s != nil {
		return p.called(d, s, err)
	}
	switch {
	case name == "" && p.Secret:
		d.Detail = "This cannot be evaluated. Why is not shown, because a sensitive value is part of it."
	case name == "":
	case errors.Is(err, errLost) || strings.Contains(h.Detail, errLost.Error()):
		d.Code = diag.LostContext
		d.Detail = fmt.Sprintf("%s cannot work on the store path of a package: the path is known only when Nix builds, and the result would no longer be that path. Keep the path out of the call, or use a function that hands strings on as they are, such as join, format or concat.", name)
	case strings.Contains(h.Detail, errTooMuch):
		d.Code = diag.ValueTooLarge
		d.Detail = fmt.Sprintf("This call of %s would make too much: %s", name, after(h.Detail, errTooMuch+": "))
	case p.Secret:
		d.Code = diag.FunctionFailed
		d.Detail = fmt.Sprintf("The call of %s failed. Why is not shown, because a sensitive value is part of it.", name)
	case name == "try":
		d.Code = diag.FunctionFailed
		d.Detail = "None of the expressions in this try can be evaluated. Add a last one that always can, such as null."
	default:
		d.Code = diag.FunctionFailed
	}
	return d
}

func after(s, mark string) string {
	_, rest, _ := strings.Cut(s, mark)
	return rest
}
