package syntax

import (
	"sort"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Item is one of the pieces that a file is parsed in. In native syntax it is a
// block or an attribute at the top level, with the lines before it that belong to
// none, or what is left of damaged ones. A file in JSON is a single one.
type Item struct {
	// Tree is what the item was parsed to, at the place where it stood then.
	Tree *hclsyntax.Body
	// Moved is how far the item has moved since.
	Moved diag.Offset
	// Stocked says that other files may have the same tree, at another place.
	Stocked bool

	start, end int  // of its text, where it stands now
	line       int  // that it starts at
	sound      bool // the tree depends on the text of the item alone
	once       sync.Once
	body       *hclsyntax.Body
}

// at is the item behind a move of its text.
func (i *Item) at(by diag.Offset) *Item {
	if by == (diag.Offset{}) {
		return i
	}
	return &Item{
		Tree: i.Tree, Moved: i.Moved.Plus(by), Stocked: i.Stocked, sound: true,
		start: i.start + by.Bytes, end: i.end + by.Bytes, line: i.line + by.Lines,
	}
}

// Body returns the tree of the item at the place where it stands. After a move
// that is a copy.
func (i *Item) Body() *hclsyntax.Body {
	i.once.Do(func() {
		if i.body = i.Tree; i.Moved != (diag.Offset{}) {
			i.body = newMover(i.Moved).body(i.Tree)
		}
	})
	return i.body
}

// Body returns the tree of the whole file, which is what could be parsed of it.
// Of an attribute that is set twice it has the first.
func (f *File) Body() *hclsyntax.Body {
	f.bodyOnce.Do(func() {
		if f.body == nil {
			f.body = f.joined()
		}
	})
	return f.body
}

func (f *File) joined() *hclsyntax.Body {
	start, end := hclPos(f.Source.Pos(0)), hclPos(f.Source.Pos(len(f.Source.Bytes)))
	whole := newBody(hcl.Range{Filename: f.Source.Path, Start: start, End: end})
	for _, i := range f.Items {
		body := i.Body()
		whole.Blocks = append(whole.Blocks, body.Blocks...)
		for name, a := range body.Attributes {
			whole.Attributes[name] = a
		}
	}
	return whole
}

// Header returns where the header of the top-level block is whose body holds the
// offset. ok is false when there is no such block.
func (f *File) Header(offset int) (at diag.Range, ok bool) {
	n := sort.Search(len(f.Items), func(n int) bool { return f.Items[n].end > offset })
	if n == len(f.Items) {
		return diag.Range{}, false
	}
	i := f.Items[n]
	offset -= i.Moved.Bytes
	blocks := i.Tree.Blocks
	n = sort.Search(len(blocks), func(n int) bool { return blocks[n].CloseBraceRange.End.Byte > offset })
	if n == len(blocks) || blocks[n].OpenBraceRange.End.Byte > offset {
		return diag.Range{}, false
	}
	return Range(blocks[n].DefRange()).Moved(i.Moved), true
}

// Span is where a top-level block starts, and where it ends.
type Span struct {
	Start, End int
	Damaged    bool // so that the end is not to be relied on
}

// Spans returns where the top-level blocks are, without looking into them.
func (f *File) Spans() []Span {
	var spans []Span
	for _, i := range f.Items {
		for _, b := range i.Tree.Blocks {
			spans = append(spans, Span{b.TypeRange.Start.Byte + i.Moved.Bytes, b.CloseBraceRange.End.Byte + i.Moved.Bytes, f.Damaged(b)})
		}
	}
	return spans
}
