package check

import (
	"path"
	"strings"

	goversion "github.com/hashicorp/go-version"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/schema"
)

// unit reads the agentbox block, except for its default variant.
func (c *checker) unit() *ir.Program {
	p := place{env: c.shared}
	out := &ir.Program{Dir: c.program.Unit.Dir, Name: c.opts.DirName, Range: c.program.Unit.Start}
	block := first(c.program.Unit.Of("agentbox"))
	if block != nil {
		out.Range = block.Range
		if name := p.plain(block.Attr("name")); name != "" {
			out.Name = name
		}
		out.Description = p.plain(block.Attr("description"))
		c.requireVersion(p, block.Attr("required_version"))
	}
	if (block == nil || block.Attr("name") == nil) && !isImageName(out.Name) {
		out.Name = imageName(out.Name)
	}
	return out
}

func first(blocks []*config.Block) *config.Block {
	if len(blocks) == 0 {
		return nil
	}
	return blocks[0]
}

// imageName makes an image name of a directory's name.
func imageName(dir string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
			return r
		}
		return '-'
	}, strings.ToLower(path.Base(dir)))
	if name = strings.Trim(name, "-_."); name == "" {
		return "agentbox"
	}
	return name
}

func (c *checker) requireVersion(p place, a *config.Attr) {
	want := p.plain(a)
	if want == "" {
		return
	}
	constraint, err := goversion.NewConstraint(want)
	if err != nil {
		p.diags.Add(brokenRule{Item: item{attr: a, at: a.Range, value: cty.StringVal(want)}, Rule: schema.VersionRange})
		return
	}
	if c.opts.Version == "" {
		return
	}
	// A build between releases meets what the release to come meets.
	have, err := goversion.NewVersion(c.opts.Version)
	if err == nil && !constraint.Check(have.Core()) {
		p.diags.Add(versionNotMet{Attr: a, Want: want, Have: c.opts.Version})
	}
}

// finish chooses the default variant and checks what concerns all platforms.
func (c *checker) finish(out *ir.Program, platforms []*ir.Platform) {
	out.Platforms = platforms
	out.Default = c.defaultVariant(platforms)
	c.sameNames(map[string]*instance{})
	c.collisions(out)
	c.groupNames()
	c.defaultShells(out)
	out.Groups = c.madeGroups()
	out.Waivers = c.waivers()
	out.Policies = c.policies()
	out.Publishes = c.publishes(platforms)
	c.builtVariants(platforms)
	c.unusedInputs()
}

// unusedInputs complains of inputs that are locked and fetched for nothing. What
// another pass could not read may well use them.
func (c *checker) unusedInputs() {
	if c.opts.Partial || c.diags.HasErrors() {
		return
	}
	for _, s := range c.program.Of(config.Input) {
		if _, always := implied[s.Name]; s.Block != nil && !s.Used && !always && !c.program.InModules(s.Key) {
			c.diags.Add(unusedInput{Block: s.Block})
		}
	}
}

// defaultVariant returns the variant that the agentbox block names, or else the
// first one in source order that is built.
func (c *checker) defaultVariant(platforms []*ir.Platform) *ir.Variant {
	if block := first(c.program.Unit.Of("agentbox")); block != nil && block.Attr("default") != nil {
		return c.chosenDefault(block.Attr("default"), platforms)
	}
	for _, s := range c.program.Of(config.Variant) {
		for _, i := range c.instances(s) {
			if v := find(platforms, i.name); v != nil && !v.Abstract {
				return v
			}
		}
	}
	if c.opts.Partial || c.diags.HasErrors() {
		return nil // there may be something to build once that is mended
	}
	c.diags.Add(nothingToBuild{At: c.program.Unit.Start, Abstract: len(c.program.Of(config.Variant))})
	return nil
}

func (c *checker) chosenDefault(a *config.Attr, platforms []*ir.Platform) *ir.Variant {
	p := place{env: c.shared}
	it, ok := p.one(a)
	if !ok {
		return nil
	}
	r, ok := p.reference(it, schema.VariantRef)
	if !ok {
		return nil
	}
	if !p.ownVariant(it, r) {
		return nil
	}
	v := find(platforms, r.Names[0])
	if v != nil && v.Abstract {
		p.diags.Add(abstractUse{Item: it, Address: v.Address(), Why: "it cannot be the default", Declared: v.Range})
		return nil
	}
	return v
}

func find(platforms []*ir.Platform, name string) *ir.Variant {
	for _, p := range platforms {
		for _, v := range p.Variants {
			if v.Name == name {
				return v
			}
		}
	}
	return nil
}

// collisions reports a variant that takes the attribute of the default one.
func (c *checker) collisions(out *ir.Program) {
	if v := find(out.Platforms, "default"); v != nil && out.Default != nil && out.Default.Name != "default" {
		c.diags.Add(defaultTaken{At: v.Range, Default: out.Default.Name, Declared: out.Default.Range})
	}
}
