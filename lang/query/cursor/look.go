package cursor

import (
	"bytes"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// look finds out whether the offset is before the end of a token that comes, and
// then what it is a place for. What precedes the token has been taken.
func (w *walker) look(t hclsyntax.Token) {
	start, end := t.Range.Start.Byte, t.Range.End.Byte
	switch {
	case w.offset > end:
		return
	case t.Type == hclsyntax.TokenIdent && w.offset >= start:
		w.found.Start, w.found.End = start, end
		w.atWord(w.top())
	case (t.Type == hclsyntax.TokenQuotedLit || t.Type == hclsyntax.TokenStringLit) && w.offset >= start:
		w.atText(w.top())
	case w.offset <= start:
		w.atGap(w.top(), t)
	case t.Type == hclsyntax.TokenNumberLit, w.offset < end, isOpenComment(t):
		// Inside a token that holds no name.
	default:
		return
	}
	w.place()
}

// isOpenComment reports whether a comment goes on behind its last character.
func isOpenComment(t hclsyntax.Token) bool {
	return t.Type == hclsyntax.TokenComment && !bytes.HasSuffix(t.Bytes, []byte("\n")) && !bytes.HasSuffix(t.Bytes, []byte("*/"))
}

// place keeps what is open.
func (w *walker) place() {
	w.placed = true
	p := w.found
	p.Blocks = nil
	for _, f := range w.frames {
		switch f.kind {
		case body:
			p.Blocks = append(p.Blocks, f.block)
		case value:
			p.Attr = f.attr
			if p.Attr == nil {
				p.Attr = &Attr{}
			}
		default:
			if p.Attr != nil {
				p.Around = append(p.Around, f.exported())
				w.open = append(w.open, f)
			}
		}
		if f.loop == none || f.loop == result {
			p.Names = append(p.Names, f.names...)
		}
	}
	if n := len(w.open); p.Quoted && n > 0 { // that string is the place itself
		p.Around, w.open = p.Around[:n-1], w.open[:n-1]
	}
	for i, j := 0, len(p.Names)-1; i < j; i, j = i+1, j-1 {
		p.Names[i], p.Names[j] = p.Names[j], p.Names[i]
	}
}

// finish adds what stands behind the offset: the keys of objects. What is being
// written at the offset is not there yet.
func (w *walker) finish() {
	p := w.found
	for i, f := range w.open {
		for _, k := range f.keys {
			written := k.at >= p.Start && k.at <= p.End
			if !written && k.text != p.Around[i].Key {
				p.Around[i].Keys = append(p.Around[i].Keys, k.text)
			}
		}
	}
	if p.Attr == nil && p.Kind >= Operand {
		p.Kind = Nothing // in the template of a label, which cannot be one
	}
	if p.Kind == Nothing {
		p.Start, p.End = p.Offset, p.Offset
	}
	if p.Kind != Name {
		return
	}
	inner := p.Inner()
	for i, a := range inner.Attrs {
		if a.Start == p.Start {
			inner.Attrs = append(inner.Attrs[:i:i], inner.Attrs[i+1:]...)
			break
		}
	}
	for i, b := range inner.Blocks {
		if b.Start == p.Start {
			inner.Blocks = append(inner.Blocks[:i:i], inner.Blocks[i+1:]...)
			break
		}
	}
}

func (w *walker) atWord(f *frame) {
	p := w.found
	switch {
	case f.kind == body:
		w.atItem(f)
	case f.kind == quoted || f.kind == heredoc:
	case f.dot:
		p.Kind, p.Path = Step, f.path
		p.Follows = w.following()
		if f.path == nil {
			p.Kind = Nothing
		}
	case f.loop == variables, f.done, f.kind == directive && f.first == "":
	case f.kind == object && !f.inValue && f.loop == none:
		p.Kind = Key
		p.Follows = w.following()
	default:
		p.Kind = Operand
		p.Follows = w.following()
	}
}

// following is what stands behind the token that comes.
func (w *walker) following() Follow {
	switch w.peek(0).Type {
	case hclsyntax.TokenEqual, hclsyntax.TokenColon:
		return Equals
	case hclsyntax.TokenOQuote, hclsyntax.TokenIdent:
		return Labels
	case hclsyntax.TokenOBrace:
		return Brace
	case hclsyntax.TokenOParen:
		return Paren
	case hclsyntax.TokenDot, hclsyntax.TokenOBrack:
		return Dot
	}
	return End
}

// atItem is a place in a body: a name, or a label.
func (w *walker) atItem(f *frame) {
	p := w.found
	switch f.state {
	case fresh:
		p.Kind, p.Follows = Name, w.following()
	case named, headed:
		p.Kind, p.Header = Label, Header{f.name, f.head}
	}
}

// atGap is a place between tokens, before t.
func (w *walker) atGap(f *frame, t hclsyntax.Token) {
	p := w.found
	switch {
	case f.kind == body:
		w.at-- // nothing has been read of what follows
		w.atItem(f)
		w.at++
	case f.kind == quoted:
		w.atText(f)
	case f.kind == heredoc:
	case f.dot:
		if p.Path = f.path; f.path != nil {
			p.Kind = Step
		}
	case f.done, f.loop == variables, f.kind == directive && f.first == "", w.isOperand(t):
	case f.kind == object && !f.inValue && f.loop == none:
		p.Kind = Key
	case f.kind == brackets:
		p.Kind, p.Path = Operand, nil
		if around := w.frames[len(w.frames)-2]; around.path != nil {
			p.Kind, p.Path = Index, around.path
		}
	default:
		p.Kind = Operand
	}
}

// isOperand reports whether the token begins an operand that the place would have
// to stand beside.
func (w *walker) isOperand(t hclsyntax.Token) bool {
	switch t.Type {
	case hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc, hclsyntax.TokenNumberLit, hclsyntax.TokenOBrack,
		hclsyntax.TokenOBrace, hclsyntax.TokenOParen, hclsyntax.TokenIdent:
		return bytes.IndexByte(w.text[w.offset:t.Range.Start.Byte], '\n') < 0
	}
	return false
}

// atText is a place in a quoted string.
func (w *walker) atText(f *frame) {
	p := w.found
	if f.kind != quoted || f.mixed {
		return
	}
	end, closed := w.textEnd()
	if end < 0 {
		return
	}
	p.Start, p.End, p.Quoted, p.Closed = f.at+1, end, true, closed
	switch around := w.frames[len(w.frames)-2]; {
	case around.kind == body:
		if around.state == headed {
			p.Kind, p.Header = Label, Header{around.name, around.head}
		}
	case around.kind == object && !around.inValue && around.loop == none:
		p.Kind = Key
	case around.kind == brackets:
		if before := w.frames[len(w.frames)-3]; before.path != nil && !around.done && !around.mixed {
			p.Kind, p.Path = Index, before.path
		}
	default:
		p.Kind = Text
	}
}

// textEnd is where the text of the string ends in which the offset is: -1 when it
// is more than text.
func (w *walker) textEnd() (end int, closed bool) {
	for i := w.at - 1; i < len(w.tokens); i++ {
		switch t := w.tokens[i]; t.Type {
		case hclsyntax.TokenQuotedLit, hclsyntax.TokenStringLit:
		case hclsyntax.TokenCQuote:
			return t.Range.Start.Byte, true
		case hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
			return -1, false
		default:
			return t.Range.Start.Byte, false
		}
	}
	return len(w.text), false
}
