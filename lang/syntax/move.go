package syntax

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// mover copies trees to where their text has moved: an editor's change moves all
// that stands behind it, and several files may hold the same. To parse that again
// would take ten times as long. The trees themselves stay as they are.
type mover struct {
	by      diag.Offset
	symbols map[*hclsyntax.AnonSymbolExpr]*hclsyntax.AnonSymbolExpr
}

// Movable is an expression of another package that can be moved.
type Movable interface {
	hclsyntax.Expression
	// Moved returns a copy of the expression, for whose parts move makes copies.
	Moved(move func(hclsyntax.Expression) hclsyntax.Expression) hclsyntax.Expression
}

// MovedExpression returns a copy of an expression behind a move of its text.
func MovedExpression(e hclsyntax.Expression, by diag.Offset) hclsyntax.Expression {
	return newMover(by).expression(e)
}

func newMover(by diag.Offset) *mover { return &mover{by: by} }

func (m *mover) pos(p *hcl.Pos) {
	p.Line += m.by.Lines
	p.Byte += m.by.Bytes
}

// ranges moves ranges in place. Those that hcl has left empty stay so.
func (m *mover) ranges(all ...*hcl.Range) {
	for _, r := range all {
		if *r == (hcl.Range{}) {
			continue
		}
		if m.by.File != "" {
			r.Filename = m.by.File
		}
		m.pos(&r.Start)
		m.pos(&r.End)
	}
}

func (m *mover) body(b *hclsyntax.Body) *hclsyntax.Body {
	c := &hclsyntax.Body{SrcRange: b.SrcRange, EndRange: b.EndRange, Attributes: maps.Clone(b.Attributes), Blocks: slices.Clone(b.Blocks)}
	m.ranges(&c.SrcRange, &c.EndRange)
	for name, a := range c.Attributes {
		c.Attributes[name] = m.attribute(a)
	}
	for i, block := range c.Blocks {
		c.Blocks[i] = m.block(block)
	}
	return c
}

func (m *mover) attribute(a *hclsyntax.Attribute) *hclsyntax.Attribute {
	c := *a
	m.ranges(&c.SrcRange, &c.NameRange, &c.EqualsRange)
	c.Expr = m.expression(a.Expr)
	return &c
}

func (m *mover) block(b *hclsyntax.Block) *hclsyntax.Block {
	c := *b
	m.ranges(&c.TypeRange, &c.OpenBraceRange, &c.CloseBraceRange)
	c.LabelRanges = slices.Clone(b.LabelRanges)
	for i := range c.LabelRanges {
		m.ranges(&c.LabelRanges[i])
	}
	c.Body = m.body(b.Body)
	return &c
}

// expression copies an expression. The kinds are those that the parser makes of a
// text without errors.
func (m *mover) expression(e hclsyntax.Expression) hclsyntax.Expression {
	switch e := e.(type) {
	case nil:
		return nil
	case *hclsyntax.LiteralValueExpr:
		c := *e
		m.ranges(&c.SrcRange)
		return &c
	case *hclsyntax.ScopeTraversalExpr:
		c := *e
		m.ranges(&c.SrcRange)
		c.Traversal = m.traversal(e.Traversal)
		return &c
	case *hclsyntax.TemplateExpr:
		c := *e
		m.ranges(&c.SrcRange)
		c.Parts = m.expressions(e.Parts)
		return &c
	case *hclsyntax.TupleConsExpr:
		c := *e
		m.ranges(&c.SrcRange, &c.OpenRange)
		c.Exprs = m.expressions(e.Exprs)
		return &c
	case *hclsyntax.ObjectConsExpr:
		c := *e
		m.ranges(&c.SrcRange, &c.OpenRange)
		c.Items = slices.Clone(e.Items)
		for i, item := range e.Items {
			c.Items[i] = hclsyntax.ObjectConsItem{KeyExpr: m.expression(item.KeyExpr), ValueExpr: m.expression(item.ValueExpr)}
		}
		return &c
	case *hclsyntax.ObjectConsKeyExpr:
		return &hclsyntax.ObjectConsKeyExpr{Wrapped: m.expression(e.Wrapped), ForceNonLiteral: e.ForceNonLiteral}
	case *hclsyntax.FunctionCallExpr:
		c := *e
		m.ranges(&c.NameRange, &c.OpenParenRange, &c.CloseParenRange)
		c.Args = m.expressions(e.Args)
		return &c
	case *hclsyntax.ParenthesesExpr:
		c := *e
		m.ranges(&c.SrcRange)
		c.Expression = m.expression(e.Expression)
		return &c
	case Movable:
		return e.Moved(m.expression)
	}
	return m.computed(e)
}

