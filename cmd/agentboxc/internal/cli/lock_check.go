package cli

import (
	"bytes"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/codegen/lock"
)

// lockCheck says whether locks fit, and why they do not.
func (a *app) lockCheck(flags lockFlags, units *selection) (exit, error) {
	check := func(m member) func(*view.Findings) (exit, error) {
		g, err := generateToLock(m, flags.variables)
		return func(said *view.Findings) (exit, error) {
			if err != nil {
				return failed, err
			}
			return a.showLockCheck(flags, g, said), nil
		}
	}
	if !units.several {
		return check(units.units[0])(&view.Findings{})
	}
	return a.eachUnit(units, flags.json, check, func() {})
}

func (a *app) showLockCheck(flags lockFlags, g *generated, said *view.Findings) exit {
	code := done
	switch {
	case hopeless(g.diags):
		code = failed
	case !g.out.Fit.Same || !bytes.Equal(g.out.Lock, g.present.Lock): // or the workspace has other pins
		code = changes
	}
	if flags.json {
		a.view.LockChecked(g.place.Dir, g.fitness(), g.findings())
		return code
	}
	a.view.Diagnostics(said.Join(g.findings()))
	if code == changes && g.out.Lock != nil {
		a.view.Note("%s has to be written again: run `agentboxc lock`.", g.place.ShownName(lockFile))
	}
	return code
}

// fitness is nil where the unit or its lock has errors.
func (g *generated) fitness() *lock.Fitness {
	if g.out == nil {
		return nil
	}
	return g.out.Fit
}
