package cli

import (
	"slices"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/apply"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// maxFixRounds bounds how often a unit is fixed and checked again. One repair
// may uncover another problem, but two that undo each other must not go on for
// ever.
const maxFixRounds = 4

// fixUnits applies the safe fixes to the files of the units.
func (a *app) fixUnits(c *checker, units *selection) error {
	for _, m := range units.units {
		for range maxFixRounds {
			fixed, err := a.fixUnit(c, m)
			if err != nil {
				return err
			}
			if !fixed {
				break
			}
		}
	}
	return nil
}

func (a *app) fixUnit(c *checker, m member) (fixed bool, err error) {
	u := c.check(m)
	fixable := func(d diag.Diagnostic) bool { return len(d.Fixes) > 0 }
	if u.recalled && slices.ContainsFunc(u.Unit, fixable) {
		u = c.checkAnew(m) // edits belong to the very text that was compiled
	}
	repair := apply.Fix(u.Unit, u.text)
	err = a.interrupts.Hold(func() error {
		return apply.Write(m.place.Root, repair.Files, func(e apply.Event) {
			if e.Action == apply.Updated {
				a.view.Fixed(m.place.Shown(e.Name), repair.Count[e.Name])
			}
		})
	})
	if len(repair.Files) > 0 {
		m.tree.clear() // the files may be those of a module
	}
	return len(repair.Files) > 0, err
}
