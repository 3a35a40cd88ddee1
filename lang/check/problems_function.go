package check

import (
	"errors"
	"fmt"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

// called phrases a call of a function of the unit that failed: what went wrong
// inside is said at the call, whose arguments brought it about, and the line
// inside stands beside it.
func (p failed) called(d diag.Diagnostic, s *resolve.Symbol, err error) diag.Diagnostic {
	d.Code = diag.FunctionFailed
	var call *callError
	if !errors.As(err, &call) { // the number of arguments, say
		d.Related = []diag.Related{{Message: s.Name + " is declared here", Range: s.Range()}}
		return d
	}
	inner := failed{Cause: call.causes[0], At: call.at.Range, Secret: call.secret, Known: p.Known, inside: true}.Diagnostic()
	if inner.Code != diag.InvalidExpression {
		d.Code = inner.Code
	}
	d.Related = append([]diag.Related{{Message: "in the function " + s.Name, Range: inner.Subject}}, inner.Related...)
	const most = 8 // of the places of a long chain, the outermost and the innermost
	if n := len(d.Related); n > most {
		d.Related = append(d.Related[:most/2:most/2], d.Related[n-most/2:]...)
	}
	if p.inside { // only the innermost cause and the outermost call are told
		d.Detail, d.Values = inner.Detail, inner.Values
		return d
	}
	d.Detail = fmt.Sprintf("%s has no result here. %s", s.Name, inner.Detail)
	d.Values = append(inner.Values, d.Values...)
	return d
}
