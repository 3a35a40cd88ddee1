// Package resolve is the third pass of the front end. It takes the unit as
// written and returns its symbols, each with the symbols it depends on, after
// it has looked up every reference. It reports names that do not exist, with
// the one that was probably meant, references that stand where they mean
// nothing, and cycles with every step. It does not evaluate anything, so it
// cannot say whether a reference has the right type.
package resolve

import (
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/schema"
)

// Program is a unit whose references are resolved.
type Program struct {
	Unit    *config.Unit
	Modules map[string]*Program // units of module blocks, by the name of the block
	Symbols []*Symbol           // in source order
	Order   []*Symbol           // each after all that it depends on; cycles are cut somewhere
	byKey   map[string]*Symbol
	bad     map[diag.Range]bool // references that have been reported
}

// Resolved reports whether nothing was said about a reference of the unit.
func (p *Program) Resolved(ref config.Ref) bool { return !p.bad[ref.Range] }

// Symbol is a declared thing that has an address.
type Symbol struct {
	Key         string // the address, such as "layer.base"
	Kind        config.RefKind
	Name        string
	Block       *config.Block // declaration; nil for inputs and package sets that are only implied
	Attr        *config.Attr  // declaration of a local
	Parent      *Symbol       // of a variant that extends another
	Repeat      *config.Attr  // its for_each or matrix, nil when the block counts once
	Broken      bool          // part of a cycle, or damaged: it has no value
	PerPlatform bool          // its value may differ between platforms
	Used        bool          // something else refers to it
	Flawed      bool          // something that it refers to, or a function that it calls, was reported
	closed      bool          // a function that depends on its arguments alone
	deps        []dependency
}

type dependency struct {
	on *Symbol
	at diag.Range
}

// Symbol returns the symbol of a key, or nil.
func (p *Program) Symbol(key string) *Symbol { return p.byKey[key] }

// Of returns the symbols of a kind in source order.
func (p *Program) Of(kind config.RefKind) []*Symbol {
	var found []*Symbol
	for _, s := range p.Symbols {
		if s.Kind == kind {
			found = append(found, s)
		}
	}
	return found
}

// Range is where the symbol's name is declared.
func (s *Symbol) Range() diag.Range {
	switch {
	case s.Attr != nil:
		return s.Attr.NameRange
	case s.Block != nil:
		return s.Block.NameRange()
	}
	return diag.Range{}
}

// Needs reports whether something holds for all symbols that s depends on.
func (s *Symbol) Needs(holds func(on *Symbol) bool) bool {
	for _, d := range s.deps {
		if !holds(d.on) {
			return false
		}
	}
	return true
}

// schema describes the block of the declaration; it is empty for what is only implied.
func (s *Symbol) schema() *schema.Block {
	if s.Block == nil {
		return &schema.Block{}
	}
	return s.Block.Schema
}

// Chain returns the variants from the topmost ancestor down to s itself.
func (s *Symbol) Chain() []*Symbol {
	var chain []*Symbol
	for v := s; v != nil && len(chain) <= MaxChain; v = v.Parent {
		chain = append(chain, v)
	}
	for i, j := 0, len(chain)-1; i < j; i, j = i+1, j-1 {
		chain[i], chain[j] = chain[j], chain[i]
	}
	return chain
}

// MaxChain is how many variants may extend each other in a row.
const MaxChain = 50
