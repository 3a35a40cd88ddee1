// Package cursor says what an offset in a file is a place for: the name of an
// attribute, a label, an operand, a step of a reference, the key of an object. It
// goes by tokens and not by the tree, because the place where somebody is writing
// is where the tree is broken. It knows the blocks that the schema describes, and
// no names that a unit declares.
package cursor

import "github.com/agentboxc/agentboxc/schema"

// Kind is what can be written at a place.
type Kind uint8

// The kinds of places. Nothing is where no name can stand: inside a comment, in
// the text of a template, behind a complete expression.
const (
	Nothing Kind = iota
	Name         // the name of an attribute or block
	Label        // a label of a block
	Operand      // the start of an expression or of a part of one
	Step         // behind the dot of a reference
	Index        // in the quotes or brackets behind a reference
	Key          // the key of an object
	Text         // a string that is text alone
)

// String is the lower-case word for it.
func (k Kind) String() string {
	return [...]string{"nothing", "name", "label", "operand", "step", "index", "key", "text"}[k]
}

// Place is what an offset is a place for.
type Place struct {
	Kind       Kind
	Offset     int
	Start, End int  // the word around the offset, of strings what is between the quotes
	Quoted     bool // the word is in quotes
	Closed     bool // and the closing one is there
	Follows    Follow

	Blocks []*Block // around the offset, outermost first; the first is the file
	Attr   *Attr    // whose value the offset is in, or nil
	Around []Frame  // what is open in the value, outermost first
	Path   []string // of Step and Index: the words of the reference so far; "*" is a step that is computed
	Names  []string // variables of for expressions, the innermost first
	Header Header   // of Label
}

// Follow is what stands behind the name at a place.
type Follow uint8

// What can follow a name.
const (
	End    Follow = iota // nothing that belongs to it
	Equals               // an attribute's value
	Labels               // a label of a block
	Brace                // the body of a block
	Paren                // the arguments of a call
	Dot                  // further steps
)

// Header is the beginning of a block that is being written.
type Header struct {
	Type   string
	Labels []string // those before the offset
}

// Block is a block around the offset, with what it holds on both sides of it.
type Block struct {
	Schema *schema.Block // nil where the schema has none; of the kind when labels select one
	Type   string
	Labels []string
	Attrs  []*Attr
	Blocks []*Block
	Start  int // offset of its type
}

// Attr is an attribute that is written in a block.
type Attr struct {
	Schema *schema.Attr // nil where the schema has none
	Name   string
	Start  int      // offset of the name
	Path   []string // the reference that the value is, nil when it is another expression
	Roots  []string // words that start references in it
	Keys   []string // of an object that is written out
	Text   string   // of a string that is written out
}

// Inner is the innermost block.
func (p *Place) Inner() *Block { return p.Blocks[len(p.Blocks)-1] }

// Top is the top-level block around the offset, nil when there is none.
func (p *Place) Top() *Block {
	if len(p.Blocks) < 2 {
		return nil
	}
	return p.Blocks[1]
}

// Attr returns an attribute of the block, or nil.
func (b *Block) Attr(name string) *Attr {
	for _, a := range b.Attrs {
		if a.Name == name {
			return a
		}
	}
	return nil
}

// FrameKind is a kind of bracket.
type FrameKind uint8

// The kinds of frames.
const (
	Group    FrameKind = iota // parentheses
	Call                      // the arguments of a function
	List                      // of elements, or a for expression that makes them
	Object                    // of items, or a for expression that makes them
	Brackets                  // an index
	Template                  // a string, or an interpolation in one
)

// Frame is a bracket that is open at the offset.
type Frame struct {
	Kind     FrameKind
	Open     int      // offset of the opening character
	Function string   // of Call
	Index    int      // how many commas stand before the offset
	Key      string   // of Object: the key of the item; "" when it is computed
	Keys     []string // of Object: the keys before
	For      bool     // a for expression
}

// Call returns the innermost call around the offset, or nil.
func (p *Place) Call() *Frame {
	for i := len(p.Around) - 1; i >= 0; i-- {
		if p.Around[i].Kind == Call {
			return &p.Around[i]
		}
	}
	return nil
}
