package resolve

import (
	"fmt"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/schema"
)

type unknownFunction struct {
	Call    config.Call
	Symbols []*Symbol
	Many    bool // so many names are wrong that nobody looks for what was meant
}

func (p unknownFunction) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.UnknownFunction, Subject: p.Call.Range}
	d.Detail = fmt.Sprintf("There is no function %q.", p.Call.Name)
	if p.Many {
		return d
	}
	var names []string
	for _, f := range schema.Functions() {
		names = append(names, f.Name)
	}
	for _, s := range p.Symbols {
		if s.Kind == config.Function {
			names = append(names, s.Name)
		}
	}
	if near, ok := diag.Nearest(p.Call.Name, names); ok {
		d.Detail += fmt.Sprintf(" Did you mean %q?", near)
		d.Fixes = diag.Rename(p.Call.Range, near)
	}
	return d
}

// UnknownFunction says that a call is of a function that does not exist, for
// expressions that are no part of a unit.
func UnknownFunction(call config.Call) diag.Problem { return unknownFunction{Call: call} }

type builtinName struct{ Symbol *Symbol }

func (p builtinName) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.DuplicateName, Subject: p.Symbol.Range(),
		Detail: fmt.Sprintf("There is a built-in function %q already, so a reader could not tell which one is called. Give this one another name.", p.Symbol.Name),
	}
}

type callOutOfPlace struct {
	Call   config.Call
	Why    string
	Reason diag.Related
}

func (p callOutOfPlace) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.OutOfPlace, Subject: p.Call.Range,
		Detail:  fmt.Sprintf("%s cannot be called here. %s", p.Call.Name, p.Why),
		Related: []diag.Related{p.Reason},
	}
}
