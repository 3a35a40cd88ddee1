package plan

import (
	"fmt"
	"slices"
	"strings"
)

// UnknownTarget is a target or an exclusion that names nothing in the plan.
type UnknownTarget struct{ Name string }

func (e *UnknownTarget) Error() string {
	return fmt.Sprintf("nothing in the plan is called %q", e.Name)
}

// Limit leaves of the changes only those of the targets and of what they depend
// on, without the exclusions; no targets are all. A name is an address, or that
// of a variant without the keyword. What is left out is not shown and is applied all the same: the
// files are written whole. A loaded plan knows no dependencies and cannot be
// limited to more than the targets themselves.
func (p *Plan) Limit(targets, exclude []string) error {
	wanted, err := p.addresses(targets)
	if err != nil {
		return err
	}
	unwanted, err := p.addresses(exclude)
	if err != nil {
		return err
	}
	shown := map[string]bool{}
	for _, address := range wanted {
		shown[address] = true
		if p.compared == nil {
			continue
		}
		for _, on := range p.compared.needs(address) {
			shown[on] = true
		}
	}
	p.Changes = slices.DeleteFunc(p.Changes, func(c Change) bool {
		return len(targets) > 0 && !shown[c.Address] || slices.Contains(unwanted, c.Address)
	})
	p.Images = slices.DeleteFunc(p.Images, func(i Image) bool {
		return len(targets) > 0 && !shown[i.Address] || slices.Contains(unwanted, i.Address)
	})
	p.Pushes = slices.DeleteFunc(p.Pushes, func(push Push) bool {
		pushed := func(variant string) bool {
			return (len(targets) == 0 || shown[variant]) && !slices.Contains(unwanted, variant)
		}
		return slices.Contains(unwanted, push.Address) || !slices.ContainsFunc(push.Variants, pushed)
	})
	p.Splits = slices.DeleteFunc(p.Splits, func(s Split) bool {
		return len(targets) > 0 && !shown[s.Layer] || slices.Contains(unwanted, s.Layer)
	})
	p.Inputs = slices.DeleteFunc(p.Inputs, func(in Input) bool {
		address := "input." + in.Name
		return len(targets) > 0 && !shown[address] || slices.Contains(unwanted, address)
	})
	return nil
}

func (p *Plan) addresses(names []string) ([]string, error) {
	var found []string
	for _, name := range names {
		addresses := p.called(name)
		if len(addresses) == 0 {
			addresses = p.called("variant." + name)
		}
		if len(addresses) == 0 {
			return nil, &UnknownTarget{name}
		}
		found = append(found, addresses...)
	}
	return found, nil
}

// called returns the addresses that a person who writes name means: the one of
// that address in the source or in the flake, or all that one block makes.
func (p *Plan) called(name string) []string {
	var inFlake string
	if p.compared != nil {
		inFlake = p.compared.addresses[name]
	}
	var found []string
	add := func(address string) {
		block, _, _ := strings.Cut(address, "[")
		if (address == name || address == inFlake || block == name) && !slices.Contains(found, address) {
			found = append(found, address)
		}
	}
	for _, c := range p.Changes {
		add(c.Address)
	}
	for _, in := range p.Inputs {
		add("input." + in.Name)
	}
	for _, push := range p.Pushes {
		add(push.Address)
	}
	return found
}
