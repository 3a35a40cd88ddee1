package nix

// call says how a call stands in its surroundings.
type call struct {
	lead   bool // it may start on a new line, if more than its last argument is broken
	indent bool // the function is indented too
	trail  bool // a line break may follow
}

func (p *printer) apply(e *Apply, c call) {
	fn, args := spine(e)
	outer := p.from(e)
	p.call(fn, args, c)
	p.src = outer
}

// call writes a function with its arguments as a group. The last argument is
// broken first, then the others one by one; two lists at the end share their
// fate.
func (p *printer) call(fn operand, args []operand, c call) {
	last := len(args) - 1
	p.in(regular, func() {
		start := len(p.tokens)
		if c.lead {
			p.spacing(line)
		}
		if last > 0 && args[last].isList() && args[last-1].isList() {
			p.in(transparent, func() { p.callStart(fn, args[:last-1], c.indent) })
			p.listArguments(args[last-1:])
			p.callEnd(c)
			return
		}
		p.in(transparent, func() { p.callStart(fn, args[:last], c.indent) })
		if simpleCall(fn, args) && p.onOneLine(start, maxWidth) {
			p.spacing(hardSpace)
			p.lastArgument(args[last])
			return
		}
		p.spacing(line)
		p.lastArgument(args[last])
		p.callEnd(c)
	})
}

func (p *printer) callEnd(c call) {
	if c.trail {
		p.spacing(lineBreak)
	}
}

func (p *printer) listArguments(lists []operand) {
	for _, l := range lists {
		p.spacing(line)
		p.nested(func() {
			p.in(regular, func() { p.argument(l) })
		})
	}
}

// callStart writes the function and all arguments but the last.
func (p *printer) callStart(fn operand, args []operand, indent bool) {
	n := len(args)
	switch {
	case n == 0 && indent:
		p.nested(func() {
			p.in(regular, func() {
				p.spacing(lineBreak)
				p.operand(fn)
			})
		})
	case n == 0:
		p.operand(fn)
	case n > 1 && args[n-1].isList() && args[n-2].isList():
		p.in(transparent, func() {
			p.in(transparent, func() { p.callStart(fn, args[:n-2], indent) })
			p.nested(func() {
				p.in(regular, func() { p.listPair(args[n-2:]) })
			})
		})
	default:
		p.in(transparent, func() { p.callStart(fn, args[:n-1], indent) })
		p.spacing(line)
		arg := args[n-1]
		p.nested(func() {
			p.in(argumentPriority(arg), func() { p.argument(arg) })
		})
	}
}

func (p *printer) listPair(lists []operand) {
	for _, l := range lists {
		p.spacing(line)
		p.in(regular, func() { p.argument(l) })
	}
}

// argumentPriority: a broken selection would leave its end on a line alone.
func argumentPriority(o operand) priority {
	if _, ok := o.Expr.(*Select); ok && !o.parens {
		return regular
	}
	return first
}

// argument writes an argument that is not the last one. Short lists of simple
// items may stay on the line.
func (p *printer) argument(o operand) {
	l, ok := o.Expr.(*List)
	if ok && shortList(l) {
		outer := p.from(l)
		p.list(l, line)
		p.src = outer
		return
	}
	p.operand(o)
}

func shortList(l *List) bool {
	for _, item := range l.Items {
		if !place(item, selection).isSimple() {
			return false
		}
	}
	return len(l.Items) > 0 && len(l.Items) <= 6
}

// lastArgument keeps the opening bracket of the argument on the line.
func (p *printer) lastArgument(o operand) {
	switch {
	case o.absorbable():
		p.in(first, func() {
			p.nested(func() { p.term(o.Expr, false) })
		})
	case !o.parens:
		p.in(regular, func() {
			p.nested(func() { p.operand(o) })
		})
	case !p.wrapped(o.Expr):
		p.lastParens(o.Expr)
	}
}

// wrapped writes (name: { … }) and (name { … }), brackets and all as one, if
// that is what e is.
func (p *printer) wrapped(e Expr) bool {
	head, body := headOf(e)
	if head == "" || !body.absorbable() {
		return false
	}
	outer := p.from(e)
	p.in(first, func() {
		p.nested(func() {
			p.text("(" + head)
			p.spacing(hardSpace)
			p.term(body.Expr, true)
			p.text(")")
		})
	})
	p.src = outer
	return true
}

// headOf splits name: body and name body; head is empty for what is neither.
func headOf(e Expr) (head string, body operand) {
	switch e := e.(type) {
	case *Lambda:
		if e.Param != "" {
			return variable(e.Param) + ":", place(e.Body, lowest)
		}
	case *Apply:
		fn, args := spine(e)
		if name, ok := fn.Expr.(*Ident); ok && len(args) == 1 {
			return variable(name.Name), args[0]
		}
	}
	return "", operand{}
}

// lastParens writes ( … ) whose inside starts on a line of its own if it does
// not fit.
func (p *printer) lastParens(e Expr) {
	p.in(first, func() {
		p.nested(func() {
			p.text("(")
			p.spacing(lineBreak)
			p.in(regular, func() {
				p.nested(func() { p.expr(e) })
			})
			p.spacing(lineBreak)
			p.text(")")
		})
	})
}

// parens writes ( … ) anywhere else.
func (p *printer) parens(e Expr) {
	p.in(regular, func() {
		p.text("(")
		p.nested(func() { p.inBrackets(e) })
		p.text(")")
	})
}

// inBrackets writes the inside of ( … ) and ${…}.
func (p *printer) inBrackets(e Expr) {
	o := place(e, lowest)
	switch e := o.Expr.(type) {
	case *Apply:
		p.apply(e, call{indent: true, trail: true})
		return
	case *Select:
		if of, _ := chain(e); !of.absorbable() {
			p.in(regular, func() { p.operand(o) })
			p.spacing(lineBreak)
			return
		}
	}
	if o.absorbableExpr() {
		p.in(regular, func() { p.absorbed(o, false) })
		return
	}
	p.spacing(lineBreak)
	p.in(regular, func() { p.operand(o) })
	p.spacing(lineBreak)
}

// absorbed writes an absorbable expression. Wide ones have the braces of a set
// on their own lines.
func (p *printer) absorbed(o operand, wide bool) {
	if w, ok := o.Expr.(*With); ok && !o.parens {
		p.absorbedWith(w)
		return
	}
	if o.absorbable() {
		p.term(o.Expr, wide)
		return
	}
	p.operand(o)
}

func (o operand) isList() bool {
	_, ok := o.Expr.(*List)
	return ok
}
