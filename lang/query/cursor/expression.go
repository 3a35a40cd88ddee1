package cursor

import (
	"bytes"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

func (w *walker) inTemplate(f *frame, t hclsyntax.Token) {
	at := t.Range.Start.Byte
	switch t.Type {
	case hclsyntax.TokenTemplateInterp:
		f.mixed = true
		w.push(&frame{kind: interpolation, at: at})
	case hclsyntax.TokenTemplateControl:
		f.mixed = true
		w.push(&frame{kind: directive, at: at})
	case hclsyntax.TokenQuotedLit, hclsyntax.TokenStringLit:
		if f.text == "" {
			f.text = string(t.Bytes)
		}
	case hclsyntax.TokenCQuote, hclsyntax.TokenCHeredoc:
		w.closeString(f, t.Range.End.Byte)
	}
}

// closeString hands the text of a string to what it belongs to: a label, a key, or
// an index.
func (w *walker) closeString(f *frame, end int) {
	text := f.text
	if f.mixed {
		text = ""
	}
	w.pop(len(w.frames) - 1)
	switch around := w.top(); {
	case around.kind == body:
		around.head = append(around.head, text)
	case around.kind == object && !around.inValue:
		around.key, around.keyAt = text, f.at+1
		around.operand(end)
	case around.kind == brackets && !f.mixed && !around.done && !around.mixed:
		around.done, around.path = true, []string{text}
	default:
		if around.kind == value && around.attr != nil && !around.mixed {
			around.attr.Text = text
		}
		around.operand(end)
	}
}

func (w *walker) inExpression(f *frame, t hclsyntax.Token) {
	at, end := t.Range.Start.Byte, t.Range.End.Byte
	switch t.Type {
	case hclsyntax.TokenIdent:
		w.name(f, t)
	case hclsyntax.TokenNumberLit:
		w.number(f, t)
	case hclsyntax.TokenDot:
		f.done, f.dot = false, true
	case hclsyntax.TokenStar:
		w.star(f)
	case hclsyntax.TokenOBrack:
		w.openBracket(f, at)
	case hclsyntax.TokenOParen:
		w.openParen(f, at)
	case hclsyntax.TokenOBrace:
		w.push(&frame{kind: object, at: at})
	case hclsyntax.TokenOQuote:
		w.push(&frame{kind: quoted, at: at})
	case hclsyntax.TokenOHeredoc:
		w.push(&frame{kind: heredoc, at: at})
	case hclsyntax.TokenCBrack:
		w.closeBracket(end, list, brackets)
	case hclsyntax.TokenCParen:
		w.closeBracket(end, group, call)
	case hclsyntax.TokenCBrace, hclsyntax.TokenTemplateSeqEnd:
		w.closeBrace(t)
	default:
		w.punctuation(f, t.Type)
	}
}

func (w *walker) punctuation(f *frame, t hclsyntax.TokenType) {
	switch {
	case t == hclsyntax.TokenComma && f.loop == variables:
	case t == hclsyntax.TokenComma:
		f.index++
		f.reset()
	case f.kind == object && !f.inValue && f.loop == none && (t == hclsyntax.TokenEqual || t == hclsyntax.TokenColon):
		f.inValue = true
		f.next()
	case t == hclsyntax.TokenColon && f.loop == collection:
		f.loop = result
		f.next()
	default:
		f.operator()
	}
}

// name reads a word: a step, a keyword, a variable that is declared, a key or the
// start of a reference.
func (w *walker) name(f *frame, t hclsyntax.Token) {
	text := string(t.Bytes)
	f.end = t.Range.End.Byte
	switch {
	case f.dot:
		f.done, f.dot = true, false
		if f.path != nil {
			f.path = append(f.path[:len(f.path):len(f.path)], text)
		}
	case f.kind == directive && f.first == "":
		f.first = text
		if text == "for" {
			f.loop = variables
		}
	case f.loop == variables && text == "in":
		f.loop = collection
		f.next()
	case f.loop == variables:
		f.names = append(f.names, text)
	case f.loop == none && text == "for" && w.startsLoop(f):
		f.loop = variables
	case f.loop == result && f.done && text == "if":
		f.operator()
	case f.kind == object && !f.inValue && f.loop == none:
		f.key, f.keyAt, f.done = text, t.Range.Start.Byte, true
	default:
		f.path, f.done = []string{text}, true
		w.noteRoot(text)
	}
}

// startsLoop reports whether "for" begins a for expression.
func (w *walker) startsLoop(f *frame) bool {
	fits := f.kind == list || f.kind == object && !f.inValue
	return fits && f.index == 0 && !f.done && w.peek(0).Type == hclsyntax.TokenIdent
}

// maxRoots bounds the words that are kept of a value.
const maxRoots = 100

func (w *walker) noteRoot(text string) {
	for i := len(w.frames) - 1; w.frames[i].kind != body; i-- {
		if a := w.frames[i].attr; a != nil && len(a.Roots) < maxRoots {
			a.Roots = append(a.Roots, text)
			return
		}
	}
}

// number is an operand, or a step as in list.0 and list[0].
func (w *walker) number(f *frame, t hclsyntax.Token) {
	text := string(t.Bytes)
	switch {
	case f.dot && f.path != nil:
		f.done, f.dot = true, false
		f.path = append(f.path[:len(f.path):len(f.path)], text)
	case f.kind == brackets && !f.done && !f.mixed:
		f.done, f.path = true, []string{text}
	default:
		f.operand(t.Range.End.Byte)
	}
}

// star is a step that stands for all elements, or an operator.
func (w *walker) star(f *frame) {
	switch {
	case f.dot:
		f.done, f.dot = true, false
		if f.path != nil {
			f.path = append(f.path[:len(f.path):len(f.path)], "*")
		}
	case f.kind == brackets && !f.done:
		f.done, f.path = true, []string{"*"}
	default:
		f.operator()
	}
}

func (w *walker) openBracket(f *frame, at int) {
	if f.done && f.loop != variables {
		w.push(&frame{kind: brackets, at: at})
		return
	}
	w.push(&frame{kind: list, at: at})
}

func (w *walker) openParen(f *frame, at int) {
	if f.done && len(f.path) == 1 && f.end == at {
		w.push(&frame{kind: call, at: at, function: f.path[0]})
		return
	}
	w.push(&frame{kind: group, at: at})
}

// closeBracket closes the innermost frame of one of two kinds, within the same
// string and body.
func (w *walker) closeBracket(end int, a, b kind) {
	i := len(w.frames) - 1
	for k := w.frames[i].kind; k != a && k != b; k = w.frames[i].kind {
		if k == body || k == value || k.isTemplate() || k == interpolation || k == directive {
			return
		}
		i--
	}
	f := w.frames[i]
	w.pop(i)
	around := w.top()
	if f.kind != brackets {
		w.closed(end)
		return
	}
	around.done, around.dot, around.end = true, false, end
	if around.path == nil {
		return
	}
	step := "*"
	if !f.mixed && len(f.path) == 1 && w.isConstant(f) {
		step = f.path[0]
	}
	around.path = append(around.path[:len(around.path):len(around.path)], step)
}

// isConstant reports whether what is in the brackets is a string or number.
func (w *walker) isConstant(f *frame) bool {
	first := bytes.TrimLeft(w.text[f.at+1:], " \t")[0]
	return first == '"' || first >= '0' && first <= '9'
}
