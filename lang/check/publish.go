package check

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// published is a publish block while it is read: its variants, and its tags with
// the places that they come from.
type published struct {
	*ir.Publish
	block    *config.Block
	variants []target
	tags     []tagAt
}

type tagAt struct {
	tag string
	at  diag.Range
}

func (c *checker) publishes(platforms []*ir.Platform) []*ir.Publish {
	p := place{env: c.shared}
	var all []published
	for _, b := range byName(c.program.Unit.Of("publish")) {
		one := p.publish(b)
		if one.Repository == "" || len(one.variants) == 0 {
			continue // which has been reported
		}
		if p.unset(b.Attr("tags")) {
			all = append(all, c.underOwnTags(one, platforms)...)
		} else if len(one.tags) > 0 && c.oneImageEach(one, platforms) {
			all = append(all, one)
		}
	}
	c.sameTags(all)
	var out []*ir.Publish
	for _, one := range all {
		for _, t := range one.variants {
			one.Variants = append(one.Variants, t.name)
		}
		for _, t := range one.tags {
			one.Tags = append(one.Tags, t.tag)
		}
		out = append(out, one.Publish)
	}
	slices.SortStableFunc(out, func(a, b *ir.Publish) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Variants[0], b.Variants[0]))
	})
	return out
}

// publish reads a block but for the variants' own tags.
func (p place) publish(b *config.Block) published {
	one := published{block: b, Publish: &ir.Publish{
		Name:       b.Name(),
		Repository: p.plain(b.Attr("repository")),
		Index:      p.flag(b.Attr("index"), true),
		Range:      b.Range,
	}}
	one.Compression, one.Level = p.compression(b.Attr("compression"), b.Attr("level"))
	one.variants = p.targets(b.Attr("variants"), "there is no image of it to push. Name the variants that extend it")
	p.notEmpty(b.Attr("variants"), "nothing would be pushed")
	first := map[string]diag.Range{}
	for _, t := range p.texts(b.Attr("tags")) {
		tag, _ := t.Plain()
		if at, taken := first[tag]; taken {
			p.diags.Add(listedTwice{Item: item{at: t.Range}, Address: strconv.Quote(tag), First: at})
			continue
		}
		first[tag] = t.Range
		one.tags = append(one.tags, tagAt{tag, t.Range})
	}
	p.notEmpty(b.Attr("tags"), "nothing would be pushed")
	return one
}

// notEmpty reports a list without elements where that makes no sense.
func (p place) notEmpty(a *config.Attr, why string) {
	if a == nil || p.faulty(a) {
		return
	}
	if v, _ := p.evaluate(a).Unmark(); v.IsWhollyKnown() && v.CanIterateElements() && v.LengthInt() == 0 {
		p.diags.Add(emptyList{Attr: a, Why: why})
	}
}

// compressions are the levels of each method, and the one that is meant when
// none is set.
var compressions = map[string]struct{ most, usual int64 }{"none": {0, 0}, "gzip": {9, 6}, "zstd": {22, 3}}

func (p place) compression(method, level *config.Attr) (string, int) {
	name := p.plain(method)
	if name == "" {
		name = "gzip"
	}
	levels := compressions[name]
	n := p.number(level, levels.usual)
	if p.unset(level) || method != nil && p.faulty(method) {
		return name, int(n)
	}
	if n > levels.most || levels.most == 0 {
		p.diags.Add(wrongLevel{Attr: level, Method: name, Have: n, Most: levels.most})
	}
	return name, int(n)
}
