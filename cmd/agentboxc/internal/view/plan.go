package view

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/plan"
)

// Plan prints what applying would change, the files under the names that shown
// returns. What does not change is only counted, unless the run is verbose.
func (v *View) Plan(p *plan.Plan, shown func(string) string) {
	total := v.changes(p, shown)
	if !p.HasChanges() {
		v.linef("\n%s The files are those that the unit describes.", v.onOut.strong("No changes."))
		return
	}
	v.linef("\n%s %s.", v.onOut.strong("Plan:"), total)
}

// changes prints a plan without a verdict.
func (v *View) changes(p *plan.Plan, shown func(string) string) tally {
	total := tally{}
	all := groups(p.Changes)
	everywhere := sharedReasons(all)
	for _, g := range all {
		total[g.change.Action]++
		if slices.Equal(g.change.Reasons, everywhere) {
			g.change.Reasons = nil // the file says it once for all
		}
		v.entry(g.change.Action, g.title(), g.change.Reasons)
	}
	for _, in := range p.Inputs {
		total[in.Action]++
		v.entry(in.Action, "input."+in.Name, in.Reasons)
	}
	for _, f := range p.Files {
		name := shown(f.Path)
		if f.Action == plan.NoOp {
			v.linef("%s %s", v.sign(plan.NoOp), name)
			continue
		}
		v.entry(f.Action, name, f.Reasons)
	}
	v.images(p)
	v.pushes(p.Pushes)
	return total
}

// pushes tells where images go when they are pushed.
func (v *View) pushes(pushes []plan.Push) {
	if len(pushes) == 0 {
		return
	}
	v.linef("\n%s", v.onOut.strong("Pushed by `agentboxc apply --push`:"))
	for _, p := range pushes {
		how := p.Compression
		if p.Level > 0 {
			how += fmt.Sprintf(" at level %d", p.Level)
		}
		if !p.Index {
			how += ", without an index"
		}
		v.linef("  %s  %s:%s  %s%s (%s)%s", p.Address, p.Repository, strings.Join(p.Tags, ", :"),
			v.onOut.dim, strings.Join(p.Variants, ", "), how, v.onOut.reset)
	}
}

func (v *View) entry(action plan.Action, title string, reasons []string) {
	if action == plan.NoOp && !v.options.Verbose {
		return
	}
	v.linef("%s %s", v.sign(action), title)
	for _, reason := range reasons {
		v.linef("      %s%s%s", v.onOut.dim, reason, v.onOut.reset)
	}
}

// sharedReasons are the reasons of all changes when they are the same, such as
// that there is nothing to compare with.
func sharedReasons(all []*group) []string {
	var shared []string
	for _, g := range all {
		switch {
		case g.change.Action == plan.NoOp:
		case shared == nil:
			shared = g.change.Reasons
		case !slices.Equal(shared, g.change.Reasons):
			return nil
		}
	}
	return shared
}

func (v *View) sign(action plan.Action) string {
	color := map[plan.Action]string{plan.Create: v.onOut.green, plan.Update: v.onOut.yellow, plan.Delete: v.onOut.red}[action]
	return "  " + color + action.Symbol() + v.onOut.reset
}

// group is an address with the platforms on which the same happens to it.
type group struct {
	change    plan.Change
	platforms []string
}

func (g group) title() string {
	if len(g.platforms) == 0 {
		return g.change.Address
	}
	return fmt.Sprintf("%s (%s)", g.change.Address, strings.Join(g.platforms, ", "))
}

// groups expects the changes sorted by address.
func groups(changes []plan.Change) []*group {
	var all []*group
	first := 0 // of the groups of the present address
	for i, c := range changes {
		if i > 0 && changes[i-1].Address != c.Address {
			first = len(all)
		}
		at := slices.IndexFunc(all[first:], func(g *group) bool {
			return g.change.Action == c.Action && slices.Equal(g.change.Reasons, c.Reasons)
		})
		if at < 0 {
			all = append(all, &group{change: c})
			at = len(all) - 1 - first
		}
		if c.Platform != "" {
			all[first+at].platforms = append(all[first+at].platforms, c.Platform)
		}
	}
	return all
}

type tally map[plan.Action]int

func (t tally) String() string {
	return fmt.Sprintf("%d to create, %d to update, %d to delete, %d unchanged",
		t[plan.Create], t[plan.Update], t[plan.Delete], t[plan.NoOp])
}
