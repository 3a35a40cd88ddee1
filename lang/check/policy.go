package check

import (
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/schema"
)

func (c *checker) policies() []*ir.Policy {
	p := place{env: c.shared}
	var policies []*ir.Policy
	for _, b := range byName(c.program.Unit.Of("policy")) {
		policy := &ir.Policy{Name: b.Name(), Reason: p.plain(b.Attr("reason")), Range: b.Range}
		for _, t := range p.targets(b.Attr("applies_to"), "no image of it can break a policy. Name the variants that extend it") {
			if t.kind == schema.LayerRef {
				policy.Layers = append(policy.Layers, t.name)
			} else {
				policy.Variants = append(policy.Variants, t.name)
			}
		}
		p.forbid(policy, b.Attr("forbid"))
		policies = append(policies, policy)
	}
	return policies
}

// forbid reads packages and patterns.
func (p place) forbid(policy *ir.Policy, a *config.Attr) {
	first := map[string]diag.Range{}
	for _, it := range p.list(a) {
		what, ok := p.forbidden(it)
		if !ok {
			continue
		}
		if at, taken := first[what.address]; taken {
			p.diags.Add(listedTwice{Item: it, Address: what.address, First: at})
			continue
		}
		first[what.address] = it.at
		if what.pattern != "" {
			policy.Patterns = append(policy.Patterns, what.pattern)
		} else {
			policy.Packages = append(policy.Packages, what.ref)
		}
	}
}

// forbidden is a pattern, or else a package.
type forbidden struct {
	pattern string
	ref     ir.PackageRef
	address string // either as it is written
}

// forbidden takes a string for a pattern, unless it is the store path of a package.
func (p place) forbidden(it item) (forbidden, bool) {
	if it.value.Type() == cty.String && !hasToken(it.value.AsString()) {
		pattern := it.value.AsString()
		return forbidden{pattern: pattern, address: strconv.Quote(pattern)}, p.rules(it, pattern)
	}
	ref, address, ok := p.packageItem(it)
	return forbidden{ref: ref, address: address}, ok
}

// isStorePattern reports whether there can be a name in the store that the
// pattern matches. One that needs no two stars in a row has a bound.
func isStorePattern(s string) bool {
	const most = 211 // bytes of a name
	stars := strings.Count(s, "*")
	return s != "" && len(s)-stars <= most && stars <= most+1 && strings.Trim(s, letter+digit+"+-._=*?") == ""
}
