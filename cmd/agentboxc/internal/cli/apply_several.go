package cli

import (
	"context"
	"path"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
)

// applyUnits plans units at the same time, and writes the files of one after the
// other: of each that has no errors, whatever is wrong with the others.
func (a *app) applyUnits(ctx context.Context, flags applyFlags, units *selection, variants []string) (exit, error) {
	if flags.build.wanted() {
		return a.buildUnits(ctx, flags, units, variants)
	}
	return a.applyOrders(ctx, flags, units, func(m member) *order { return orderOf(m, flags) })
}

// applyOrders carries out what there is to do for each unit.
func (a *app) applyOrders(ctx context.Context, flags applyFlags, units *selection, of func(member) *order) (exit, error) {
	names := map[*tree][]string{}
	code, err := a.eachUnit(units, flags.json, func(m member) func(*view.Findings) (exit, error) {
		o := of(m)
		return func(said *view.Findings) (exit, error) {
			if o.err != nil {
				return failed, o.err
			}
			a.view.Diagnostics(said.Join(o.g.findings()))
			if o.refused() {
				a.view.UnitRefused(o.g.plan, flags.json)
				return failed, nil
			}
			names[m.tree] = append(names[m.tree], path.Join(m.place.Dir, flakeFile), path.Join(m.place.Dir, lockFile))
			return a.applyOrder(ctx, flags, o)
		}
	}, a.view.ApplyTotal)
	for _, t := range units.roots() {
		a.hintUntracked(ctx, t.place.At("."), names[t]...)
	}
	return code, err
}

// applyOrder locks the unit only now.
func (a *app) applyOrder(ctx context.Context, flags applyFlags, o *order) (exit, error) {
	place := o.g.place
	unlock, err := a.lockPlanned(ctx, place, o.g.plan)
	if err != nil {
		return failed, err
	}
	defer unlock()
	applied, err := a.writePlan(place, o.g.plan)
	if err != nil {
		return failed, err
	}
	if len(o.targets) == 0 {
		a.view.UnitApplied(applied, flags.json)
		return done, nil
	}
	a.view.UnitIsBuilt(place.Shown(place.Dir), applied, flags.json)
	return a.buildHeld(ctx, flags, o.g, o.targets, o.places)
}
