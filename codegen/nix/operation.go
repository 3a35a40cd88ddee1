package nix

// binary writes an operation. Operators of the same kind in a row are broken
// together, each at the start of its line.
func (p *printer) binary(e *Binary) {
	if op := operatorOf(e.Op).precedence; op == equality || op == comparison {
		o := operatorOf(e.Op)
		p.operand(place(e.Left, o.precedence+1))
		p.spacing(softSpace)
		p.text(e.Op)
		p.spacing(hardSpace)
		p.operand(place(e.Right, o.precedence+1))
		return
	}
	p.operation(e, operands(nil, e), false)
}

// operands are the operands of a row of the same operator, appended to row.
func operands(row []operand, e *Binary) []operand {
	o := operatorOf(e.Op)
	left, right := o.precedence+1, o.precedence+1
	switch o.associativity {
	case leftward:
		left = o.precedence
	case rightward:
		right = o.precedence
	}
	row = appendRow(row, e.Op, place(e.Left, left))
	return appendRow(row, e.Op, place(e.Right, right))
}

func appendRow(row []operand, op string, o operand) []operand {
	if b, ok := o.Expr.(*Binary); ok && !o.parens && b.Op == op {
		return operands(row, b)
	}
	return append(row, o)
}

// operation writes a row of operands. With wide, a set in front has its braces
// on their own lines.
func (p *printer) operation(e *Binary, row []operand, wide bool) {
	p.in(regular, func() {
		if wide && row[0].absorbable() {
			p.term(row[0].Expr, true)
		} else {
			p.operand(row[0])
		}
		separator := line
		if operatorOf(e.Op).precedence == pipes && len(row) > 3 {
			separator = hardLine
		}
		for _, o := range row[1:] {
			p.spacing(separator)
			p.text(e.Op)
			p.nested(func() { p.rightOperand(o) })
		}
	})
}

func (p *printer) rightOperand(o operand) {
	if !o.parens {
		switch e := o.Expr.(type) {
		case *Binary:
			p.in(regular, func() {
				p.spacing(line)
				p.operand(o)
			})
			return
		case *Apply:
			p.in(regular, func() { p.apply(e, call{lead: true}) })
			return
		}
	}
	p.spacing(hardSpace)
	p.operand(o)
}

// joins reports whether an operator's row may stay on the line of what is in
// front of it.
func joins(op string) bool { return op == "//" || op == "++" || op == "+" }

// has writes x ? a.b.
func (p *printer) has(e *Has) {
	p.operand(place(e.Of, hasAttribute+1))
	p.spacing(softSpace)
	p.text("?")
	p.spacing(hardSpace)
	p.path(e.Path)
}

func (p *printer) unary(e *Unary) {
	if e.Op != "!" && e.Op != "-" {
		panic("nix: unknown operator " + e.Op)
	}
	p.text(e.Op)
	x := place(e.X, precedenceOf(e))
	x.parens = x.parens || startsWithPath(x.Expr) // a minus before it would be a part of the path
	p.operand(x)
}

func startsWithPath(e Expr) bool {
	switch e := view(e).(type) {
	case *Path, *Outside:
		return true
	case *Apply:
		return startsWithPath(e.Fn)
	case *Select:
		return startsWithPath(e.Of)
	case *Has:
		return startsWithPath(e.Of)
	case *Binary:
		return startsWithPath(e.Left)
	}
	return false
}
