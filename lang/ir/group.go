package ir

import (
	"slices"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Group is a name for several variants.
type Group struct {
	Name     string
	Variants []string // names, each once, in the user's order; none is abstract
	Range    diag.Range
}

// Address is how the source refers to the group, such as group.all.
func (g *Group) Address() string { return "group." + g.Name }

// Named returns the names of the variants that a name means where people choose
// variants: that of a group, or one by which a variant is called. It is empty when
// the name means nothing.
func (p *Program) Named(name string) []string {
	if g := p.Group(name); g != nil {
		return g.Variants
	}
	var found []string
	for _, v := range p.variants() {
		if v.Called(name) {
			found = append(found, v.Name)
		}
	}
	return found
}

// Group returns the group of a name or of an address, or nil.
func (p *Program) Group(name string) *Group {
	for _, g := range p.Groups {
		if g.Name == name || g.Address() == name {
			return g
		}
	}
	return nil
}

// VariantNames returns what Named knows: the names of all variants and groups,
// sorted.
func (p *Program) VariantNames() []string {
	var names []string
	for _, v := range p.variants() {
		names = append(names, v.Name)
	}
	for _, g := range p.Groups {
		names = append(names, g.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// variants returns each variant once, as the first platform that has it does.
func (p *Program) variants() []*Variant {
	var all []*Variant
	known := map[string]bool{}
	for _, pl := range p.Platforms {
		for _, v := range pl.Variants {
			if !known[v.Name] {
				known[v.Name] = true
				all = append(all, v)
			}
		}
	}
	return all
}
