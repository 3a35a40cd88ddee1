package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/build"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/image/deliver"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// order is a unit that is to be applied, with the images that are to be built of it.
type order struct {
	g       *generated // nil where the unit cannot be read
	err     error
	targets []build.Target // none where nothing is to be built
	places  []export
}

// refused reports whether nothing can be done for the unit.
func (o *order) refused() bool { return o.err != nil || o.g.diags.HasErrors() }

// orderOf plans a unit.
func orderOf(m member, flags applyFlags) *order {
	g, err := generateMember(m, flags.variables, openIndex)
	return &order{g: g, err: err}
}

// buildUnits plans all units at the same time, and asks for what it needs to know.
// Then it writes and builds one unit after the other: Nix itself uses all processors.
// A unit that fails keeps no other from being built.
func (a *app) buildUnits(ctx context.Context, flags applyFlags, units *selection, variants []string) (exit, error) {
	if err := flags.build.checkSeveral(); err != nil {
		return misused, err
	}
	var orders []*order
	inOrder(units.units, func(m member) *order { return orderOf(m, flags) }, func(o *order) { orders = append(orders, o) })
	if err := chooseTargets(orders, variants, flags.build.platforms); err != nil {
		return misused, err
	}
	if err := a.choosePlaces(flags.build, orders); err != nil {
		return failed, err
	}
	known := map[string]*order{}
	for i, m := range units.units {
		known[m.place.UnitPath()] = orders[i]
	}
	return a.applyOrders(ctx, flags, units, func(m member) *order { return known[m.place.UnitPath()] })
}

// checkSeveral refuses what would hold the images of one unit only.
func (f *buildFlags) checkSeveral() error {
	for _, to := range f.to {
		if kind, _, _ := strings.Cut(to, ":"); deliver.Kind(kind) != deliver.Daemon {
			return misusef("--to %s is for the images of one unit, and these are several; use --push with publish blocks, or name one unit", to)
		}
	}
	if f.report != "" {
		return misusef("--report is about one unit, and these are several; --json prints the reports of all")
	}
	return nil
}

// chooseTargets gives each unit what it has of the names and platforms. One that no
// unit has is a mistake.
func chooseTargets(orders []*order, names, platforms []string) error {
	programs := programsOf(orders)
	for _, name := range names {
		if !slices.ContainsFunc(programs, func(p *ir.Program) bool { return len(p.Named(name)) > 0 }) {
			var have []string
			for _, p := range programs {
				have = append(have, p.VariantNames()...)
			}
			return misusef("none of the units has a variant or group %q%s", name, meant(name, have))
		}
	}
	for _, name := range platforms {
		if !slices.ContainsFunc(programs, func(p *ir.Program) bool { return hasPlatform(p, name) }) {
			return misusef("none of the units has a platform %q", name)
		}
	}
	for _, o := range orders {
		if !o.refused() {
			o.targets = targetsOf(o.g.program, names, platforms)
		}
	}
	return nil
}

func programsOf(orders []*order) []*ir.Program {
	var programs []*ir.Program
	for _, o := range orders {
		if !o.refused() {
			programs = append(programs, o.g.program)
		}
	}
	return programs
}

// choosePlaces finds where images go, and asks once for all of them. Images of units
// without publish blocks are pushed nowhere.
func (a *app) choosePlaces(f buildFlags, orders []*order) error {
	var all []export
	for _, o := range orders {
		if len(o.targets) == 0 {
			continue
		}
		of := f
		of.push = f.push && len(published(o.g.program, o.targets)) > 0
		places, err := exports(of, o.g.program, o.targets)
		if err != nil {
			return err
		}
		o.places = places
		all = append(all, places...)
	}
	if f.push && !slices.ContainsFunc(all, func(e export) bool { return e.Kind == deliver.Registry }) {
		return misusef("--push pushes as the publish blocks say, and none of them has a variant that is built here")
	}
	return a.approve(f, all)
}
