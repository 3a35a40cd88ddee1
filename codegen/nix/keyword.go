package nix

import "github.com/agentboxc/agentboxc/lang/diag"

// let writes let … in … on lines of their own.
func (p *printer) let(e *Let) {
	p.in(regular, func() {
		p.text("let")
		p.spacing(hardLine)
		p.nested(func() { p.binds(e.Binds) })
	})
	p.spacing(hardLine)
	p.in(regular, func() {
		p.text("in")
		p.spacing(hardLine)
		p.expr(e.Body)
	})
}

// conditional writes if … then … else …, and the else branch's own one at the
// same depth.
func (p *printer) conditional(e *If, edge spacing) {
	p.in(regular, func() {
		p.text("if")
		p.spacing(line)
		p.nested(func() { p.expr(e.Cond) })
		p.spacing(line)
		p.text("then")
	})
	p.spacing(edge)
	p.nested(func() {
		p.in(regular, func() { p.expr(e.Then) })
	})
	p.spacing(edge)
	p.text("else")
	if nested, ok := view(e.Else).(*If); ok {
		outer := p.from(nested)
		p.spacing(hardSpace)
		p.conditional(nested, hardLine)
		p.src = outer
		return
	}
	p.spacing(line)
	p.nested(func() {
		p.in(regular, func() { p.expr(e.Else) })
	})
}

// with writes with …; and the body, on the same line if it fits.
func (p *printer) with(e *With) {
	p.in(regular, func() { p.scope(e) })
	p.spacing(line)
	p.expr(e.Body)
}

func (p *printer) absorbedWith(e *With) {
	outer := p.from(e)
	p.in(regular, func() {
		p.spacing(lineBreak)
		p.scope(e)
		p.spacing(hardSpace)
		p.in(first, func() { p.term(view(e.Body), true) })
	})
	p.src = outer
}

func (p *printer) scope(e *With) {
	p.text("with")
	p.spacing(hardSpace)
	p.nested(func() {
		p.in(regular, func() { p.expr(e.Scope) })
	})
	p.text(";")
}

// assert writes assert …; like a call of a function, and the body below it.
func (p *printer) assert(e *Assert) {
	fn, args := operand{Expr: word("assert")}, []operand{place(e.Cond, lowest)}
	if c, ok := args[0].Expr.(*Apply); ok {
		condition, rest := spine(c)
		args = append([]operand{condition}, rest...)
	}
	p.in(regular, func() {
		p.call(fn, args, call{})
		p.text(";")
		p.spacing(hardLine)
		p.expr(e.Body)
	})
}

// word is a keyword in the place of an expression.
type word string

func (word) expr()              {}
func (word) Source() diag.Range { return diag.Range{} }
