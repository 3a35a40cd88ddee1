package lang

import (
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// adaptFixes writes the fixes in files of JSON as those need it. Every pass
// behind the parser phrases them in native syntax, whatever it was given.
func adaptFixes(diags diag.List, units ...*Unit) {
	var files []*syntax.File
	for _, u := range units {
		for _, f := range u.Files {
			if source.IsJSON(f.Source.Path) {
				files = append(files, f)
			}
		}
	}
	if len(files) == 0 {
		return
	}
	for i, d := range diags {
		diags[i].Fixes = adapted(d.Fixes, files)
	}
}

// adapted leaves out the fixes that JSON can't have.
func adapted(fixes []diag.Fix, files []*syntax.File) []diag.Fix {
	var kept []diag.Fix
	for _, fix := range fixes {
		fits := true
		for _, f := range files {
			if fits {
				fix, fits = f.Adapt(fix)
			}
		}
		if fits {
			kept = append(kept, fix)
		}
	}
	return kept
}
