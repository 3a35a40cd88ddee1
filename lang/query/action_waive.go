package query

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// waive offers, on a limit of a budget, a waiver of it for each layer or variant
// that the limit is for. It holds for three months, for what the thing weighs or
// else for a tenth more than the limit.
func (a *actor) waive() {
	if a.block().Type != "budget" || a.attr == nil || a.s.Result.Program == nil {
		return
	}
	for _, t := range limited(a.s.Result.Program, a.attr.Range) {
		if t.limit.Value > 0 && a.s.Result.Program.Waiver(t.layer, t.variant, t.limit) == nil {
			a.addWaiver(t)
		}
	}
}

// target is a layer or variant that a limit is for.
type target struct {
	address        string // in the source
	layer, variant string // name: one of them is set
	limit          ir.Limit
}

// limited returns what the limit at a range is for, on whatever platform.
func limited(p *ir.Program, at diag.Range) []target {
	var found []target
	add := func(t target, budgets []*ir.Budget) {
		for _, b := range budgets {
			for _, l := range b.Limits {
				t.limit = l
				if l.Range == at && !slices.Contains(found, t) {
					found = append(found, t)
				}
			}
		}
	}
	for _, platform := range p.Platforms {
		for _, l := range platform.Layers {
			if l.Block == "" {
				add(target{address: "layer." + l.Name, layer: l.Name}, l.Budgets)
			}
		}
		for _, v := range platform.Variants {
			if v.Block == "" && !v.Abstract {
				add(target{address: "variant." + v.Name, variant: v.Name}, v.Budgets)
			}
		}
	}
	return found
}

func (a *actor) addWaiver(t target) {
	metric := string(t.limit.Metric)
	name := a.freeWaiver(strings.ReplaceAll(t.address[strings.Index(t.address, ".")+1:], ".", "-"))
	text := fmt.Sprintf("\n\nwaiver %q {\n  for     = %s\n  metric  = %q\n  max     = %s\n  reason  = \"Why more is needed.\"\n  expires = %q\n}",
		name, t.address, metric, a.raised(t), a.laterDate())
	at := a.blocks[0].Body.End.Byte
	action := Action{
		Title: fmt.Sprintf("Waive %s of %s until %s", metric, t.address, a.laterDate()), Kind: Rewrite,
		Edits: []diag.Edit{a.edit(at, at, text)},
	}
	if action.Solves = a.about(diag.BudgetExceeded, a.attr.Range); len(action.Solves) > 0 {
		action.Kind = QuickFix
	}
	a.add(action)
}

func (a *actor) freeWaiver(want string) string {
	name := want
	taken := func(b *config.Block) bool { return b.Name() == name }
	for n := 2; slices.ContainsFunc(a.s.Result.Config.Of("waiver"), taken); n++ {
		name = fmt.Sprintf("%s-%d", want, n)
	}
	return name
}

// laterDate is three months from now.
func (a *actor) laterDate() string {
	today, err := time.Parse(time.DateOnly, a.facts.facts().Today)
	if err != nil {
		return "2099-12-31"
	}
	return today.AddDate(0, 3, 0).Format(time.DateOnly)
}

// raised is the figure of a waiver as HCL.
func (a *actor) raised(t target) string {
	value := max(a.facts.facts().measured(t), t.limit.Value+max(t.limit.Value/10, 1))
	switch {
	case t.limit.Metric == ir.MaxLayers:
		return fmt.Sprint(value)
	case t.limit.Percent:
		return fmt.Sprintf("%q", fmt.Sprintf("%d%%", min(value, 10000)))
	}
	unit, factor := "kB", int64(1e3)
	switch {
	case value >= 1e10:
		unit, factor = "GB", 1e9
	case value >= 1e7:
		unit, factor = "MB", 1e6
	}
	return fmt.Sprintf("%q", fmt.Sprintf("%d%s", (value+factor-1)/factor, unit))
}

// measured is the most that what a limit counts came to; 0 when that is not known.
func (f *Facts) measured(t target) int64 {
	var most int64
	for _, image := range f.Images {
		if t.variant != "" && image.Variant != t.variant {
			continue
		}
		var sum, largest, layers int64
		for _, l := range image.Layers {
			if t.variant != "" || l.Name == t.layer {
				sum, largest, layers = sum+l.Size, max(largest, l.Size), layers+1
			}
		}
		switch t.limit.Metric {
		case ir.Max:
			most = max(most, sum)
		case ir.MaxLayer:
			most = max(most, largest)
		case ir.MaxLayers:
			most = max(most, layers)
		}
	}
	return most
}
