package cli

import (
	"context"
	"path"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
)

// applyUnits plans units at the same time, and writes the files of one after the
// other: of each that has no errors, whatever is wrong with the others.
func (a *app) applyUnits(ctx context.Context, flags applyFlags, units *selection) (exit, error) {
	if flags.build.wanted() {
		return misused, misusef("images are built of one unit at a time, and these are several; apply them, and then build each")
	}
	names := map[*tree][]string{}
	code, err := a.eachUnit(units, flags.json, func(m member) func(*view.Findings) (exit, error) {
		g, err := generateMember(m, flags.variables, openIndex)
		return func(said *view.Findings) (exit, error) {
			if err != nil {
				return failed, err
			}
			a.view.Diagnostics(said.Join(g.findings()))
			if g.diags.HasErrors() {
				a.view.UnitRefused(g.plan, flags.json)
				return failed, nil
			}
			names[m.tree] = append(names[m.tree], path.Join(m.place.Dir, flakeFile), path.Join(m.place.Dir, lockFile))
			return a.applyUnit(ctx, flags, g)
		}
	}, a.view.ApplyTotal)
	for _, t := range units.roots() {
		a.hintUntracked(ctx, t.place.At("."), names[t]...)
	}
	return code, err
}

// applyUnit locks the unit only now: what was planned must still be about the files
// that are there.
func (a *app) applyUnit(ctx context.Context, flags applyFlags, g *generated) (exit, error) {
	unlock, err := a.lockUnit(ctx, g.place)
	if err != nil {
		return failed, err
	}
	defer unlock()
	present, err := presentState(g.place)
	if err != nil {
		return failed, err
	}
	if err := g.plan.Verify(present); err != nil {
		return failed, err
	}
	applied, err := a.writePlan(g.place, g.plan)
	if err != nil {
		return failed, err
	}
	a.view.UnitApplied(applied, flags.json)
	return done, nil
}
