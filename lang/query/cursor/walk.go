package cursor

import (
	"bytes"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/syntax"
	"github.com/agentboxc/agentboxc/schema"
)

// Bounds of what is read to find a place.
const (
	maxItem   = 256 << 10 // bytes of a top-level item
	maxFrames = 200
	maxRelex  = 20 // how often reading goes on behind a string or bracket that is not closed
)

// At returns the place of an offset in a file of native syntax, whose top root
// describes. It reads the top-level item around the offset alone.
func At(text []byte, offset int, root *schema.Block) *Place {
	offset = min(max(offset, 0), len(text))
	start, end := syntax.ItemAround(text, offset)
	return In(text, start, end, offset, root)
}

// In is At where it is known which part of the text holds the top-level item.
func In(text []byte, start, end, offset int, root *schema.Block) *Place {
	file := &Block{Schema: root, Start: start}
	w := &walker{text: text, limit: end, offset: offset, found: &Place{Offset: offset, Start: offset, End: offset, Blocks: []*Block{file}}}
	if end-start > maxItem {
		return w.found
	}
	w.frames = []*frame{{kind: body, at: start, block: file}}
	w.lex(start)
	w.run()
	w.finish()
	return w.found
}

// walker follows the tokens with what is open at each.
type walker struct {
	text   []byte
	limit  int // where the item ends
	offset int

	tokens  hclsyntax.Tokens
	at      int // of the next token
	relexed int

	frames []*frame
	placed bool
	found  *Place
	open   []*frame // those of the place
}

func (w *walker) lex(from int) {
	// What the lexer does not know is a token, too.
	w.tokens, _ = hclsyntax.LexConfig(w.text[from:w.limit], "", hcl.Pos{Line: 1, Column: 1, Byte: from})
	w.at = 0
}

// relex reads on from an offset as if nothing before it were a string.
func (w *walker) relex(from int) {
	if w.relexed++; w.relexed <= maxRelex {
		w.lex(min(from, w.limit))
	}
}

func (w *walker) run() {
	for w.at < len(w.tokens) {
		t := w.tokens[w.at]
		w.at++
		if !w.placed {
			w.look(t)
		}
		if t.Type == hclsyntax.TokenEOF || w.placed && w.isOver() || len(w.frames) > maxFrames {
			return
		}
		w.take(t)
	}
}

// isOver reports whether nothing that comes can belong to a block of the place.
func (w *walker) isOver() bool {
	if len(w.found.Blocks) == 1 {
		return true
	}
	return !slices.ContainsFunc(w.frames, func(f *frame) bool { return f.kind == body && f.block == w.found.Blocks[1] })
}

func (w *walker) top() *frame { return w.frames[len(w.frames)-1] }

func (w *walker) push(f *frame) { w.frames = append(w.frames, f) }

// pop closes the frames above so many.
func (w *walker) pop(to int) {
	for len(w.frames) > to {
		f := w.top()
		w.frames = w.frames[:len(w.frames)-1]
		switch {
		case f.kind == value:
			if f.attr != nil && !f.mixed {
				f.attr.Path = f.path
			}
		case f.kind == object:
			f.noteKey()
			if around := w.top(); around.kind == value && around.attr != nil && around.path == nil {
				around.attr.Keys = keyNames(f.keys)
			}
		}
	}
}

func keyNames(keys []word) []string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.text
	}
	return names
}

// innermost returns the index of the innermost body.
func (w *walker) innermost() int {
	i := len(w.frames) - 1
	for w.frames[i].kind != body {
		i--
	}
	return i
}

// peek returns the token that comes next, be it a line end.
func (w *walker) peek(ahead int) hclsyntax.Token {
	if i := w.at + ahead; i < len(w.tokens) {
		return w.tokens[i]
	}
	return hclsyntax.Token{Type: hclsyntax.TokenEOF}
}

func (w *walker) take(t hclsyntax.Token) {
	switch f := w.top(); {
	case t.Type == hclsyntax.TokenQuotedNewline:
		w.unclosed(t)
	case t.Type == hclsyntax.TokenNewline, t.Type == hclsyntax.TokenComment && bytes.HasSuffix(t.Bytes, []byte("\n")):
		w.newline()
	case t.Type == hclsyntax.TokenComment:
	case f.kind == body:
		w.inBody(f, t)
	case f.kind.isTemplate():
		w.inTemplate(f, t)
	default:
		w.inExpression(f, t)
	}
}

// unclosed ends a string that has no quote at its end, with the line.
func (w *walker) unclosed(t hclsyntax.Token) {
	i := len(w.frames) - 1
	for i > 0 && w.frames[i].kind != quoted {
		i--
	}
	if i > 0 {
		w.pop(i)
		w.closed(t.Range.Start.Byte)
	}
	w.relex(t.Range.End.Byte)
	w.newline()
}

// closed notes that a bracket or string has been closed, in what is around it.
func (w *walker) closed(end int) {
	if f := w.top(); f.kind != body {
		f.operand(end)
	}
}

