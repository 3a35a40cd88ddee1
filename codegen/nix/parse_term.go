package nix

import (
	"bytes"
	"math"
	"strconv"
	"strings"
)

// term reads a name, a literal, or something in brackets.
func (p *parser) term() (Expr, error) {
	t := p.tok
	switch t.kind {
	case identTok:
		return &Ident{Name: t.text}, p.advance()
	case intTok:
		n, err := strconv.ParseInt(t.text, 10, 64)
		if err != nil {
			return nil, p.fail(t.pos, "the number %s is out of range", t.text)
		}
		return &Int{Value: n}, p.advance()
	case floatTok:
		f, err := strconv.ParseFloat(t.text, 64)
		if err != nil || math.IsInf(f, 0) {
			return nil, p.fail(t.pos, "the number %s is out of range", t.text)
		}
		return &Float{Value: f}, p.advance()
	case pathTok, outsideTok:
		return p.path()
	case uriTok:
		return S(t.text), p.advance()
	}
	switch t.text {
	case `"`:
		return p.quoted()
	case "''":
		return p.indented()
	case "(":
		return p.parens()
	case "[":
		return p.list()
	case "{", "rec":
		return p.attrs()
	}
	return nil, p.unexpected("an expression")
}

func (p *parser) path() (Expr, error) {
	t := p.tok
	rel := t.text
	if rest := strings.TrimPrefix(rel, "./"); rest != "" {
		rel = rest
	}
	var e Expr = &Path{Rel: rel}
	if t.kind == outsideTok {
		e = &Outside{Text: t.text}
	}
	switch slash := p.at(t.end, '/'); {
	case p.interpolated(t.end), slash && p.interpolated(t.end+1):
		rest, err := p.computedPath()
		return Op(e, "+", rest), err
	case slash:
		return nil, p.fail(t.pos, "a path literal that ends in a slash")
	}
	return e, p.advance()
}

func (p *parser) interpolated(i int) bool { return p.at(i, '$') && p.at(i+1, '{') }

// computedPath reads what follows a path literal without a gap: /${a}b/c. It is
// a string that is added to the path, which means the same.
func (p *parser) computedPath() (*Str, error) {
	var parts []StrPart
	for {
		end := p.while(p.pos, func(c byte) bool { return c == '/' || pathByte(c) })
		parts = append(parts, StrPart{Literal: string(p.src[p.pos:end])})
		p.pos = end
		if !p.interpolated(end) {
			return &Str{Parts: joined(parts)}, p.advance()
		}
		p.pos += len("${")
		e, err := p.interpolation()
		if err != nil {
			return nil, err
		}
		parts = append(parts, StrPart{Expr: e})
	}
}

func (p *parser) parens() (Expr, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	e, err := p.expr()
	if err != nil {
		return nil, err
	}
	return e, p.expect(")")
}

func (p *parser) list() (Expr, error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.nest-- }()
	open := p.tok.pos
	if err := p.advance(); err != nil {
		return nil, err
	}
	l := &List{}
	for p.startsTerm() {
		item, err := p.selection()
		if err != nil {
			return nil, err
		}
		l.Items = append(l.Items, item)
	}
	l.Expand = p.broken(open)
	return l, p.expect("]")
}

// broken reports whether the current lexeme is on another line than open.
func (p *parser) broken(open int) bool {
	return bytes.IndexByte(p.src[open:p.tok.pos], '\n') >= 0
}

func (p *parser) attrs() (Expr, error) {
	e := &Attrs{Rec: p.tok.is("rec")}
	if e.Rec {
		if err := p.advance(); err != nil {
			return nil, err
		}
	}
	open := p.tok.pos
	if err := p.expect("{"); err != nil {
		return nil, err
	}
	binds, err := p.binds("}")
	if err != nil {
		return nil, err
	}
	e.Binds, e.Expand = binds, p.broken(open)
	return e, p.advance()
}

// binds reads bindings up to the word, which is not read.
func (p *parser) binds(end string) ([]Bind, error) {
	var binds []Bind
	for !p.tok.is(end) {
		b, err := p.bind()
		if err != nil {
			return nil, err
		}
		binds = append(binds, b)
	}
	return binds, nil
}

func (p *parser) bind() (Bind, error) {
	b := Bind{Comment: p.tok.trivia.comment, Blank: p.tok.trivia.blank}
	var err error
	if p.tok.is("inherit") {
		b.Inherit, err = p.inherit()
	} else {
		b.Path, b.Value, err = p.assignment()
	}
	if err != nil {
		return b, err
	}
	return b, p.expect(";")
}

func (p *parser) assignment() ([]AttrName, Expr, error) {
	path, err := p.attrPath()
	if err != nil {
		return nil, nil, err
	}
	if err := p.expect("="); err != nil {
		return nil, nil, err
	}
	value, err := p.expr()
	return path, value, err
}

func (p *parser) inherit() (*Inherit, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	e := &Inherit{}
	if p.tok.is("(") {
		from, err := p.parens()
		if err != nil {
			return nil, err
		}
		e.From = from
	}
	for !p.tok.is(";") {
		pos := p.tok.pos
		name, err := p.attrName()
		if err != nil {
			return nil, err
		}
		if name.Expr != nil {
			return nil, p.fail(pos, "a computed name after inherit")
		}
		e.Names = append(e.Names, name.Name)
	}
	return e, nil
}

func (p *parser) attrPath() ([]AttrName, error) {
	var path []AttrName
	for {
		name, err := p.attrName()
		if err != nil {
			return nil, err
		}
		path = append(path, name)
		if !p.tok.is(".") {
			return path, nil
		}
		if err := p.advance(); err != nil {
			return nil, err
		}
	}
}

func (p *parser) attrName() (AttrName, error) {
	switch {
	case p.tok.kind == identTok, p.tok.is("or"):
		name := p.tok.text
		return AttrName{Name: name}, p.advance()
	case p.tok.is(`"`):
		e, err := p.quoted()
		return AttrName{Expr: e}.plain(), err
	case p.tok.is("${"):
		if err := p.advance(); err != nil {
			return AttrName{}, err
		}
		e, err := p.expr()
		if err != nil {
			return AttrName{}, err
		}
		return AttrName{Expr: e}.plain(), p.expect("}")
	}
	return AttrName{}, p.unexpected("a name")
}
