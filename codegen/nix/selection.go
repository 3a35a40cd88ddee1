package nix

// selection writes x.a.b or default.
func (p *printer) selection(e *Select) {
	of, path := chain(e)
	p.operand(of)
	if _, ok := of.Expr.(*Ident); !ok && of.parens {
		p.spacing(softbreak)
	} else if !ok {
		p.spacing(lineBreak)
	}
	p.text(".")
	p.path(path)
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

// path writes a.b."c d".${e}.
func (p *printer) path(path []AttrName) {
	for i, name := range path {
		if i > 0 {
			p.text(".")
		}
		name = name.plain()
		switch e := name.Expr.(type) {
		case nil:
			p.name(name.Name)
		case *Str:
			p.quoted(joined(e.Parts))
		default:
			p.interpolation(e)
		}
	}
}

// name writes the name of an attribute, in quotes if it needs them.
func (p *printer) name(name string) {
	if IsIdentifier(name) {
		p.text(name)
		return
	}
	p.in(regular, func() { p.text(quote(name)) })
}
