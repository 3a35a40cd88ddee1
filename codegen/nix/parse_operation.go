package nix

import "math"

// operation reads operators that bind at least as strong as told.
func (p *parser) operation(weakest precedence) (Expr, error) {
	left, err := p.prefixed()
	var taken precedence // of an operator that cannot stand in a row
	for row := 0; err == nil; row++ {
		if p.tok.is("?") && weakest <= hasAttribute {
			left, err = p.has(left)
			continue
		}
		o, ok := operators[p.tok.text]
		if !ok || p.tok.kind != wordTok || o.precedence < weakest {
			return left, nil
		}
		if o.precedence == taken {
			return nil, p.fail(p.tok.pos, "a comparison of comparisons without parentheses")
		}
		if row == maxRow {
			return nil, p.fail(p.tok.pos, "more than %d operators in a row", maxRow)
		}
		if o.associativity == neither {
			taken = o.precedence
		}
		left, err = p.right(left, o)
	}
	return nil, err
}

// right reads an operator and its right side.
func (p *parser) right(left Expr, o operator) (Expr, error) {
	if p.rows++; p.rows > maxRow {
		return nil, p.fail(p.tok.pos, "more than %d operators in a row", maxRow)
	}
	defer func() { p.rows-- }()
	op := p.tok.text
	if err := p.advance(); err != nil {
		return nil, err
	}
	weakest := o.precedence + 1
	if o.associativity == rightward {
		weakest = o.precedence
	}
	right, err := p.operation(weakest)
	if err != nil {
		return nil, err
	}
	return folded(&Binary{Op: op, Left: left, Right: right}), nil
}

// folded turns what view writes for a literal back into it.
func folded(b *Binary) Expr {
	switch left := b.Left.(type) {
	case *Int:
		right, ok := b.Right.(*Int)
		if ok && b.Op == "-" && left.Value == math.MinInt64+1 && right.Value == 1 {
			return &Int{Value: math.MinInt64}
		}
	case *Path:
		right, ok := b.Right.(*Str)
		if !ok || b.Op != "+" || left.Rel != "." || len(right.Parts) != 1 {
			return b
		}
		rel := right.Parts[0].Literal
		if len(rel) > 1 && rel[0] == '/' && !literalPath(rel[1:]) {
			return &Path{Rel: rel[1:]}
		}
	}
	return b
}

func (p *parser) has(of Expr) (Expr, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	path, err := p.attrPath()
	return &Has{Of: of, Path: path}, err
}

// prefixed reads !x, -x or a call. The sign of a number belongs to it.
func (p *parser) prefixed() (Expr, error) {
	op := p.tok.text
	weakest := not
	switch {
	case p.tok.is("-"):
		weakest = negation
	case !p.tok.is("!"):
		return p.call()
	}
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.nest-- }()
	if err := p.advance(); err != nil {
		return nil, err
	}
	x, err := p.operation(weakest)
	if err != nil {
		return nil, err
	}
	if op == "-" {
		return negated(x), nil
	}
	return &Unary{Op: op, X: x}, nil
}

func negated(x Expr) Expr {
	switch x := x.(type) {
	case *Int:
		if x.Value > 0 {
			return &Int{Value: -x.Value}
		}
	case *Float:
		if !math.Signbit(x.Value) {
			return &Float{Value: -x.Value}
		}
	}
	return &Unary{Op: "-", X: x}
}

func (p *parser) call() (Expr, error) {
	fn, err := p.selection()
	if err != nil || !p.startsTerm() {
		return fn, err
	}
	call := &Apply{Fn: fn}
	for p.startsTerm() {
		arg, err := p.selection()
		if err != nil {
			return nil, err
		}
		call.Args = append(call.Args, arg)
	}
	return call, nil
}

func (p *parser) startsTerm() bool {
	switch p.tok.kind {
	case endTok:
		return false
	case wordTok:
		switch p.tok.text {
		case "{", "[", "(", `"`, "''", "rec":
			return true
		}
		return false
	}
	return true
}

// selection reads x.a.b or default.
func (p *parser) selection() (Expr, error) {
	of, err := p.term()
	if err != nil || !p.tok.is(".") {
		return of, err
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	path, err := p.attrPath()
	if err != nil {
		return nil, err
	}
	e := &Select{Of: of, Path: path}
	if !p.tok.is("or") {
		return e, nil
	}
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.nest-- }()
	if err := p.advance(); err != nil {
		return nil, err
	}
	e.Default, err = p.selection()
	return e, err
}
