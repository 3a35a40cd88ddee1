package budget

import (
	"fmt"
	"slices"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// Listed tells which policies are broken by packages that blocks list themselves.
// That needs no measurements; what such packages bring along is for Check.
func Listed(p *ir.Program) diag.List {
	var diags diag.List
	told := map[[2]diag.Range]bool{}
	for _, pl := range p.Platforms {
		for _, policy := range p.Policies {
			for _, l := range listings(pl, policy) {
				at := [2]diag.Range{policy.Range, l.ref.Range}
				if !told[at] {
					diags.Add(l)
				}
				told[at] = true
			}
		}
	}
	return diags
}

// listings are the packages that the policy forbids where they are listed.
func listings(pl *ir.Platform, policy *ir.Policy) []listed {
	var all []listed
	look := func(of string, packages []ir.PackageRef) {
		for _, ref := range packages {
			if slices.ContainsFunc(policy.Packages, func(o ir.PackageRef) bool { return samePackage(o, ref) }) {
				all = append(all, listed{policy, ref, of, pl.System})
			}
		}
	}
	for _, l := range pl.Layers {
		if slices.Contains(policy.Layers, l.Name) {
			look(l.Address(), l.Packages)
		}
	}
	for _, v := range pl.Variants {
		if v.Abstract || !slices.Contains(policy.Variants, v.Name) {
			continue
		}
		look(v.Address(), v.Packages)
		for _, l := range pl.Layers {
			if slices.ContainsFunc(v.Layers, func(ref ir.LayerRef) bool { return ref.Name == l.Name }) {
				look(v.Address(), l.Packages)
			}
		}
	}
	return all
}

// listed is a package that a policy forbids, and that a block lists.
type listed struct {
	policy     *ir.Policy
	ref        ir.PackageRef
	of, system string
}

func (p listed) Diagnostic() diag.Diagnostic {
	detail := fmt.Sprintf("The policy %q forbids `%s`, and here it is made part of %s on %s.", p.policy.Name, p.ref.Address(), p.of, p.system)
	if p.policy.Reason != "" {
		detail += "\n\nIts reason: " + p.policy.Reason
	}
	return diag.Diagnostic{
		Code: diag.ForbiddenPackage, Subject: p.ref.Range, Detail: detail + "\n\nLeave it out, or use another package.",
		Related: []diag.Related{{Message: "forbids it", Range: p.policy.Range}},
	}
}
