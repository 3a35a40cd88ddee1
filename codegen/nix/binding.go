package nix

// attrs writes { … }. It is on one line only if it has one binding, is not
// wide and was not asked to be expanded.
func (p *printer) attrs(e *Attrs, wide bool) {
	if e.Rec {
		p.text("rec")
		p.spacing(hardSpace)
	}
	if len(e.Binds) == 0 {
		p.text("{ }")
		return
	}
	edge := line
	if wide || e.Expand {
		edge = hardLine
	}
	p.text("{")
	p.spacing(edge)
	p.nested(func() { p.binds(e.Binds) })
	p.spacing(edge)
	p.text("}")
}

func (p *printer) binds(binds []Bind) {
	for i, b := range binds {
		if i > 0 {
			p.spacing(hardLine)
		}
		if i > 0 && b.Blank {
			p.spacing(emptyLine)
		}
		if b.Comment != "" {
			p.spacing(hardLine)
			p.comments(b.Comment)
		}
		p.in(regular, func() { p.bind(b) })
	}
}

func (p *printer) bind(b Bind) {
	if b.Inherit != nil {
		p.inherit(b.Inherit)
		return
	}
	outer := p.from(b.Value)
	p.path(b.Path)
	p.nested(func() {
		p.spacing(hardSpace)
		p.text("=")
		p.bound(b)
	})
	p.text(";")
	p.src = outer
}

// bound writes the value. Behind a long or unusual left side it may start on
// the next line even if it starts with a bracket.
func (p *printer) bound(b Bind) {
	if len(b.Path) <= 4 && plain(b.Path) {
		p.value(b.Value)
		return
	}
	p.spacing(lineBreak)
	p.in(first, func() { p.value(b.Value) })
}

// list writes [ … ] with the items separated as told.
func (p *printer) list(e *List, separator spacing) {
	if len(e.Items) == 0 {
		p.text("[ ]")
		return
	}
	edge := line
	if e.Expand {
		edge = hardLine
	}
	p.text("[")
	p.spacing(edge)
	p.nested(func() {
		for i, item := range e.Items {
			if i > 0 {
				p.spacing(separator)
			}
			p.in(regular, func() { p.operand(place(item, selection)) })
		}
	})
	p.spacing(edge)
	p.text("]")
}

// inherit writes the names in a line if they are few.
func (p *printer) inherit(e *Inherit) {
	edge, end := line, lineBreak
	if len(e.Names) >= 4 {
		edge, end = hardLine, hardLine
	}
	p.text("inherit")
	p.nested(func() {
		if e.From != nil {
			p.in(regular, func() {
				p.spacing(line)
				p.parens(e.From)
			})
		}
		for _, name := range e.Names {
			p.spacing(edge)
			p.text(attribute(name))
		}
		p.spacing(end)
		p.text(";")
	})
}

// path writes a.b."c d".${e}.
func (p *printer) path(path []AttrName) {
	for i, name := range path {
		if i > 0 {
			p.text(".")
		}
		name = name.plain()
		switch e := name.Expr.(type) {
		case nil:
			p.text(attribute(name.Name))
		case *Str:
			p.quoted(joined(e.Parts))
		default:
			p.interpolation(e)
		}
	}
}

// value writes what follows "=": a space, or a line break if that helps.
func (p *printer) value(e Expr) {
	o := place(e, lowest)
	outer := p.from(o.Expr)
	defer func() { p.src = outer }()
	switch e := o.Expr.(type) {
	case *Binary:
		p.boundOperation(e)
		return
	case *Apply:
		p.nested(func() { p.apply(e, call{lead: true}) })
		return
	}
	p.nested(func() { p.boundValue(o) })
}

func (p *printer) boundValue(o operand) {
	switch e := o.Expr.(type) {
	case *Str, *Path, *Outside:
		p.spacing(hardSpace)
		p.in(regular, func() { p.operand(o) })
		return
	default:
		if o.absorbableExpr() {
			p.spacing(hardSpace)
			p.in(regular, func() { p.absorbed(o, !onlyInherits(e)) })
			return
		}
	}
	if _, with := o.Expr.(*With); with || o.isTerm() {
		p.in(regular, func() {
			p.spacing(line)
			p.operand(o)
		})
		return
	}
	p.spacing(line)
	p.in(regular, func() { p.operand(o) })
}

// onlyInherits reports whether the set is { inherit … ; }, which may stay on
// one line even after "=".
func onlyInherits(e Expr) bool {
	a, ok := e.(*Attrs)
	return ok && len(a.Binds) == 1 && a.Binds[0].Inherit != nil && a.Binds[0].Comment == ""
}

// boundOperation writes an operation after "=". With a bracket in front it
// stays on the line; with one behind, it does if the rest fits.
func (p *printer) boundOperation(e *Binary) {
	row := operands(nil, e)
	switch {
	case joins(e.Op) && row[0].absorbable():
		p.spacing(hardSpace)
		p.operation(e, row, true)
	case joins(e.Op) && len(row) == 2 && row[1].absorbable():
		p.nested(func() {
			p.in(regular, func() {
				p.spacing(line)
				p.operand(row[0])
				p.spacing(line)
				p.in(transparent, func() {
					p.text(e.Op)
					p.spacing(hardSpace)
					p.in(first, func() { p.term(row[1].Expr, true) })
				})
			})
		})
	default:
		p.nested(func() {
			p.spacing(line)
			p.in(regular, func() { p.binary(e) })
		})
	}
}

// selection writes x.a.b or default.
func (p *printer) selection(e *Select) {
	of, path := chain(e)
	p.operand(of)
	switch of.Expr.(type) {
	case *Ident:
	default:
		if of.parens {
			p.spacing(softbreak)
		} else {
			p.spacing(lineBreak)
		}
	}
	for i := range path {
		p.text(".")
		p.path(path[i : i+1])
	}
	if e.Default == nil {
		return
	}
	p.spacing(softSpace)
	p.nested(func() {
		p.text("or")
		p.spacing(hardSpace)
		p.operand(defaultOperand(e.Default))
	})
}

// defaultOperand: a default inside a default would be read as part of it.
func defaultOperand(e Expr) operand {
	o := place(e, selection)
	if s, ok := o.Expr.(*Select); ok && s.Default != nil {
		o.parens = true
	}
	return o
}
