package nix

// startsFunction looks ahead: a name or a pattern in front of a colon. What a
// brace opens is a pattern when a name in it is followed by what cannot follow
// one in a set.
func (p *parser) startsFunction() bool {
	switch {
	case p.tok.kind == identTok:
		next := p.ahead(1)
		return next[0].is(":") || next[0].is("@")
	case p.tok.is("{"):
		next := p.ahead(2)
		switch {
		case next[0].is("}"):
			return next[1].is(":") || next[1].is("@")
		case next[0].kind == identTok:
			return next[1].is(",") || next[1].is("?") || next[1].is("}")
		}
		return next[0].is("...")
	}
	return false
}

// ahead returns the n lexemes after the current one; what cannot be read is
// reported when it is reached.
func (p *parser) ahead(n int) []lexeme {
	l, found := p.lexer, make([]lexeme, n)
	for i := range found {
		t, err := l.next()
		if err != nil {
			break
		}
		found[i] = t
	}
	return found
}

func (p *parser) function() (Expr, error) {
	e := &Lambda{}
	if err := p.parameter(e); err != nil {
		return nil, err
	}
	if err := p.expect(":"); err != nil {
		return nil, err
	}
	body, err := p.expr()
	e.Body = body
	return e, err
}

func (p *parser) parameter(e *Lambda) error {
	if p.tok.is("{") {
		if err := p.formals(e); err != nil || !p.tok.is("@") {
			return err
		}
		if err := p.advance(); err != nil {
			return err
		}
		name, err := p.ident()
		e.As = name
		return err
	}
	name, err := p.ident()
	if err != nil {
		return err
	}
	if !p.tok.is("@") {
		e.Param = name
		return nil
	}
	if err := p.advance(); err != nil {
		return err
	}
	e.As = name
	return p.formals(e)
}

func (p *parser) formals(e *Lambda) error {
	if err := p.expect("{"); err != nil {
		return err
	}
	for !p.tok.is("}") {
		if p.tok.is("...") {
			e.Open = true
			if err := p.advance(); err != nil {
				return err
			}
			break
		}
		if err := p.formal(e); err != nil {
			return err
		}
		if !p.tok.is(",") {
			break
		}
		if err := p.advance(); err != nil {
			return err
		}
	}
	return p.expect("}")
}

func (p *parser) formal(e *Lambda) error {
	name, err := p.ident()
	if err != nil {
		return err
	}
	e.Formals = append(e.Formals, name)
	if !p.tok.is("?") {
		return nil
	}
	if err := p.advance(); err != nil {
		return err
	}
	value, err := p.expr()
	if err != nil {
		return err
	}
	for len(e.Defaults) < len(e.Formals)-1 {
		e.Defaults = append(e.Defaults, nil)
	}
	e.Defaults = append(e.Defaults, value)
	return nil
}