// computed copies the expressions that are rarer.
func (m *mover) computed(e hclsyntax.Expression) hclsyntax.Expression {
	switch e := e.(type) {
	case *hclsyntax.ConditionalExpr:
		c := *e
		m.ranges(&c.SrcRange)
		c.Condition, c.TrueResult, c.FalseResult = m.expression(e.Condition), m.expression(e.TrueResult), m.expression(e.FalseResult)
		return &c
	case *hclsyntax.BinaryOpExpr:
		c := *e
		m.ranges(&c.SrcRange)
		c.LHS, c.RHS = m.expression(e.LHS), m.expression(e.RHS)
		return &c
	case *hclsyntax.UnaryOpExpr:
		c := *e
		m.ranges(&c.SrcRange, &c.SymbolRange)
		c.Val = m.expression(e.Val)
		return &c
	case *hclsyntax.IndexExpr:
		c := *e
		m.ranges(&c.SrcRange, &c.OpenRange, &c.BracketRange)
		c.Collection, c.Key = m.expression(e.Collection), m.expression(e.Key)
		return &c
	case *hclsyntax.RelativeTraversalExpr:
		c := *e
		m.ranges(&c.SrcRange)
		c.Source, c.Traversal = m.expression(e.Source), m.traversal(e.Traversal)
		return &c
	case *hclsyntax.TemplateWrapExpr:
		c := *e
		m.ranges(&c.SrcRange)
		c.Wrapped = m.expression(e.Wrapped)
		return &c
	case *hclsyntax.TemplateJoinExpr:
		return &hclsyntax.TemplateJoinExpr{Tuple: m.expression(e.Tuple)}
	case *hclsyntax.ForExpr:
		c := *e
		m.ranges(&c.SrcRange, &c.OpenRange, &c.CloseRange)
		c.CollExpr, c.KeyExpr, c.ValExpr, c.CondExpr = m.expression(e.CollExpr), m.expression(e.KeyExpr), m.expression(e.ValExpr), m.expression(e.CondExpr)
		return &c
	case *hclsyntax.SplatExpr:
		c := *e
		m.ranges(&c.SrcRange, &c.MarkerRange)
		c.Item = m.symbol(e.Item)
		c.Source, c.Each = m.expression(e.Source), m.expression(e.Each)
		return &c
	case *hclsyntax.AnonSymbolExpr:
		return m.symbol(e)
	}
	panic("syntax: no rule to move an expression of this kind")
}

// symbol copies what stands for each element in a splat expression: it is the same
// one wherever it stands.
func (m *mover) symbol(e *hclsyntax.AnonSymbolExpr) *hclsyntax.AnonSymbolExpr {
	c := m.symbols[e]
	if c == nil {
		c = &hclsyntax.AnonSymbolExpr{SrcRange: e.SrcRange}
		m.ranges(&c.SrcRange)
		if m.symbols == nil {
			m.symbols = map[*hclsyntax.AnonSymbolExpr]*hclsyntax.AnonSymbolExpr{}
		}
		m.symbols[e] = c
	}
	return c
}

func (m *mover) expressions(list []hclsyntax.Expression) []hclsyntax.Expression {
	if list == nil {
		return nil
	}
	moved := make([]hclsyntax.Expression, len(list))
	for i, e := range list {
		moved[i] = m.expression(e)
	}
	return moved
}

func (m *mover) traversal(t hcl.Traversal) hcl.Traversal {
	moved := make(hcl.Traversal, len(t))
	for i, step := range t {
		switch step := step.(type) {
		case hcl.TraverseRoot:
			m.ranges(&step.SrcRange)
			moved[i] = step
		case hcl.TraverseAttr:
			m.ranges(&step.SrcRange)
			moved[i] = step
		case hcl.TraverseIndex:
			m.ranges(&step.SrcRange)
			moved[i] = step
		case hcl.TraverseSplat:
			m.ranges(&step.SrcRange)
			step.Each = m.traversal(step.Each)
			moved[i] = step
		}
	}
	return moved
}
