package nix

// lambda writes a function. Parameters that are names stay on one line with
// each other, and with a body that starts with a bracket.
func (p *printer) lambda(e *Lambda) {
	if e.Param == "" {
		p.formals(e)
		if e.As != "" {
			p.text("@" + variable(e.As))
		}
		p.text(":")
		p.patternBody(place(e.Body, lowest))
		return
	}
	p.in(regular, func() {
		p.spacing(lineBreak)
		p.text(variable(e.Param) + ":")
		p.lambdaBody(place(e.Body, lowest), 1)
	})
}

func (p *printer) lambdaBody(o operand, depth int) {
	if inner, ok := o.Expr.(*Lambda); ok && inner.Param != "" {
		outer := p.from(inner)
		p.spacing(hardSpace)
		p.text(variable(inner.Param) + ":")
		p.lambdaBody(place(inner.Body, lowest), depth+1)
		p.src = outer
		return
	}
	switch {
	case o.absorbableExpr():
		p.spacing(hardSpace)
		p.in(first, func() { p.absorbed(o, false) })
	case depth <= 2:
		p.spacing(line)
		p.operand(o)
	default:
		p.spacing(hardLine)
		p.operand(o)
	}
}

// patternBody starts a set on the line below: nixfmt's versions differ about
// { a }: { … } on one line, but all leave it on two.
func (p *printer) patternBody(o operand) {
	p.spacing(line)
	if o.absorbable() {
		p.in(regular, func() { p.term(o.Expr, true) })
		return
	}
	p.operand(o)
}

// formals writes { a, b, ... }: in a line if there are up to two without
// defaults, else with one on each line.
func (p *printer) formals(e *Lambda) {
	if len(e.Formals) == 0 && !e.Open {
		p.text("{ }")
		return
	}
	edge := line
	if len(e.Formals) > 2 || len(e.Defaults) > 0 {
		edge = hardLine
	}
	p.in(regular, func() {
		p.text("{")
		p.spacing(edge)
		p.nested(func() { p.formalList(e, edge) })
		p.spacing(edge)
		p.text("}")
	})
}

func (p *printer) formalList(e *Lambda, separator spacing) {
	for i := range e.Formals {
		if i > 0 {
			p.text(",")
			p.spacing(separator)
		}
		p.formal(e, i)
	}
	switch {
	case e.Open && len(e.Formals) > 0:
		p.text(",")
		p.spacing(separator)
		p.text("...")
	case e.Open:
		p.text("...")
	default:
		p.trailing(",")
	}
}

func (p *printer) formal(e *Lambda, i int) {
	value := e.defaultOf(i)
	if value == nil {
		p.text(variable(e.Formals[i]))
		return
	}
	p.in(regular, func() {
		p.text(variable(e.Formals[i]))
		p.spacing(hardSpace)
		p.nested(func() {
			p.text("?")
			p.value(value)
		})
	})
}

// defaultOf is the default of the formal i, or nil.
func (e *Lambda) defaultOf(i int) Expr {
	if i < len(e.Defaults) {
		return e.Defaults[i]
	}
	return nil
}
