package check

import (
	"cmp"
	"slices"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

// maxMembers is how many variants the uses of groups may stand for together.
const maxMembers = 100_000

// groups reads the groups, those that others are made of first. A group is the
// same on every platform, so that the names of a command line are.
func (c *checker) groups() {
	p := place{env: c.shared}
	for _, s := range c.program.Order {
		if s.Kind == config.Group && !s.Broken {
			a := s.Block.Attr("variants")
			c.members.keep(s, p.targets(a, "there is no image of it to build. Name the variants that extend it"))
			p.notEmpty(a, "the group would name nothing")
		}
	}
}

// membersOf returns the variants of a group where an attribute uses it.
func (c *checker) membersOf(address string, used *config.Attr) []target {
	members := c.members[c.program.Symbol(address)]
	before := c.meant
	if c.meant += len(members); c.meant <= maxMembers {
		return members
	}
	if before <= maxMembers {
		c.diags.Add(tooManyMembers{Attr: used})
	}
	return nil
}

// madeGroups returns the groups sorted by name.
func (c *checker) madeGroups() []*ir.Group {
	var all []*ir.Group
	for _, s := range c.program.Of(config.Group) {
		if len(c.members[s]) == 0 {
			continue // which has been reported
		}
		g := &ir.Group{Name: s.Name, Range: s.Block.Range}
		for _, t := range c.members[s] {
			g.Variants = append(g.Variants, t.name)
		}
		all = append(all, g)
	}
	slices.SortFunc(all, func(a, b *ir.Group) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// groupNames reports groups with the name of a variant: on a command line, it
// would mean either.
func (c *checker) groupNames() {
	variants := map[string]*resolve.Symbol{}
	for _, s := range c.program.Of(config.Variant) {
		variants[s.Name] = s
		for _, i := range c.instances(s) {
			variants[i.name] = s
		}
	}
	for _, s := range c.program.Of(config.Group) {
		if v := variants[s.Name]; v != nil {
			c.diags.Add(groupLikeVariant{Group: s, Variant: v})
		}
	}
}
