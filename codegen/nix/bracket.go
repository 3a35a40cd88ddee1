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
