// Package config is the second pass of the front end. It takes the parsed files
// of a unit and the schema and returns the unit as written: blocks with their
// labels, attributes with their expressions and every reference inside them,
// and a range beside each. It reports what does not fit the schema. It does not
// look names up (resolve) and does not evaluate anything (check).
package config

import (
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/schema"
)

// Unit is the one body that the files of a unit form together. Blocks are in
// the order of the files, agentbox.hcl first, and in source order in each.
type Unit struct {
	Dir    string
	Blocks []*Block
	Start  diag.Range // first byte of agentbox.hcl
}

// Of returns the top-level blocks of a type, in order.
func (u *Unit) Of(blockType string) []*Block { return blocksOf(u.Blocks, blockType) }

// Block is a block that the schema knows.
type Block struct {
	Schema  *schema.Block // of the kind, when labels select one
	Type    string
	Labels  []Label
	Attrs   []*Attr    // in source order
	Blocks  []*Block   // in source order
	Range   diag.Range // the header: type and labels
	Damaged bool       // something inside cannot be read, so only its name is known
	Body    diag.Range // from the opening brace to the closing one
	Lacks   [][]string // attributes that were reported as missing; one of each group has to be there
	text    *text      // of a block at the top level of a unit
}

// text stands for what a block was decoded from, wherever that moves.
type text struct{ _ byte }

// Since returns how far the block has moved since an earlier compile. same is false
// when it may hold something else now.
func (b *Block) Since(earlier *Block) (by diag.Offset, same bool) {
	return diag.Between(earlier.Range, b.Range), b.text != nil && b.text == earlier.text
}

// Label is a block label.
type Label struct {
	Value string
	Range diag.Range
}

// Name returns the last label, which is what a block is called.
func (b *Block) Name() string {
	if len(b.Labels) == 0 {
		return ""
	}
	return b.Labels[len(b.Labels)-1].Value
}

// NameRange returns the range of the last label, or the header's when there is none.
func (b *Block) NameRange() diag.Range {
	if len(b.Labels) == 0 {
		return b.Range
	}
	return b.Labels[len(b.Labels)-1].Range
}

// Address is how other blocks name this one, such as "package.script.entrypoint".
func (b *Block) Address() string {
	address := b.Type
	for _, l := range b.Labels {
		address += "." + l.Value
	}
	return address
}

// Attr returns the attribute of the name, or nil.
func (b *Block) Attr(name string) *Attr {
	for _, a := range b.Attrs {
		if a.Name == name {
			return a
		}
	}
	return nil
}

// Block returns the first nested block of the type, or nil.
func (b *Block) Block(blockType string) *Block {
	for _, nested := range b.Blocks {
		if nested.Type == blockType {
			return nested
		}
	}
	return nil
}

// Of returns the nested blocks of a type, in order.
func (b *Block) Of(blockType string) []*Block { return blocksOf(b.Blocks, blockType) }

func blocksOf(blocks []*Block, blockType string) []*Block {
	var found []*Block
	for _, b := range blocks {
		if b.Type == blockType {
			found = append(found, b)
		}
	}
	return found
}

// Attr is an attribute that the schema knows.
type Attr struct {
	Schema    *schema.Attr
	Name      string
	Refs      []Ref  // every reference in the expression, in source order
	Calls     []Call // every function call in it, in source order
	Names     []Name // parameters that it declares or uses, in source order
	NameRange diag.Range
	Range     diag.Range // the expression
	expr      *expression
}

// Expr returns the expression.
func (a *Attr) Expr() hclsyntax.Expression { return a.expr.placed() }

// Declared returns the reference that the whole expression is, and not something
// computed from references. An index may follow: variant.py["312"] and
// variant.py[each.key] both refer to variant.py.
func (a *Attr) Declared() (Ref, bool) {
	e := a.Expr()
	if index, ok := e.(*hclsyntax.IndexExpr); ok {
		e = index.Collection
	}
	t, ok := e.(*hclsyntax.ScopeTraversalExpr)
	if !ok {
		return Ref{}, false
	}
	at := slices.IndexFunc(a.Refs, func(r Ref) bool { return r.Key == t.Traversal.RootName() })
	if at < 0 {
		return Ref{}, false
	}
	return a.Refs[at], true
}

// SchemaOf returns the description of the attribute that the names lead to from a
// block through its nested blocks, or nil.
func SchemaOf(in *schema.Block, names ...string) *schema.Attr {
	for len(names) > 1 {
		i := slices.IndexFunc(in.Blocks, func(b *schema.Block) bool { return b.Type == names[0] })
		if i < 0 {
			return nil
		}
		in, names = in.Blocks[i], names[1:]
	}
	if len(names) == 0 {
		return nil
	}
	return attrOf(in, names[0])
}

// Call is a function call.
type Call struct {
	Name  string
	Range diag.Range // of the function's name
}
