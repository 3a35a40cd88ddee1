package query

import (
	"io/fs"
	"path"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/names"
	"github.com/agentboxc/agentboxc/lang/query/cursor"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/lang/syntax"
	"github.com/agentboxc/agentboxc/schema"
)

// Completing is what completion depends on besides the snapshot.
type Completing struct {
	Snippets bool        // the client fills in places of a text
	Names    names.Index // nil is nothing
	Files    fs.FS       // rooted as the paths of files are; nil offers none
	Tree     *Tree       // for units that are modules of what somebody is writing; nil knows none
}

// Completion is what could be written at an offset, the likeliest first.
type Completion struct {
	Items      []CompletionItem
	Insert     diag.Range // from the start of the word to the offset
	Replace    diag.Range // the whole word
	Incomplete bool       // there is more, which depends on what is typed next
}

// CompletionItem is a text that could be written.
type CompletionItem struct {
	Label   string
	Kind    CompletionKind
	Detail  string // short: a type, a signature, a value
	Doc     string // Markdown
	Text    string // what is put in
	Snippet string // the same with places to fill in, as the protocol writes them; "" has none
	Filter  string // what the typed word is compared with; "" is the label

	Deprecated bool
	Again      bool // what is put in is the beginning of something

	rank   int             // what fits best comes first
	symbol *resolve.Symbol // whose description is the documentation, where there is no other
}

// CompletionKind is what an item is, for the picture beside it.
type CompletionKind uint8

// The kinds of items.
const (
	ItemBlock CompletionKind = iota
	ItemAttribute
	ItemSymbol // something that is declared
	ItemValue  // a variable, a local value, a name of a for expression
	ItemMember
	ItemFunction
	ItemConstant
	ItemPackage
	ItemFile
	ItemDirectory
)

// MaxItems is how many items an answer has at most.
const MaxItems = 300

// Complete returns what could be written at an offset of a file: nothing in
// comments, in texts, and where an expression is complete.
func Complete(s *Snapshot, file string, offset int, with Completing) Completion {
	f := s.File(file)
	if f == nil {
		return Completion{}
	}
	if f.Role == Values && s.Result.Resolved == nil && with.Tree != nil {
		// Values that nothing reads unasked are for the unit that they lie beside.
		if unit := with.Tree.Unit(path.Dir(file)); unit != nil {
			s = unit
		}
	}
	c := newCompleter(s, f, f.cursor(s, offset), with)
	if s.Result.Resolved == nil && f.Role != Workspace {
		return c.answer()
	}
	switch c.p.Kind {
	case cursor.Name:
		c.itemNames()
	case cursor.Label:
		c.labels()
	case cursor.Operand:
		c.operands()
	case cursor.Step:
		c.steps()
	case cursor.Index:
		c.indexes()
	case cursor.Key:
		c.keys()
	case cursor.Text:
		c.texts()
	}
	return c.answer()
}

// cursor is the place at an offset, by the tokens around it.
func (f *File) cursor(s *Snapshot, offset int) *cursor.Place {
	root := &schema.Block{Blocks: f.Root}
	if f.Role == Values {
		root.Attrs = s.variableAttrs(s.Result.Resolved)
	}
	text := f.Text()
	if f.IsJSON() {
		return cursor.InJSON(text, offset, root)
	}
	offset = min(max(offset, 0), len(text))
	start, end := syntax.ItemAround(text, offset)
	// A line in the middle of a block may look like the start of one, in the text of
	// a script. Where the block is sound the tree knows better.
	for _, b := range f.around(start) {
		if b.Range.Start.Byte < start && start < b.Body.End.Byte {
			start = b.Range.Start.Byte
		}
	}
	return cursor.In(text, start, end, offset, root)
}

// completer collects the items for one place.
type completer struct {
	*Snapshot
	file *File
	with Completing
	p    *cursor.Place
	at   *resolve.Place // what may be referred to; nil outside the unit's own expressions
	want wanted
	out  Completion
}

func newCompleter(s *Snapshot, f *File, p *cursor.Place, with Completing) *completer {
	c := &completer{Snapshot: s, file: f, with: with, p: p, want: wantedAt(p)}
	if f.Role == Source && p.Attr != nil && p.Top() != nil && p.Top().Schema != nil && s.Result.Resolved != nil {
		c.at = c.referencePlace()
	}
	return c
}

// referencePlace is the place as the passes know it: the block is made of what can
// be read of it.
func (c *completer) referencePlace() *resolve.Place {
	top, inner := c.p.Top(), c.p.Inner()
	b := asConfig(top)
	var nested *config.Block
	if inner != top {
		nested = asConfig(inner)
	}
	a := &config.Attr{Name: c.p.Attr.Name, Schema: c.p.Attr.Schema}
	if a.Schema == nil {
		a.Schema = &schema.Attr{}
	}
	var extends *config.Ref
	if parent := top.Attr("extends"); parent != nil && len(parent.Path) > 1 {
		ref := config.RefTo(parent.Path...)
		extends = &ref
	}
	return c.Result.Resolved.Place(b, nested, a, extends)
}

// asConfig is a block as config has it, without values.
func asConfig(b *cursor.Block) *config.Block {
	out := &config.Block{Schema: b.Schema, Type: b.Type}
	for _, l := range b.Labels {
		out.Labels = append(out.Labels, config.Label{Value: l})
	}
	for _, a := range b.Attrs {
		if a.Schema != nil {
			out.Attrs = append(out.Attrs, &config.Attr{Schema: a.Schema, Name: a.Name})
		}
	}
	for _, nested := range b.Blocks {
		if nested.Schema != nil && len(nested.Labels) == len(nested.Schema.Labels) {
			out.Blocks = append(out.Blocks, asConfig(nested))
		}
	}
	return out
}

// accepts reports whether a reference with these words may stand at the place. A test
// may name all that there is.
func (c *completer) accepts(words ...string) bool {
	return c.file.Role == Test || c.at != nil && c.at.Accepts(config.RefTo(words...))
}

// prefix is the part of the word before the offset.
func (c *completer) prefix() string { return string(c.file.Text()[c.p.Start:c.p.Offset]) }

// dir is the directory that paths in the file are relative to.
func (c *completer) dir() string { return path.Dir(c.file.Path) }
