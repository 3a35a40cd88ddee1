package syntax

import (
	"reflect"
	"slices"
	"sort"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// jsonString is the text that a string stands for, and where each byte of it is
// in the file.
type jsonString struct {
	node  *jsonNode
	start hcl.Pos // of the text, behind the quote
	text  []byte  // without escapes
	marks []jsonPoint
}

// jsonPoint says that a byte of the text is a byte of what is written. From one
// point to the next both go on in step, unless an escape is between them.
type jsonPoint struct{ text, raw, column int }

// stride is how far apart points are, which bounds the bytes to count columns in.
const stride = 64

// textOf replaces the escapes of a string. A NUL, which was reported, is left out.
func textOf(n *jsonNode) *jsonString {
	s := &jsonString{node: n, start: n.inside().Start, text: n.raw}
	if !n.escapes {
		return s
	}
	s.text = make([]byte, 0, len(n.raw))
	for i := 0; i < len(n.raw); {
		if n.raw[i] != '\\' {
			s.text = append(s.text, n.raw[i])
			i++
			continue
		}
		e := escapeAt(n.raw, i)
		s.text = e.appendTo(s.text)
		i += e.width
	}
	return s
}

func (e jsonEscaped) appendTo(text []byte) []byte {
	if e.char == 0 {
		return text
	}
	return utf8.AppendRune(text, e.char)
}

// mark notes the points. Most strings need none: they hold no expression.
func (s *jsonString) mark() {
	raw := s.node.raw
	last, text := jsonPoint{}, 0
	s.marks = append(s.marks, last)
	point := func(at int) {
		if at > last.raw {
			last = jsonPoint{text, at, last.column + source.Columns(raw[last.raw:at])}
			s.marks = append(s.marks, last)
		}
	}
	for i := 0; i < len(raw); {
		if raw[i] == '\\' {
			e := escapeAt(raw, i)
			point(i)
			text += len(e.appendTo(nil))
			i += e.width
			point(i)
			continue
		}
		// Between two ASCII characters no character is cut.
		if i-last.raw >= stride && raw[i] < utf8.RuneSelf && raw[i-1] < utf8.RuneSelf {
			point(i)
		}
		text++
		i++
	}
}

// place returns where a byte of the text is in the file.
func (s *jsonString) place(offset int) hcl.Pos {
	if s.marks == nil {
		s.mark()
	}
	offset = min(max(offset, 0), len(s.text))
	at, limit := jsonPoint{}, len(s.node.raw)
	if i := sort.Search(len(s.marks), func(i int) bool { return s.marks[i].text > offset }); i > 0 {
		at = s.marks[i-1]
		if i < len(s.marks) {
			limit = s.marks[i].raw
		}
	}
	raw := min(at.raw+offset-at.text, limit)
	for raw < len(s.node.raw) && raw > at.raw && !utf8.RuneStart(s.node.raw[raw]) {
		raw-- // hcl places some errors inside a character
	}
	pos := s.start
	pos.Column += at.column + source.Columns(s.node.raw[at.raw:raw])
	pos.Byte += raw
	return pos
}

func (s *jsonString) locate(start, end int) diag.Range {
	return Range(hcl.Range{Filename: s.node.at.Filename, Start: s.place(start), End: s.place(max(start, end))})
}

// moved is a range of the text as a range of the file. The parser counted its
// positions on from the start of the string, as if there were no escapes.
func (s *jsonString) moved(r hcl.Range) hcl.Range {
	start, end := r.Start.Byte-s.start.Byte, r.End.Byte-s.start.Byte
	return hcl.Range{Filename: r.Filename, Start: s.place(start), End: s.place(max(start, end))}
}

// settle moves every range of a tree to its place in the file.
func (s *jsonString) settle(tree hclsyntax.Node) {
	if !s.node.escapes {
		return // they are there already
	}
	_ = hclsyntax.VisitAll(tree, func(n hclsyntax.Node) hcl.Diagnostics {
		s.settleNode(n)
		if key, ok := n.(*hclsyntax.ObjectConsKeyExpr); ok && !key.ForceNonLiteral && hcl.ExprAsKeyword(key.Wrapped) != "" {
			s.settleNode(key.Wrapped) // a bare name, which the walk does not enter
		}
		return nil
	})
}

// settleNode goes by the types of the fields: hclsyntax has some twenty kinds of
// nodes, with one to three ranges each.
func (s *jsonString) settleNode(n hclsyntax.Node) {
	v := reflect.Indirect(reflect.ValueOf(n))
	if !v.CanAddr() || v.Kind() != reflect.Struct {
		return // a list of nodes, or a scope around one
	}
	for i := range v.NumField() {
		s.settleField(v.Field(i))
	}
}

func (s *jsonString) settleField(field reflect.Value) {
	if !field.CanInterface() {
		return
	}
	switch f := field.Addr().Interface().(type) {
	case *hcl.Range:
		*f = s.moved(*f)
	case *hcl.Traversal:
		*f = s.settledSteps(*f)
	}
}

func (s *jsonString) settledSteps(steps hcl.Traversal) hcl.Traversal {
	steps = slices.Clone(steps)
	for i, step := range steps {
		switch step := step.(type) {
		case hcl.TraverseRoot:
			step.SrcRange = s.moved(step.SrcRange)
			steps[i] = step
		case hcl.TraverseAttr:
			step.SrcRange = s.moved(step.SrcRange)
			steps[i] = step
		case hcl.TraverseIndex:
			step.SrcRange = s.moved(step.SrcRange)
			steps[i] = step
		case hcl.TraverseSplat:
			step.SrcRange = s.moved(step.SrcRange)
			steps[i] = step
		}
	}
	return steps
}
