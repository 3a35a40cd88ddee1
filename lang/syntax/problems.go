package syntax

import "github.com/agentboxc/agentboxc/lang/diag"

// damage is a place where a file stops being HCL.
type damage struct {
	where   diag.Range
	detail  string
	related []diag.Related
}

func (p damage) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{Code: diag.SyntaxError, Detail: p.detail, Subject: p.where, Related: p.related}
}
