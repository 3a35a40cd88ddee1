package check

import (
	"cmp"
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/schema"
)

// implied are the inputs that exist without being declared.
var implied = map[string]ir.Input{
	"nixpkgs": {Name: "nixpkgs", URL: "github:NixOS/nixpkgs/nixos-unstable", Flake: true, Implied: true},
	"nix2container": {
		Name: "nix2container", URL: "github:nlewo/nix2container", Flake: true, Implied: true,
		Follows: []ir.Follow{{Name: "nixpkgs", Target: "nixpkgs"}},
	},
}

func (c *checker) inputs() []*ir.Input {
	var inputs []*ir.Input
	for _, s := range c.program.Of(config.Input) {
		if in := c.input(s); in != nil {
			inputs = append(inputs, in)
		}
	}
	slices.SortFunc(inputs, func(a, b *ir.Input) int { return cmp.Compare(a.Name, b.Name) })
	return inputs
}

func (c *checker) input(s *resolve.Symbol) *ir.Input {
	if s.Block == nil {
		in := implied[s.Name]
		in.Range, in.URLRange = c.program.Unit.Start, c.program.Unit.Start
		return &in
	}
	p := place{env: c.shared}
	if s.Name == "self" {
		c.diags.Add(reservedInput{At: s.Range()})
		return nil
	}
	url := p.plain(s.Block.Attr("url"))
	in := &ir.Input{Name: s.Name, URL: url, Flake: p.flag(s.Block.Attr("flake"), true), Range: s.Block.Range, URLRange: s.Block.Range}
	if a := s.Block.Attr("url"); a != nil {
		in.URLRange = a.Range
	}
	for _, entry := range p.entries(s.Block.Attr("follows")) {
		if r, ok := p.reference(entry, schema.InputRef); ok {
			in.Follows = append(in.Follows, ir.Follow{Name: entry.key, Target: r.Names[0], Range: entry.at})
		}
	}
	slices.SortFunc(in.Follows, func(a, b ir.Follow) int { return cmp.Compare(a.Name, b.Name) })
	in.Slot = followSlot(s.Block)
	return in
}

// followSlot finds the place for a further follows: behind the opening brace of
// the map, or else before the closing one of the block, which is put on lines of
// its own for that when it was on one.
func followSlot(b *config.Block) *ir.FollowSlot {
	const between = " = input."
	a := b.Attr("follows")
	if a != nil {
		if _, written := a.Expr().(*hclsyntax.ObjectConsExpr); !written {
			return nil
		}
	}
	switch {
	case source.IsJSON(b.Body.File):
		return followSlotJSON(b, a)
	case a != nil:
		return &ir.FollowSlot{At: behindFirst(a.Range), Before: " ", Between: between, After: ","}
	}
	s := closingSlot(b, "follows = { ", " }")
	return &ir.FollowSlot{At: s.At, Before: s.Before, Between: between, After: s.After, Besides: s.Besides}
}

// followSlotJSON is behind the opening brace of the map, or else of the block,
// which has an URL at least, so that a comma has to follow.
func followSlotJSON(b *config.Block, follows *config.Attr) *ir.FollowSlot {
	slot := &ir.FollowSlot{At: behindFirst(b.Body), Before: ` "follows": { "`, Between: `": "input.`, After: `" },`}
	if follows == nil {
		return slot
	}
	slot.At, slot.Before, slot.After = behindFirst(follows.Range), ` "`, `",`
	if len(follows.Expr().(*hclsyntax.ObjectConsExpr).Items) == 0 {
		slot.After = `" `
	}
	return slot
}
