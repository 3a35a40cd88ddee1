package lang

import (
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// addContext gives each diagnostic that lies in the body of a block the header
// of that block as its context, unless the pass that made it knew a better one.
func addContext(diags diag.List, units []*Unit) {
	if len(diags) == 0 {
		return
	}
	files := map[string]*syntax.File{}
	for _, u := range units {
		for _, f := range u.Files {
			files[f.Source.Path] = f
		}
	}
	for i, d := range diags {
		f := files[d.Subject.File]
		if f == nil || !d.Context.IsZero() {
			continue
		}
		if at, ok := f.Header(d.Subject.Start.Byte); ok {
			diags[i].Context = at
		}
	}
}
