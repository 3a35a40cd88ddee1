package check

import "github.com/agentboxc/agentboxc/lang/diag"

type secretCondition struct{ At diag.Range }

func (p secretCondition) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidExpression, Subject: p.At,
		Detail: "This depends on a sensitive value, and those are not shown to tests. Look at something else that follows from the value, or leave it to a validation of the variable.",
	}
}
