package nix

import (
	"math"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Print writes the file in the style of nixfmt (RFC 166) with lines of at most
// 100 columns beside their indentation, such that nixfmt leaves it unchanged,
// and says where each piece came from. It panics on trees that are no Nix: a
// variable that is not an identifier, an unknown operator, a string with NUL.
func Print(f *File) ([]byte, *Map) {
	p := printer{doc: doc{src: noSource, tokens: make([]token, 0, estimate(f.Body))}}
	p.header(f.Header)
	p.in(regular, func() { p.expr(f.Body) })
	p.seal()
	l := arrange(&p.doc)
	return l.out, newMap(l.out, l.marks, p.ranges)
}

// printer turns the tree into a doc.
type printer struct {
	doc
	ranges []diag.Range // what token.src points into
}

// from makes the range of e, if it has one, that of the texts that follow, and
// returns the one before.
func (p *printer) from(e Expr) int32 {
	outer := p.src
	r := e.Source()
	if r.IsZero() || outer != noSource && p.ranges[outer] == r {
		return outer
	}
	p.src = int32(len(p.ranges))
	p.ranges = append(p.ranges, r)
	return outer
}

func (p *printer) header(text string) {
	if text != "" {
		p.comments(text)
	}
}

// lineEnds makes one kind of all that end a comment.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// comments writes the lines of a comment; a line break at its end is an empty
// line below it.
func (p *printer) comments(text string) {
	mustNotHoldNUL(text)
	text, apart := strings.CutSuffix(lineEnds.Replace(text), "\n")
	for line := range strings.SplitSeq(text, "\n") {
		p.comment(strings.TrimRight("# "+line, " \t"))
		p.spacing(hardLine)
	}
	if apart {
		p.spacing(emptyLine)
	}
}

// expr writes an expression in a place where any may be.
func (p *printer) expr(e Expr) { p.operand(operand{Expr: view(e)}) }

// operand is an expression as its place wants it: see view, and in parentheses
// when it binds weaker than the place.
type operand struct {
	Expr
	parens bool
}

func place(e Expr, weakest precedence) operand {
	e = view(e)
	return operand{e, precedenceOf(e) < weakest}
}

// view replaces what has no literal by what stands for it, and unwraps empty
// nodes.
func view(e Expr) Expr {
	switch e := e.(type) {
	case *Path:
		if !literalPath(e.Rel) {
			return pathSum(e)
		}
	case *Int:
		if e.Value == math.MinInt64 {
			return &Binary{e.From, "-", &Int{Value: e.Value + 1}, &Int{Value: 1}}
		}
	case *Apply:
		if len(e.Args) == 0 {
			return view(e.Fn)
		}
	case *Select:
		if len(e.Path) == 0 {
			return view(e.Of)
		}
	}
	return e
}

func (p *printer) operand(o operand) {
	if o.parens {
		p.parens(o.Expr)
		return
	}
	outer := p.from(o.Expr)
	defer func() { p.src = outer }()
	switch e := o.Expr.(type) {
	case *Lambda:
		p.lambda(e)
	case *Let:
		p.let(e)
	case *If:
		p.in(regular, func() { p.conditional(e, line) })
	case *Assert:
		p.assert(e)
	case *With:
		p.with(e)
	case *Binary:
		p.binary(e)
	case *Unary:
		p.unary(e)
	case *Has:
		p.has(e)
	case *Apply:
		p.apply(e, call{})
	case *List:
		p.in(regular, func() { p.list(e, hardLine) })
	default:
		p.term(e, false)
	}
}

// term writes a term without a group around it, so that its breaks are those
// of its surroundings. Wide sets always have their braces on their own lines.
func (p *printer) term(e Expr, wide bool) {
	outer := p.from(e)
	switch e := e.(type) {
	case *Ident:
		p.text(variable(e.Name))
	case word:
		p.text(string(e))
	case *Int:
		p.text(formatInt(e.Value))
	case *Float:
		p.text(formatFloat(e.Value))
	case *Path:
		p.text(formatPath(e.Rel))
	case *Outside:
		p.text(outsidePath(e.Text))
	case *Str:
		p.str(e)
	case *List:
		p.list(e, hardLine)
	case *Attrs:
		p.attrs(e, wide)
	case *Select:
		p.selection(e)
	default:
		panic("nix: no term")
	}
	p.src = outer
}
