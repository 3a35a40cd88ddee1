package query

import (
	"path"
	"slices"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

// Link leads from a place to another.
type Link struct {
	From diag.Range // what was asked about
	Name diag.Range // the name that is declared there, or what else is to be selected
	To   diag.Range // with all that belongs to it
}

// Definition returns where the name at an offset is declared: several places for a
// user that variants inherit and replace, none for what exists by itself.
func (s *Snapshot) Definition(file string, offset int) []Link {
	if o, ok := s.At(file, offset); ok && o.Symbol.Kind != FromNixpkgs {
		return linksFrom(o.Name, s.declarations(o.Symbol, file, offset))
	}
	f := s.File(file)
	if f == nil {
		return nil
	}
	p := f.placeAt(offset)
	if p.ref != nil {
		return s.definitionOfPart(p)
	}
	if link, ok := s.linkAt(f, offset); ok && link.File != "" {
		start := diag.Range{File: link.File, Start: diag.Pos{Line: 1, Column: 1}, End: diag.Pos{Line: 1, Column: 1}}
		return []Link{{From: link.Range, Name: start, To: start}}
	}
	return nil
}

func linksFrom(from diag.Range, to []declaration) []Link {
	links := make([]Link, 0, len(to))
	for _, d := range to {
		links = append(links, Link{From: from, Name: d.name, To: d.whole})
	}
	return links
}

// declaration is where a name is declared.
type declaration struct {
	name  diag.Range
	whole diag.Range // header and body; of a local the whole line
}

// declarations finds those of a symbol, which is met at an offset.
func (s *Snapshot) declarations(of Symbol, file string, offset int) []declaration {
	switch of.Kind {
	case Parameter, LoopName:
		return s.nearby(of, file, offset)
	case User:
		var found []declaration
		for _, b := range s.userBlocks(of) {
			found = append(found, ofBlock(b))
		}
		return found
	}
	for _, u := range s.units() {
		if u.Unit.Dir != of.Unit {
			continue
		}
		if symbol := u.Symbol(of.Key); symbol != nil {
			return declared(symbol)
		}
		return labelled(u.Unit, of.Key)
	}
	return nil
}

// declared is the declaration of a symbol, none of what is only implied.
func declared(symbol *resolve.Symbol) []declaration {
	switch {
	case symbol.Attr != nil:
		return []declaration{{symbol.Attr.NameRange, between(symbol.Attr.NameRange, symbol.Attr.Range)}}
	case symbol.Block != nil:
		return []declaration{ofBlock(symbol.Block)}
	}
	return nil
}

func ofBlock(b *config.Block) declaration { return declaration{nameRange(b), wholeBlock(b)} }

// nameRange is the range of the last label without its quotes, which it need not
// have, and the header of a block without labels.
func nameRange(b *config.Block) diag.Range {
	at := b.NameRange()
	if len(b.Labels) > 0 && length(at) >= 2 && length(at) != len(b.Name()) {
		return within(at)
	}
	return at
}

// within is a range without its first and its last byte.
func within(at diag.Range) diag.Range {
	at.Start.Byte, at.Start.Column = at.Start.Byte+1, at.Start.Column+1
	at.End.Byte, at.End.Column = at.End.Byte-1, at.End.Column-1
	return at
}

func wholeBlock(b *config.Block) diag.Range { return between(b.Range, b.Body) }

func between(from, to diag.Range) diag.Range {
	return diag.Range{File: from.File, Start: from.Start, End: to.End}
}

func labelled(u *config.Unit, address string) []declaration {
	for _, b := range u.Blocks {
		if b.Address() == address {
			return []declaration{ofBlock(b)}
		}
	}
	return nil
}

// nearby finds the declaration of a name that means something in one block alone.
func (s *Snapshot) nearby(of Symbol, file string, offset int) []declaration {
	f := s.File(file)
	var found []declaration
	for _, o := range s.occurrences(f, f.around(offset)) {
		if o.Symbol == of && o.Use == Declares {
			found = append(found, declaration{o.Name, o.Whole})
		}
	}
	return found
}

// userBlocks finds the user blocks that are one user.
func (s *Snapshot) userBlocks(of Symbol) []*config.Block {
	var found []*config.Block
	for _, u := range s.units() {
		for _, v := range u.Of(config.Variant) {
			for _, b := range v.Block.Of("user") {
				if b.Name() == of.Name && userOf(v, b.Name()) == of {
					found = append(found, b)
				}
			}
		}
	}
	return found
}

// userOf is the user that a variant means by a name. Blocks of the same name in
// variants that extend each other are one user: it is that of the topmost.
func userOf(variant *resolve.Symbol, name string) Symbol {
	top := variant
	chain := variant.Chain()
	declares := func(b *config.Block) bool { return b.Name() == name }
	if i := slices.IndexFunc(chain, func(v *resolve.Symbol) bool { return slices.ContainsFunc(v.Block.Of("user"), declares) }); i >= 0 {
		top = chain[i]
	}
	return Symbol{Kind: User, Unit: path.Dir(top.Block.Range.File), Key: "user." + name + " of " + top.Key, Name: name}
}

// units are the unit and its modules, resolved.
func (s *Snapshot) units() []*resolve.Program {
	var all []*resolve.Program
	if s.Result.Resolved != nil {
		all = append(all, s.Result.Resolved)
	}
	for _, m := range s.Result.Modules {
		if m.Resolved != nil {
			all = append(all, m.Resolved)
		}
	}
	return all
}

// definitionOfPart answers for a reference that is no name of anything: super is
// the parent's attribute, each what the block is repeated for, self the block.
func (s *Snapshot) definitionOfPart(p place) []Link {
	variant := s.symbolOf(p.blocks[0])
	switch {
	case variant == nil:
		return nil
	case p.ref.Kind == config.Self:
		return linksFrom(p.ref.Range, declared(variant))
	case p.ref.Kind == config.Each && variant.Repeat != nil:
		a := variant.Repeat
		return linksFrom(p.ref.Range, []declaration{{a.NameRange, between(a.NameRange, a.Range)}})
	case p.ref.Kind == config.Super:
		return linksFrom(p.ref.Range, inherited(variant, p.ref.Names))
	}
	return nil
}

// symbolOf returns what a top-level block of the unit declares, or nil.
func (s *Snapshot) symbolOf(b *config.Block) *resolve.Symbol {
	if s.Result.Resolved == nil {
		return nil
	}
	symbol := s.Result.Resolved.Symbol(symbolKey(b))
	if symbol == nil || symbol.Block != b {
		return nil
	}
	return symbol
}

func symbolKey(b *config.Block) string {
	if b.Type == "variable" {
		return "var." + b.Name()
	}
	return b.Address()
}

// inherited finds the attribute that super names in the nearest ancestor that has
// it.
func inherited(variant *resolve.Symbol, names []string) []declaration {
	for v := variant.Parent; v != nil; v = v.Parent {
		b := v.Block
		if len(names) == 2 {
			b = b.Block(names[0])
		}
		if len(names) == 0 || b == nil {
			continue
		}
		if a := b.Attr(names[len(names)-1]); a != nil {
			return []declaration{{a.NameRange, between(a.NameRange, a.Range)}}
		}
		if v == v.Parent || v == variant {
			return nil
		}
	}
	return nil
}
