package cli

import (
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/apply"
)

// maxFixRounds bounds how often a unit is fixed and checked again. One repair
// may uncover another problem, but two that undo each other must not go on for
// ever.
const maxFixRounds = 4

// fixUnits applies the safe fixes to the files of the units.
func (a *app) fixUnits(units *selection, given variableFlags) error {
	for _, m := range units.units {
		for range maxFixRounds {
			fixed, err := a.fixUnit(m, given)
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

func (a *app) fixUnit(m member, given variableFlags) (fixed bool, err error) {
	u, err := compileMember(m, given, openIndex)
	if err != nil {
		return false, err
	}
	repair := apply.Fix(u.diags, u.text)
	err = a.interrupts.Hold(func() error {
		return apply.Write(u.place.Root, repair.Files, func(e apply.Event) {
			if e.Action == apply.Updated {
				a.view.Fixed(u.place.Shown(e.Name), repair.Count[e.Name])
			}
		})
	})
	if len(repair.Files) > 0 {
		m.tree.shelf.Clear() // the files may be those of a module
	}
	return len(repair.Files) > 0, err
}
