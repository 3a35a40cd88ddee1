package check

import (
	"slices"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// underOwnTags makes one of each variant, with the tag of the variant.
func (c *checker) underOwnTags(of published, platforms []*ir.Platform) []published {
	var all []published
	for _, t := range of.variants {
		tags := tagsOf(t.name, platforms)
		if len(tags) > 1 {
			c.diags.Add(tagPerPlatform{Item: t.item, Address: t.address(), Tags: tags, Alone: len(of.variants) == 1})
			continue
		}
		if len(tags) == 0 {
			continue // nothing builds it
		}
		own := *of.Publish
		one := published{block: of.block, Publish: &own, variants: []target{t}, tags: []tagAt{{tags[0], t.item.at}}}
		if !c.oneImageEach(one, platforms) {
			break // the others would have the same said of them
		}
		all = append(all, one)
	}
	return all
}

// tagsOf returns the different tags that a variant has on the platforms that
// build it.
func tagsOf(name string, platforms []*ir.Platform) []string {
	var tags []string
	for _, p := range platforms {
		for _, v := range p.Variants {
			if v.Name == name && !v.Abstract && !slices.Contains(tags, v.Tag) {
				tags = append(tags, v.Tag)
			}
		}
	}
	return tags
}

// oneImageEach reports whether a tag of the block names one image for each
// platform, and a single one without an index; if not, it says so.
func (c *checker) oneImageEach(one published, platforms []*ir.Platform) bool {
	on := map[string]target{}
	var systems []string
	for _, t := range one.variants {
		for _, p := range platforms {
			if !builds(p, t.name) {
				continue
			}
			if other, taken := on[p.System]; taken {
				c.diags.Add(sharedTag{Item: t.item, Address: t.address(), Other: other, System: p.System, Block: one.block})
				return false
			}
			on[p.System] = t
			systems = append(systems, p.System)
		}
	}
	if a := one.block.Attr("index"); !one.Index && len(systems) > 1 {
		slices.Sort(systems)
		c.diags.Add(withoutIndex{Attr: a, Systems: systems})
		return false
	}
	return true
}

func builds(p *ir.Platform, variant string) bool {
	return slices.ContainsFunc(p.Variants, func(v *ir.Variant) bool { return v.Name == variant && !v.Abstract })
}

// sameTags reports what would be pushed to one place twice: the later push takes
// the tag away from the earlier one.
func (c *checker) sameTags(all []published) {
	type use struct {
		at diag.Range
		by string
	}
	first := map[string]use{}
	for _, one := range all {
		for _, t := range one.tags {
			reference := one.Repository + ":" + t.tag
			key := canonical(one.Repository) + ":" + t.tag
			if earlier, taken := first[key]; taken {
				c.diags.Add(sameTag{Reference: reference, At: t.at, First: earlier.at, By: earlier.by})
				continue
			}
			first[key] = use{t.at, one.block.Address()}
		}
	}
}
