package host

import (
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// Members are the directories of the units of a workspace, among those that a walk has
// found, in their order. The diagnostics are of directories that cannot be read and,
// where the workspace's file is sound, of what its patterns come to.
func Members(w *lang.Workspace, found []Dir, sound bool) (units []string, diags diag.List) {
	var all, ignored []string
	units = []string{}
	for _, d := range found {
		switch {
		case d.Ignored:
			ignored = append(ignored, d.Name)
			continue
		case d.Err != nil:
			diags.Append(source.Unreadable(d.Name, d.Err))
		case d.Unit && w.Has(d.Name):
			units = append(units, d.Name)
		}
		all = append(all, d.Name)
	}
	if !sound {
		return units, diags
	}
	diags.Append(w.Idle(all, ignored))
	if len(units) == 0 && !diags.HasErrors() {
		diags.Append(w.Vacant())
	}
	return units, diags
}
