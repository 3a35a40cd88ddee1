package budget

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

func (c *checker) policies(s subject) {
	for _, p := range c.Program.Policies {
		applies := slices.Contains(p.Layers, s.layer)
		if s.layer == "" {
			applies = slices.Contains(p.Variants, s.variant)
		}
		if applies {
			c.policy(s, p)
		}
	}
}

func (c *checker) policy(s subject, p *ir.Policy) {
	hashes := map[string]bool{}
	for _, ref := range p.Packages {
		outputs := s.store.outputs(ref)
		if len(outputs) == 0 {
			c.tell(ref.Range, s, "", unknownPackage{s, p, ref})
		}
		for _, hash := range outputs {
			hashes[hash] = true
		}
	}
	var found []part
	var names []string
	for _, e := range s.paths(s.layers()) {
		if name := e.Label() + " " + e.Hash; (hashes[e.Hash] || forbids(p.Patterns, e)) && !slices.Contains(names, name) {
			found = append(found, part{e.Label(), about(e.Size, ""), s.why(e)})
			names = append(names, name)
		}
	}
	if len(found) > 0 {
		c.tell(p.Range, s, strings.Join(names, "\n"), forbidden{s, p, found})
	}
}

// forbids compares patterns with the name of a store path, with and without its
// version. The patterns hold nothing special but * and ?.
func forbids(patterns []string, e entry) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		label, _ := path.Match(pattern, e.Label())
		name, _ := path.Match(pattern, e.Name)
		return label || name
	})
}

// forbidden is a policy that is broken.
type forbidden struct {
	subject
	policy *ir.Policy
	found  []part // the largest first
}

func (p forbidden) Diagnostic() diag.Diagnostic {
	shown := p.found[:min(len(p.found), mostParts)]
	detail := fmt.Sprintf("The policy %q forbids what is in %s:%s", p.policy.Name, p.subject, lines(shown))
	if more := len(p.found) - len(shown); more > 0 {
		detail += fmt.Sprintf("\n- and %d more", more)
	}
	if p.policy.Reason != "" {
		detail += "\n\nIts reason: " + p.policy.Reason
	}
	detail += "\n\nLeave out the package that brings it, or use another one, and run `agentboxc apply --build` again."
	return diag.Diagnostic{Code: diag.ForbiddenPackage, Subject: p.policy.Range, Detail: detail, Related: related(shown)}
}

// unknownPackage is a package of a policy that nobody looked up.
type unknownPackage struct {
	subject
	policy *ir.Policy
	ref    ir.PackageRef
}

func (p unknownPackage) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.LimitUnchecked, Subject: p.ref.Range, Context: p.policy.Range,
		Detail: fmt.Sprintf("What `%s` is in the store of %s is not known, so nobody knows whether %s is free of it. "+
			"Check that the package exists there; a pattern such as `\"name-*\"` needs no look at the package.", p.ref.Address(), p.system, p.subject),
	}
}
