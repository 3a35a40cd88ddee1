package nix

import "bytes"

// What Parse accepts at most: it is meant for generated files and flake.nix
// files, and must not be a way to exhaust memory or stack.
const (
	maxSource = 16 << 20 // bytes
	maxNest   = 500      // expressions inside each other
	maxRow    = 1000     // operators in a row
)

// Parse reads a Nix file. Of comments it keeps those at the top of the file
// and those on lines of their own above a binding; of the layout, empty lines
// above bindings and which sets and lists take several lines. Nodes have no
// ranges. A path literal with an interpolation is read as the path plus a string.
// It does not read let { … }, which no formatter writes. Every error is a *SyntaxError.
func Parse(src []byte) (*File, error) {
	p := parser{lexer: lexer{src: src}}
	if len(src) > maxSource {
		return nil, p.fail(0, "the file has more than %d bytes", maxSource)
	}
	if i := bytes.IndexByte(src, 0); i >= 0 {
		return nil, p.fail(i, "a NUL byte")
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	f := &File{Header: p.tok.trivia.comment}
	body, err := p.expr()
	if err != nil {
		return nil, err
	}
	if p.tok.kind != endTok {
		return nil, p.unexpected("the end of the file")
	}
	f.Body = body
	return f, nil
}

// parser reads by recursive descent; tok is the lexeme to be read next.
type parser struct {
	lexer
	tok  lexeme
	nest int // expressions around tok
	rows int // operators to the right of each other around tok
}

func (p *parser) advance() error {
	t, err := p.next()
	p.tok = t
	return err
}

func (p *parser) unexpected(wanted string) error {
	found := "the end of the file"
	if p.tok.kind != endTok {
		found = `"` + p.tok.text + `"`
	}
	return p.fail(p.tok.pos, "expected %s, found %s", wanted, found)
}

// expect reads a keyword or punctuation.
func (p *parser) expect(word string) error {
	if !p.tok.is(word) {
		return p.unexpected(`"` + word + `"`)
	}
	return p.advance()
}

func (p *parser) ident() (string, error) {
	if p.tok.kind != identTok {
		return "", p.unexpected("a name")
	}
	name := p.tok.text
	return name, p.advance()
}

// deeper counts a nesting; the caller counts it back.
func (p *parser) deeper() error {
	if p.nest++; p.nest > maxNest {
		return p.fail(p.tok.pos, "more than %d expressions inside each other", maxNest)
	}
	return nil
}

// expr reads any expression.
func (p *parser) expr() (Expr, error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.nest-- }()
	switch {
	case p.tok.is("if"):
		return p.conditional()
	case p.tok.is("let"):
		return p.let()
	case p.tok.is("assert"):
		cond, body, err := p.clause()
		return &Assert{Cond: cond, Body: body}, err
	case p.tok.is("with"):
		scope, body, err := p.clause()
		return &With{Scope: scope, Body: body}, err
	case p.startsFunction():
		return p.function()
	}
	return p.operation(pipes)
}

// clause reads assert x; y and with x; y.
func (p *parser) clause() (head, body Expr, err error) {
	if err = p.advance(); err != nil {
		return
	}
	if head, err = p.expr(); err != nil {
		return
	}
	if err = p.expect(";"); err != nil {
		return
	}
	body, err = p.expr()
	return
}

func (p *parser) conditional() (Expr, error) {
	e := &If{}
	for _, part := range []struct {
		word  string
		value *Expr
	}{{"if", &e.Cond}, {"then", &e.Then}, {"else", &e.Else}} {
		if err := p.expect(part.word); err != nil {
			return nil, err
		}
		value, err := p.expr()
		if err != nil {
			return nil, err
		}
		*part.value = value
	}
	return e, nil
}

func (p *parser) let() (Expr, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	binds, err := p.binds("in")
	if err != nil {
		return nil, err
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	body, err := p.expr()
	return &Let{Binds: binds, Body: body}, err
}
