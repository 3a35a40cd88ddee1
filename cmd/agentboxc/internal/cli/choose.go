package cli

import (
	"fmt"
	"slices"

	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// chosenVariants are the variants that names of a command line mean: each is that
// of a variant or of a group.
func chosenVariants(p *ir.Program, names []string) ([]string, error) {
	var all []string
	for _, name := range names {
		found := p.Named(name)
		if len(found) == 0 {
			return nil, misusef("the unit has no variant or group %q%s", name, meant(name, p.VariantNames()))
		}
		for _, variant := range found {
			if !slices.Contains(all, variant) {
				all = append(all, variant)
			}
		}
	}
	return all, nil
}

// chosenAddresses puts the variants in the place of groups, and leaves other
// addresses of a plan as they are.
func chosenAddresses(p *ir.Program, names []string) []string {
	var all []string
	for _, name := range names {
		if g := p.Group(name); g != nil {
			all = append(all, g.Variants...)
		} else {
			all = append(all, name)
		}
	}
	return all
}

// unknownTarget says what was probably meant: a variant or group, or an address of
// the plan.
func unknownTarget(g *generated, unknown *plan.UnknownTarget) error {
	names := g.program.VariantNames()
	for _, c := range g.plan.Changes {
		names = append(names, c.Address)
	}
	for _, in := range g.plan.Inputs {
		names = append(names, "input."+in.Name)
	}
	for _, group := range g.program.Groups {
		names = append(names, group.Address())
	}
	return misusef("%w%s", unknown, meant(unknown.Name, names))
}

// noSuch says that the unit has nothing of a name, and what was meant or what there
// is.
func noSuch(what, name string, have []string) error {
	if hint := meant(name, have); hint != "" {
		return misusef("the unit has no %s %q%s", what, name, hint)
	}
	return misusef("the unit has no %s %q; it has %q", what, name, have)
}

// meant completes a sentence about a name that is wrong.
func meant(name string, names []string) string {
	if near, ok := diag.Nearest(name, names); ok {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}
