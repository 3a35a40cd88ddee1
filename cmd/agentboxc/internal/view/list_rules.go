package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/agentboxc/agentboxc/lang/ir"
)

// listedGroup is a group, with the addresses of its variants.
type listedGroup struct {
	Address  string   `json:"address"`
	Variants []string `json:"variants"`
}

// listedRule is a block that is about layers, variants or images: a top-level
// budget, a waiver, a policy or a publish block.
type listedRule struct {
	Address string   `json:"address"`
	For     []string `json:"for"`  // addresses
	Says    string   `json:"says"` // what holds for them
}

func groupsOf(p *ir.Program) []listedGroup {
	list := []listedGroup{}
	for _, g := range p.Groups {
		list = append(list, listedGroup{g.Address(), addresses(p, nil, g.Variants)})
	}
	return list
}

// rulesOf returns the rules in the order in which the language describes them,
// each kind by name.
func rulesOf(p *ir.Program) []listedRule {
	rules := sharedBudgets(p)
	for _, w := range p.Waivers {
		rules = append(rules, listedRule{
			"waiver." + w.Name, addresses(p, nameOf(w.Layer), nameOf(w.Variant)),
			fmt.Sprintf("%s %s until %s", w.Metric, w.Limit.Written, w.Expires),
		})
	}
	for _, policy := range p.Policies {
		var forbidden []string
		for _, ref := range policy.Packages {
			forbidden = append(forbidden, ref.Address())
		}
		rules = append(rules, listedRule{
			"policy." + policy.Name, addresses(p, policy.Layers, policy.Variants),
			"without " + strings.Join(append(forbidden, policy.Patterns...), ", "),
		})
	}
	return append(rules, publications(p)...)
}

// publications are the publish blocks, whatever became of one that pushes each of
// its variants under a tag of its own.
func publications(p *ir.Program) []listedRule {
	var rules []listedRule
	for _, block := range p.Publishes {
		var places []string
		for _, tag := range block.Tags {
			places = append(places, block.Repository+":"+tag)
		}
		rule := listedRule{"publish." + block.Name, addresses(p, nil, block.Variants), strings.Join(places, ", ")}
		if n := len(rules); n > 0 && rules[n-1].Address == rule.Address {
			rules[n-1].For = append(rules[n-1].For, rule.For...)
			rules[n-1].Says += ", " + rule.Says
			continue
		}
		rules = append(rules, rule)
	}
	return rules
}

// nameOf is a list of a name that may be missing.
func nameOf(name string) []string {
	if name == "" {
		return nil
	}
	return []string{name}
}

// sharedBudgets finds the top-level budgets at what they hold for.
func sharedBudgets(p *ir.Program) []listedRule {
	found := map[string]*listedRule{}
	add := func(budgets []*ir.Budget, address string) {
		for _, b := range budgets {
			if !strings.HasPrefix(b.Address, "budget.") {
				continue
			}
			if found[b.Address] == nil {
				found[b.Address] = &listedRule{Address: b.Address, Says: limits(b)}
			}
			if rule := found[b.Address]; !slices.Contains(rule.For, address) {
				rule.For = append(rule.For, address)
			}
		}
	}
	for _, pl := range p.Platforms {
		for _, l := range pl.Layers {
			add(l.Budgets, l.Address())
		}
		for _, v := range pl.Variants {
			add(v.Budgets, v.Address())
		}
	}
	rules := []listedRule{}
	for _, rule := range found {
		rules = append(rules, *rule)
	}
	slices.SortFunc(rules, func(a, b listedRule) int { return cmp.Compare(a.Address, b.Address) })
	return rules
}

func limits(b *ir.Budget) string {
	var texts []string
	for _, l := range b.Limits {
		texts = append(texts, fmt.Sprintf("%s %s", l.Metric, l.Written))
	}
	return strings.Join(texts, ", ")
}

// addresses are those of layers and variants with the names.
func addresses(p *ir.Program, layers, variants []string) []string {
	all := p.Addresses()
	list := []string{}
	for _, name := range layers {
		list = append(list, all.Of("layer."+name))
	}
	for _, name := range variants {
		list = append(list, all.Of("variant."+name))
	}
	return list
}

func groupRows(tw *tabwriter.Writer, groups []listedGroup) {
	for _, g := range groups {
		row(tw, g.Address, strings.Join(g.Variants, ", "))
	}
}

func ruleRows(tw *tabwriter.Writer, rules []listedRule) {
	for _, r := range rules {
		row(tw, r.Address, strings.Join(r.For, ", "), r.Says)
	}
}
