package query

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// Outline is an item of the outline of a file: a block, or an attribute.
type Outline struct {
	Name     string // labels of a block without quotes, its type when it has none; name of an attribute
	Detail   string // type of a block, and its kind
	Block    string // type of the block; "" for an attribute
	Range    diag.Range
	Selected diag.Range // the name, inside Range
	Inside   []Outline
}

// Outline returns the items of a file in source order. What the language does not
// know is among them: it is there.
func (s *Snapshot) Outline(file string) []Outline {
	f := s.File(file)
	if f == nil {
		return nil
	}
	return f.outline(f.Syntax.Body())
}

func (f *File) outline(body *hclsyntax.Body) []Outline {
	var items []Outline
	for _, a := range body.Attributes {
		name := syntax.Range(a.NameRange)
		items = append(items, Outline{Name: a.Name, Range: covering(name, syntax.Range(a.SrcRange)), Selected: name})
	}
	for _, b := range body.Blocks {
		items = append(items, f.blockOutline(b))
	}
	slices.SortStableFunc(items, func(a, b Outline) int { return cmp.Compare(a.Selected.Start.Byte, b.Selected.Start.Byte) })
	return items
}

func (f *File) blockOutline(b *hclsyntax.Block) Outline {
	o := Outline{Name: b.Type, Block: b.Type, Selected: syntax.Range(b.TypeRange), Inside: f.outline(b.Body)}
	if n := len(b.Labels); n > 0 {
		o.Name = b.Labels[n-1]
		o.Detail = strings.Join(append([]string{b.Type}, b.Labels[:n-1]...), " ")
		o.Selected = f.unquoted(syntax.Range(b.LabelRanges[n-1]))
	}
	if o.Name == "" {
		o.Name = b.Type // an empty name is no name in an outline
	}
	o.Range = covering(syntax.Range(b.DefRange()), syntax.Range(b.CloseBraceRange))
	o.Range = covering(o.Selected, o.Range)
	return o
}

// covering is the range from the first start to the last end.
func covering(a, b diag.Range) diag.Range {
	if b.Start.Byte < a.Start.Byte {
		a.Start = b.Start
	}
	if b.End.Byte > a.End.Byte {
		a.End = b.End
	}
	return a
}

// Entry is what a unit declares, as a list of all units shows it.
type Entry struct {
	Symbol Symbol
	Block  string     // type of the block
	Name   diag.Range // the name alone
	Whole  diag.Range
}

// Entries returns what the files of the unit declare under a name, in their
// order.
func (s *Snapshot) Entries() []Entry {
	if s.Result.Config == nil {
		return nil
	}
	var all []Entry
	for _, b := range s.Result.Config.Blocks {
		if b.Type == "locals" {
			for _, a := range b.Attrs {
				symbol := Symbol{Local, s.Dir(), "local." + a.Name, a.Name}
				all = append(all, Entry{symbol, b.Type, a.NameRange, between(a.NameRange, a.Range)})
			}
			continue
		}
		if symbol, ok := symbolOfBlock(s.Dir(), b); ok {
			all = append(all, Entry{symbol, b.Type, nameRange(b), wholeBlock(b)})
		}
	}
	return all
}

// Search returns the declarations of all units that a person may mean by a few
// letters, the best first, at most so many. The letters have to be in an address in
// their order; without any, all fit.
func (t *Tree) Search(letters string, most int) []Entry {
	var found []scored
	for _, dir := range t.Dirs() {
		s := t.Unit(dir)
		if s == nil {
			continue
		}
		for _, d := range s.Entries() {
			if score, ok := fuzzy(letters, d.Symbol.Key, d.Symbol.Name); ok {
				found = append(found, scored{d, score})
			}
		}
		found = best(found, most)
	}
	out := make([]Entry, len(found))
	for i, f := range found {
		out[i] = f.Entry
	}
	return out
}

type scored struct {
	Entry
	score int
}

// best keeps the best ones, so that a large tree fills no memory.
func best(found []scored, most int) []scored {
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	return found[:min(len(found), most)]
}

// fuzzy says how well the letters fit: a name that they are, that they begin, that
// they stand in, or an address that has them somewhere in their order.
func fuzzy(letters, key, name string) (int, bool) {
	letters, key, name = strings.ToLower(letters), strings.ToLower(key), strings.ToLower(name)
	switch {
	case letters == name, letters == key:
		return 4, true
	case strings.HasPrefix(name, letters):
		return 3, true
	case strings.Contains(key, letters):
		return 2, true
	}
	for _, letter := range letters {
		_, rest, ok := strings.Cut(key, string(letter))
		if !ok {
			return 0, false
		}
		key = rest
	}
	return 1, true
}
