package syntax

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/schema"
)

// jsonReading says what a string in the value of an attribute is.
type jsonReading uint8

const (
	asTemplate   jsonReading = iota // text, in which ${…} and %{…} mean what they do elsewhere
	asReference                     // an address, as no text is accepted there
	asExpression                    // an expression that is not evaluated
)

func readingOf(a *schema.Attr) jsonReading {
	switch {
	case a.Unevaluated:
		return asExpression
	case onlyReferences(a.Type):
		return asReference
	}
	return asTemplate
}

func onlyReferences(t schema.Type) bool {
	return t.Ref != "" && t.Value == cty.NilType && (t.Or == nil || onlyReferences(*t.Or))
}

// expression turns a value into the expression that native syntax would have.
func (u *jsonUnit) expression(n *jsonNode, as jsonReading) hclsyntax.Expression {
	switch n.kind {
	case jsonNull:
		return u.literal(n, cty.NullVal(cty.DynamicPseudoType))
	case jsonFlag:
		return u.literal(n, cty.BoolVal(string(n.raw) == "true"))
	case jsonNumber:
		if v, err := cty.ParseNumberVal(string(n.raw)); err == nil {
			return u.literal(n, v)
		}
	case jsonText:
		return u.string(n, as)
	case jsonArray:
		tuple := &hclsyntax.TupleConsExpr{SrcRange: n.at, OpenRange: n.opening()}
		for _, item := range n.items {
			tuple.Exprs = append(tuple.Exprs, u.expression(item, as))
		}
		return tuple
	case jsonObject:
		return u.object(n, as)
	}
	return u.literal(n, cty.DynamicVal)
}

func (u *jsonUnit) literal(n *jsonNode, v cty.Value) hclsyntax.Expression {
	return &hclsyntax.LiteralValueExpr{Val: v, SrcRange: n.at}
}

// object leaves out the names that stand there before: all but the first.
func (u *jsonUnit) object(n *jsonNode, as jsonReading) hclsyntax.Expression {
	object := &hclsyntax.ObjectConsExpr{SrcRange: n.at, OpenRange: n.opening()}
	first := make(map[string]*jsonNode, len(n.members))
	for _, m := range n.members {
		name := string(textOf(m.name).text)
		if earlier, taken := first[name]; taken {
			u.remark(jsonTwice{where: Range(m.name.at), first: Range(earlier.at), name: name}, m.name.at)
			continue
		}
		first[name] = m.name
		object.Items = append(object.Items, hclsyntax.ObjectConsItem{
			KeyExpr:   &hclsyntax.ObjectConsKeyExpr{Wrapped: u.string(m.name, asTemplate), ForceNonLiteral: true},
			ValueExpr: u.expression(m.value, as),
		})
	}
	return object
}

// string reads a string. A mistake in it is reported, and its value unknown.
func (u *jsonUnit) string(n *jsonNode, as jsonReading) hclsyntax.Expression {
	s := textOf(n)
	sequence := bytes.Contains(s.text, []byte("${")) || bytes.Contains(s.text, []byte("%{"))
	switch {
	case u.plain:
	case sequence:
		return u.template(s)
	case as == asReference:
		if e := u.address(s); e != nil {
			return e
		}
	case as == asExpression:
		return u.code(s)
	}
	return text(n, &hclsyntax.LiteralValueExpr{Val: cty.StringVal(string(s.text)), SrcRange: n.inside()})
}

// text is a string with its quotes, as native syntax has it.
func text(n *jsonNode, parts ...hclsyntax.Expression) *hclsyntax.TemplateExpr {
	return &hclsyntax.TemplateExpr{Parts: parts, SrcRange: n.at}
}

// template parses a string with interpolations. When it is one interpolation and
// nothing else, its value is that of the expression, whatever the type.
func (u *jsonUnit) template(s *jsonString) hclsyntax.Expression {
	guard := newScanner(s.text, s.locate)
	// A template is read like a heredoc, in which quotes and backslashes are text.
	// No line can be the end of this one.
	guard.frames = append(guard.frames, frame{kind: heredoc, marker: []byte("\n")})
	expr := u.parse(s, guard, hclsyntax.ParseTemplate)
	switch e := expr.(type) {
	case *hclsyntax.TemplateWrapExpr:
		return e.Wrapped
	case *hclsyntax.TemplateExpr:
		return text(s.node, e.Parts...)
	}
	return expr
}

func (u *jsonUnit) code(s *jsonString) hclsyntax.Expression {
	guard := newScanner(s.text, s.locate)
	guard.frames[0].lines = false
	return u.parse(s, guard, hclsyntax.ParseExpression)
}

type jsonParser func(text []byte, file string, start hcl.Pos) (hclsyntax.Expression, hcl.Diagnostics)

// parse is what both syntaxes do with an expression: guard it, parse it, and say
// what is wrong.
func (u *jsonUnit) parse(s *jsonString, guard *scanner, parse jsonParser) hclsyntax.Expression {
	if u.tokens > maxTokens {
		return u.broken(s) // it was said of an earlier string
	}
	guard.tokens, guard.melding = u.tokens, u.melding
	outer := len(guard.frames)
	guard.runInside(outer)
	for _, template := range guard.frames[1:min(outer, len(guard.frames))] {
		guard.weigh(template, len(s.text))
	}
	if p := guard.first; p != nil {
		switch open := p.(type) {
		case unclosedBracket:
			p = jsonUnfinished{where: open.where, opener: open.opener}
		case unclosedString:
			p = jsonUnfinished{where: s.locate(guard.cut, guard.cut+1), opener: `"`}
		}
		if _, full := p.(tooManyTokens); full {
			u.tokens = guard.tokens
		}
		u.damage(p, s.place(guard.cut).Byte)
		return u.broken(s)
	}
	u.tokens, u.melding = guard.tokens, guard.melding
	for _, at := range guard.nuls {
		u.damage(nulEscape{s.locate(at, at+escapeWidth(s.text[at+1]))}, s.place(at).Byte)
	}
	expr, hclDiags := parse(s.text, s.node.at.Filename, s.start)
	if first := firstDamage(hclDiags); first != nil {
		u.damage(s.phrase(first), s.place(first.Subject.Start.Byte-s.start.Byte).Byte)
		return u.broken(s)
	}
	cleanValues(expr, s.text, s.start.Byte, len(guard.nuls) > 0)
	s.settle(expr)
	return expr
}

func (u *jsonUnit) broken(s *jsonString) hclsyntax.Expression {
	return u.literal(s.node, cty.DynamicVal)
}

// phrase says what hcl found in the string, at its place in the file.
func (s *jsonString) phrase(d *hcl.Diagnostic) diag.Problem {
	p := phrase(s.text, s.start.Byte, d).(damage)
	move := func(r *diag.Range) { *r = s.locate(r.Start.Byte-s.start.Byte, r.End.Byte-s.start.Byte) }
	move(&p.where)
	for i := range p.related {
		move(&p.related[i].Range)
	}
	p.fixes = nil // they are for native syntax
	return p
}

// address parses a string that is one reference; nil when it is something else.
func (u *jsonUnit) address(s *jsonString) hclsyntax.Expression {
	guard := newScanner(s.text, s.locate)
	if guard.run(); guard.first != nil {
		return nil
	}
	steps, hclDiags := hclsyntax.ParseTraversalAbs(s.text, s.node.at.Filename, s.start)
	if hclDiags.HasErrors() || len(steps) == 0 {
		return nil
	}
	e := &hclsyntax.ScopeTraversalExpr{Traversal: steps, SrcRange: steps.SourceRange()}
	s.settle(e)
	return e
}
