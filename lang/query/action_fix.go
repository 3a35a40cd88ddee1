package query

import (
	"github.com/agentboxc/agentboxc/lang/diag"
)

// fixes adds the fixes of the diagnostics at the part, and those that need the rest
// of the unit to be found.
func (a *actor) fixes() {
	for _, d := range a.diags {
		if !a.touches(d.Subject) {
			continue
		}
		for _, fix := range d.Fixes {
			a.add(Action{Title: fix.Title, Kind: QuickFix, Preferred: len(d.Fixes) == 1, Solves: diag.List{d}, Edits: fix.Edits})
		}
	}
	if !a.f.IsJSON() {
		a.missing()
	}
}

func (a *actor) touches(r diag.Range) bool {
	return r.File == a.f.Path && r.Start.Byte <= a.end && a.start <= r.End.Byte
}

// sources adds what is done to the file as a whole.
func (a *actor) sources() {
	all := Action{Title: "Apply all safe fixes", Kind: FixAll}
	here := func(e diag.Edit) bool { return e.Range.File == a.f.Path }
	for _, r := range a.diags.Repairs(here) {
		all.Solves = append(all.Solves, r.Of)
		all.Edits = append(all.Edits, r.Fix.Edits...)
	}
	a.add(all)
	if a.f.Role == Source && !a.f.IsJSON() && !a.s.isBroken(a.f.Path) {
		a.organize()
	}
}
