package query

import (
	"path"
	"slices"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

// Item is a variant or a function as a node of a hierarchy.
type Item struct {
	Symbol Symbol
	Name   diag.Range
	Whole  diag.Range
}

// ItemAt returns the variant or the function that is named at an offset, or whose
// block is around it.
func (s *Snapshot) ItemAt(file string, offset int, kind Kind) (Item, bool) {
	if o, ok := s.At(file, offset); ok && o.Symbol.Kind == kind {
		return s.item(o.Symbol)
	}
	f := s.File(file)
	if f == nil {
		return Item{}, false
	}
	for _, b := range f.around(offset) {
		if symbol, ok := symbolOfBlock(s.Dir(), b); ok && symbol.Kind == kind && touches(wholeBlock(b), offset) {
			return s.item(symbol)
		}
	}
	return Item{}, false
}

func (s *Snapshot) item(of Symbol) (Item, bool) {
	found := s.declarations(of, "", 0)
	if len(found) == 0 {
		return Item{}, false
	}
	return Item{of, found[0].name, found[0].whole}, true
}

func itemOf(symbol *resolve.Symbol) Item {
	b := symbol.Block
	return Item{Symbol{kinds[symbol.Kind], path.Dir(b.Range.File), symbol.Key, symbol.Name}, nameRange(b), wholeBlock(b)}
}

// Extended returns the variant that a variant extends, which is at most one.
func (t *Tree) Extended(variant Symbol) []Item {
	s := t.Unit(variant.Unit)
	if s == nil || s.Result.Resolved == nil {
		return nil
	}
	symbol := s.Result.Resolved.Symbol(variant.Key)
	if symbol == nil || symbol.Parent == nil {
		return nil
	}
	return []Item{itemOf(symbol.Parent)}
}

// Extending returns the variants that extend a variant, in all units.
func (t *Tree) Extending(variant Symbol) []Item {
	var items []Item
	for _, s := range t.users(variant.Unit) {
		if s.Result.Resolved == nil {
			continue
		}
		for _, v := range s.Result.Resolved.Of(config.Variant) {
			if v.Parent != nil && itemOf(v.Parent).Symbol == variant {
				items = append(items, itemOf(v))
			}
		}
	}
	return items
}

// Call is a function, or what calls one, with the places of the calls.
type Call struct {
	Item  Item
	Calls []diag.Range
}

// Calls returns the functions of the unit that a function calls, in the order of
// their first calls.
func (t *Tree) Calls(function Symbol) []Call {
	var calls []Call
	t.eachCall(function.Unit, func(from Item, call config.Call, to *resolve.Symbol) {
		if from.Symbol == function {
			calls = called(calls, itemOf(to), call)
		}
	})
	return calls
}

// Callers returns the blocks of the unit that call a function, in source order.
func (t *Tree) Callers(function Symbol) []Call {
	var calls []Call
	t.eachCall(function.Unit, func(from Item, call config.Call, to *resolve.Symbol) {
		if to.Key == function.Key {
			calls = called(calls, from, call)
		}
	})
	return calls
}

func called(calls []Call, item Item, call config.Call) []Call {
	i := slices.IndexFunc(calls, func(c Call) bool { return c.Item == item })
	if i < 0 {
		i, calls = len(calls), append(calls, Call{Item: item})
	}
	calls[i].Calls = append(calls[i].Calls, call.Range)
	return calls
}

// eachCall visits the calls of functions that the unit declares.
func (t *Tree) eachCall(dir string, visit func(from Item, call config.Call, to *resolve.Symbol)) {
	s := t.Unit(dir)
	if s == nil || s.Result.Resolved == nil {
		return
	}
	program := s.Result.Resolved
	var inBlock func(from Item, b *config.Block)
	inBlock = func(from Item, b *config.Block) {
		for _, a := range b.Attrs {
			from := from
			if b.Type == "locals" {
				from = Item{Symbol{Local, dir, "local." + a.Name, a.Name}, a.NameRange, between(a.NameRange, a.Range)}
			}
			for _, call := range a.Calls {
				if to := program.Function(call.Name); to != nil {
					visit(from, call, to)
				}
			}
		}
		for _, nested := range b.Blocks {
			inBlock(from, nested)
		}
	}
	for _, b := range program.Unit.Blocks {
		inBlock(itemOfBlock(dir, b), b)
	}
}

func itemOfBlock(dir string, b *config.Block) Item {
	symbol, ok := symbolOfBlock(dir, b)
	if !ok {
		symbol = Symbol{Labelled, dir, b.Address(), b.Type}
	}
	return Item{symbol, nameRange(b), wholeBlock(b)}
}