func (w *walker) inBody(f *frame, t hclsyntax.Token) {
	text, at := string(t.Bytes), t.Range.Start.Byte
	switch {
	case t.Type == hclsyntax.TokenIdent && f.state == fresh:
		f.state, f.name, f.start = named, text, at
	case t.Type == hclsyntax.TokenIdent && f.state < spent:
		f.state, f.head = headed, append(f.head, text)
	case t.Type == hclsyntax.TokenOQuote:
		if f.state != fresh && f.state < spent {
			f.state = headed
		} else {
			f.state = spent
		}
		w.push(&frame{kind: quoted, at: at})
	case t.Type == hclsyntax.TokenEqual && f.state == named:
		w.beginValue(f, at)
	case t.Type == hclsyntax.TokenEqual:
		f.state = spent
		w.push(&frame{kind: value, at: at})
	case t.Type == hclsyntax.TokenOBrace:
		w.beginBody(f, at)
	case t.Type == hclsyntax.TokenCBrace:
		w.closeBrace(t)
	default:
		f.state = spent
	}
}

func (w *walker) beginValue(f *frame, at int) {
	a := &Attr{Name: f.name, Start: f.start}
	if f.block.Schema != nil {
		a.Schema = config.SchemaOf(f.block.Schema, f.name)
	}
	f.block.Attrs = append(f.block.Attrs, a)
	f.state = spent
	w.push(&frame{kind: value, at: at, attr: a})
}

func (w *walker) beginBody(f *frame, at int) {
	b := &Block{Type: f.name, Labels: f.head, Start: f.start}
	if f.block.Schema != nil && f.state != fresh {
		b.Schema = config.BlockSchema(f.block.Schema, f.name, f.head)
	}
	f.block.Blocks = append(f.block.Blocks, b)
	f.state = spent
	w.push(&frame{kind: body, at: at, block: b})
}

// newline ends what a line end ends. Where it ends nothing, the next line may show
// that a bracket was never closed.
func (w *walker) newline() {
	switch f := w.top(); f.kind {
	case body:
		f.reset()
		return
	case value:
		w.endValue()
		return
	case object:
		if f.done || f.inValue {
			f.reset()
		}
	case heredoc:
		return
	}
	if keep, unwinds := w.beginsItem(); unwinds {
		w.unwind(keep)
	}
}

// endValue closes the innermost value, and with it the item of the body.
func (w *walker) endValue() {
	i := w.innermost()
	w.pop(i + 1)
	w.frames[i].reset()
}

// unwind closes what was never closed: the frames above so many.
func (w *walker) unwind(keep int) {
	inString := slices.ContainsFunc(w.frames[keep:], func(f *frame) bool {
		return f.kind.isTemplate() || f.kind == interpolation || f.kind == directive
	})
	w.pop(keep)
	w.top().reset()
	if inString {
		w.relex(w.peek(0).Range.Start.Byte)
	}
}

// beginsItem reports whether the next line, though a bracket is open, begins an
// item of the body, and how many frames that leaves.
func (w *walker) beginsItem() (keep int, ok bool) {
	name, then := w.peek(0), w.peek(1)
	if name.Type != hclsyntax.TokenIdent {
		return 0, false
	}
	i := w.innermost()
	f := w.frames[i]
	if then.Type == hclsyntax.TokenOQuote || then.Type == hclsyntax.TokenOBrace {
		isBlock := f.block.Schema != nil && config.BlockSchema(f.block.Schema, string(name.Bytes), nil) != nil
		return i + 1, isBlock
	}
	if then.Type != hclsyntax.TokenEqual {
		return 0, false
	}
	innerObject := -1
	for j := i + 1; j < len(w.frames); j++ {
		if w.frames[j].kind == object {
			innerObject = j
		}
	}
	if innerObject < 0 {
		return i + 1, true
	}
	isAttr := f.block.Schema != nil && config.SchemaOf(f.block.Schema, string(name.Bytes)) != nil
	if isAttr && w.column(name.Range.Start.Byte) <= w.column(f.start) {
		return i + 1, true
	}
	return innerObject + 1, innerObject+1 < len(w.frames)
}

// column is how far into its line an offset is.
func (w *walker) column(at int) int { return at - bytes.LastIndexByte(w.text[:at], '\n') }

// closeBrace closes the innermost of what a brace can close.
func (w *walker) closeBrace(t hclsyntax.Token) {
	i := len(w.frames) - 1
	for !w.frames[i].kind.isBraceLike() {
		i--
	}
	f := w.frames[i]
	if f.kind == body && i == 0 {
		w.pop(1)
		f.state = spent
		return // one too many
	}
	if f.kind == interpolation || f.kind == directive {
		w.closeSequence(i)
		return
	}
	w.pop(i)
	w.closed(t.Range.End.Byte)
}

// closeSequence closes an interpolation or directive, and keeps what a for
// directive declares.
func (w *walker) closeSequence(i int) {
	f := w.frames[i]
	w.pop(i)
	template := w.top()
	switch f.first {
	case "for":
		template.loops = append(template.loops, len(template.names))
		template.names = append(template.names, f.names...)
	case "endfor":
		if n := len(template.loops); n > 0 {
			template.names = template.names[:template.loops[n-1]]
			template.loops = template.loops[:n-1]
		}
	}
}
