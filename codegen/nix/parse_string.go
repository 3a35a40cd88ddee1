package nix

// quoted reads "…"; the opening quote is the current lexeme.
func (p *parser) quoted() (Expr, error) {
	var parts []StrPart
	for {
		text, interpolation, err := p.quotedText()
		if err != nil {
			return nil, err
		}
		parts = append(parts, StrPart{Literal: text})
		if !interpolation {
			return &Str{Parts: joined(parts)}, p.advance()
		}
		e, err := p.interpolation()
		if err != nil {
			return nil, err
		}
		parts = append(parts, StrPart{Expr: e})
	}
}

// indented reads ”…”; the opening quotes are the current lexeme.
func (p *parser) indented() (Expr, error) {
	p.openIndented()
	var pieces []piece
	for {
		next, interpolation, ok, err := p.indentedPiece()
		if err != nil {
			return nil, err
		}
		if !ok {
			return &Str{Parts: unindented(pieces)}, p.advance()
		}
		if interpolation {
			if next.expr, err = p.interpolation(); err != nil {
				return nil, err
			}
		}
		pieces = append(pieces, next)
	}
}

// interpolation reads the rest of ${…}. The lexer stays behind the brace, where
// the string goes on.
func (p *parser) interpolation() (Expr, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	e, err := p.expr()
	if err != nil {
		return nil, err
	}
	if !p.tok.is("}") {
		return nil, p.unexpected(`"}"`)
	}
	return e, nil
}
