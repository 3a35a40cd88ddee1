package nix

import "strings"

// binds writes bindings, each on a line of its own.
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
	switch {
	case b.Written != "":
		p.written(b.Written)
		return
	case b.Inherit != nil:
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

func (p *printer) written(text string) {
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		if line == "" {
			p.spacing(emptyLine)
			continue
		}
		p.spacing(hardLine)
		p.text(line)
	}
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
			p.name(name)
		}
		p.spacing(end)
		p.text(";")
	})
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
