package check

import (
	"cmp"
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/schema"
)

// layered reads a variant together with what it inherits.
type layered place

// lookup returns the attribute that counts, which is the one nearest to the
// variant itself, and the place it is evaluated in. in is a nested block, or "".
func lookup(p place, in, name string) (*config.Attr, place) {
	for i := len(p.chain) - 1; i >= 0; i-- {
		b := p.chain[i].Block
		if in != "" {
			if b = b.Block(in); b == nil {
				continue
			}
		}
		if a := b.Attr(name); a != nil {
			return a, p.up(i)
		}
	}
	return nil, p
}

func (l layered) plain(name string) string {
	a, p := lookup(place(l), "", name)
	return p.plain(a)
}

func (l layered) number(name string, def int64) int64 {
	a, p := lookup(place(l), "", name)
	return p.number(a, def)
}

func (l layered) layers(name string) []ir.LayerRef {
	a, p := lookup(place(l), "", name)
	return p.layerRefs(a)
}

func (l layered) packages(name string) []ir.PackageRef {
	a, p := lookup(place(l), "", name)
	return p.packages(a)
}

// labelled returns the nested blocks of a type, each with the place it is
// evaluated in: a block replaces the inherited one of the same label.
func (l layered) labelled(blockType string) []labelledBlock {
	var found []labelledBlock
	index := map[string]int{}
	for i, s := range l.chain {
		for _, b := range s.Block.Of(blockType) {
			one := labelledBlock{b, place(l).up(i)}
			if at, again := index[b.Name()]; again {
				found[at] = one
				continue
			}
			index[b.Name()] = len(found)
			found = append(found, one)
		}
	}
	return found
}

type labelledBlock struct {
	*config.Block
	place
}

// super returns the value of an attribute as the parent has it. A list, map or
// scalar that no ancestor sets is empty or null.
func (p place) super(names []string) cty.Value {
	if len(p.chain) < 2 {
		return cty.DynamicVal // without a parent, which has been reported
	}
	parent := p.up(len(p.chain) - 2)
	in, name := "", names[len(names)-1]
	if len(names) == 2 {
		in = names[0]
	}
	// A variant may be extended often, and each name it twice.
	key := inheritedAttr{parent.chain[len(parent.chain)-1], parent.whose(), in, name}
	v, ok := p.supers[key]
	if !ok {
		v = parent.has(config.SchemaOf(p.chain[0].Block.Schema, names...), in)
		p.supers.keep(key, v)
	}
	return v
}

// inheritedAttr is an attribute as a variant has it.
type inheritedAttr struct {
	of       *instance
	self     *instance // that it is for
	in, name string
}

// has returns the value of an attribute as the last variant of the chain has it.
// in is the nested block that it stands in, or "".
func (p place) has(known *schema.Attr, in string) cty.Value {
	if known.Type.Map {
		return mergedMap(p, in, known.Name)
	}
	a, at := lookup(p, in, known.Name)
	switch {
	case a != nil && p.faulty(a):
		return cty.DynamicVal
	case a != nil:
		return at.evaluate(a)
	case known.Type.List:
		return cty.EmptyTupleVal
	}
	return cty.NullVal(cty.DynamicPseudoType)
}

// faulty reports whether an error inside the attribute has been reported: what
// is made of its value would only repeat it.
func (c *checker) faulty(a *config.Attr) bool {
	return slices.ContainsFunc(c.diags, func(d diag.Diagnostic) bool {
		return d.Severity == diag.Error && d.Subject.File == a.Range.File &&
			d.Subject.Start.Byte >= a.Range.Start.Byte && d.Subject.End.Byte <= a.Range.End.Byte
	})
}

func mergedMap(p place, in, name string) cty.Value {
	values := map[string]cty.Value{}
	for _, entry := range inherited(p, in, name) {
		values[entry.key] = entry.value
	}
	return cty.ObjectVal(values)
}

// inherited returns the entries of a map along the chain, the nearest of equal
// keys.
func inherited(p place, in, name string) []item {
	var entries []item
	var index map[string]int // made for the second one that has entries
	for i := range p.chain {
		own := p.up(i).writes(in, name)
		if len(entries) == 0 {
			entries = own
			continue
		}
		if len(own) > 0 && index == nil {
			entries, index = slices.Clone(entries), make(map[string]int, len(entries)+len(own))
			for at, entry := range entries {
				index[entry.key] = at
			}
		}
		for _, entry := range own {
			if at, again := index[entry.key]; again {
				entries[at] = entry
				continue
			}
			index[entry.key] = len(entries)
			entries = append(entries, entry)
		}
	}
	return entries
}

// writes returns the entries of a map that the last variant of the chain has
// itself. All that inherit it ask for them, and so does super in each of those.
func (p place) writes(in, name string) []item {
	last := p.chain[len(p.chain)-1]
	b := last.Block
	if in != "" {
		b = b.Block(in)
	}
	if b == nil || b.Attr(name) == nil {
		return nil // not worth keeping: most blocks have none
	}
	key := inheritedAttr{last, p.whose(), in, name}
	entries, ok := p.written[key]
	if !ok {
		entries = p.entries(b.Attr(name))
		p.written.keep(key, entries)
	}
	return entries
}

func (l layered) envs(in, name string) []ir.Env {
	var out []ir.Env
	for _, entry := range inherited(place(l), in, name) {
		if t, ok := place(l).itemText(entry); ok {
			out = append(out, ir.Env{Name: entry.key, Value: t})
		}
	}
	slices.SortFunc(out, func(a, b ir.Env) int { return cmp.Compare(a.Name, b.Name) })
	return out
}
