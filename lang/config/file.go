package config

import (
	"sync"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/syntax"
	"github.com/agentboxc/agentboxc/schema"
)

// File is what a file of a unit holds of it, in source order.
type File struct {
	Path   string
	Blocks []*Block

	items []decoded // in the order of those of the syntax
}

// decoded is what an item of a file holds.
type decoded struct {
	blocks []*Block
	diags  diag.List
	moved  diag.Offset // that the item had
}

// Stock keeps what was decoded of the items of a syntax.Stock. Files may be decoded
// at the same time.
type Stock struct {
	mu    sync.Mutex
	items map[*hclsyntax.Body]func() decoded
}

// NewStock makes an empty one.
func NewStock() *Stock { return &Stock{items: map[*hclsyntax.Body]func() decoded{}} }

// decoded is what an item holds at the place where it was parsed.
func (s *Stock) decoded(i *syntax.Item) decoded {
	s.mu.Lock()
	item := s.items[i.Tree]
	if item == nil {
		item = sync.OnceValue(func() decoded { return decodeItem(i, undamaged) })
		s.items[i.Tree] = item
	}
	s.mu.Unlock()
	return item()
}

// undamaged says so of all blocks: an item in stock has no syntax error.
func undamaged(*hclsyntax.Block) bool { return false }

// root is a file to the schema.
var root = sync.OnceValue(func() *schema.Block { return &schema.Block{Blocks: schema.Root()} })

// DecodeFile returns what the file holds. What the schema does not know is
// reported and left out. A tree is decoded once, because that changes it. before
// is what the file held that this one was parsed after; nil for one that was
// parsed by itself. stock has what the items of that of the syntax hold; nil when they
// are of none.
func DecodeFile(f *syntax.File, before *File, stock *Stock) (*File, diag.List) {
	out := &File{Path: f.Source.Path, items: make([]decoded, 0, len(f.Items))}
	var diags diag.List
	for n, i := range f.Items {
		var item decoded
		switch again := f.Again(n); {
		case again >= 0:
			item = before.items[again].at(i.Moved)
		case i.Stocked:
			item = stock.decoded(i).at(i.Moved)
		default:
			item = decodeItem(i, f.Damaged)
		}
		out.items = append(out.items, item)
		out.Blocks = append(out.Blocks, item.blocks...)
		diags.Append(item.diags)
	}
	return out, diags
}

func decodeItem(i *syntax.Item, damaged func(*hclsyntax.Block) bool) decoded {
	d := &decoder{damaged: damaged}
	_, blocks := d.body(root(), i.Tree)
	for _, b := range blocks {
		b.text = &text{}
	}
	return decoded{blocks: blocks, diags: d.diags}
}

// at is the item behind a move to where it has moved so far altogether.
func (d decoded) at(moved diag.Offset) decoded {
	by := moved.Minus(d.moved)
	if by == (diag.Offset{}) {
		return d
	}
	return decoded{blocks: movedBlocks(d.blocks, by), diags: d.diags.Moved(by), moved: moved}
}

func movedBlocks(blocks []*Block, by diag.Offset) []*Block {
	moved := make([]*Block, len(blocks))
	all := make([]Block, len(blocks))
	for i, b := range blocks {
		all[i] = *b
		all[i].move(by)
		moved[i] = &all[i]
	}
	return moved
}

// move makes what was copied from another block one of its own.
func (b *Block) move(by diag.Offset) {
	b.Range, b.Body = b.Range.Moved(by), b.Body.Moved(by)
	labels := make([]Label, len(b.Labels))
	for i, l := range b.Labels {
		labels[i] = Label{Value: l.Value, Range: l.Range.Moved(by)}
	}
	attrs := make([]*Attr, len(b.Attrs))
	all := make([]Attr, len(b.Attrs))
	for i, a := range b.Attrs {
		all[i] = *a
		all[i].move(by)
		attrs[i] = &all[i]
	}
	b.Labels, b.Attrs, b.Blocks = labels, attrs, movedBlocks(b.Blocks, by)
}

// move makes what was copied from another attribute one of its own.
func (a *Attr) move(by diag.Offset) {
	a.NameRange, a.Range = a.NameRange.Moved(by), a.Range.Moved(by)
	refs := make([]Ref, len(a.Refs))
	for i, r := range a.Refs {
		refs[i] = r
		refs[i].Range = r.Range.Moved(by)
	}
	calls := make([]Call, len(a.Calls))
	for i, c := range a.Calls {
		calls[i] = Call{Name: c.Name, Range: c.Range.Moved(by)}
	}
	names := make([]Name, len(a.Names))
	for i, n := range a.Names {
		names[i] = Name{Value: n.Value, Range: n.Range.Moved(by)}
	}
	a.Refs, a.Calls, a.Names = refs, calls, names
	a.expr = &expression{tree: a.expr.tree, moved: a.expr.moved.Plus(by)}
}

// expression is that of an attribute. Few of those that move are looked at before
// they move again, so that a tree is moved when it is asked for.
type expression struct {
	tree  hclsyntax.Expression // where it stood when it was decoded
	moved diag.Offset          // since then
	once  sync.Once
	there hclsyntax.Expression
}

// placed is the tree where it stands.
func (e *expression) placed() hclsyntax.Expression {
	if e.moved == (diag.Offset{}) {
		return e.tree
	}
	e.once.Do(func() { e.there = syntax.MovedExpression(e.tree, e.moved) })
	return e.there
}
