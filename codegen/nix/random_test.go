package nix

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// forest makes random trees that a back end could have built.
type forest struct {
	*rand.Rand
	size int // expressions that may still be made
	// strict keeps to what Nix accepts when it parses: no attribute twice, no
	// computed name in let. Texts have no escapes then.
	strict bool
	count  int
}

func newForest(seed uint64) *forest {
	return &forest{Rand: rand.New(rand.NewPCG(seed, 17)), size: 3 + int(seed%60)}
}

func (f *forest) file() *File {
	return &File{Header: f.pick("", "Generated.", "Two\nlines.\n"), Body: f.attrs(false)}
}

func (f *forest) pick(choices ...string) string { return choices[f.IntN(len(choices))] }

func (f *forest) name() string {
	return f.pick("a", "pkgs", "lib", "x'", "_self", "nodejs_20", "rust-overlay", "extraordinarilyLongNameOfAVariable")
}

func (f *forest) key() string {
	return f.pick(f.name(), f.name(), f.name(), "8080/tcp", "", "or", "if", "a.b", "ä", "${", "x\ny", "true", "1a")
}

// pieces are what the texts of strings are put together from.
var pieces = []string{
	"$", "{", "}", "'", "''", `"`, `\`, "\n", "\n", "\r", "\t", " ", "  ", "a", "bc", "${", "$$", `''\`,
	"}", "word and word", "ä", "\u2028", "# no", "/* no */", "\x01", "a rather long run of text without any breaks in it",
}

func (f *forest) literal() string {
	if f.strict {
		return f.pick("", "a", "words in a row", "a\nb", "a\n")
	}
	var b strings.Builder
	for range f.IntN(9) {
		b.WriteString(pieces[f.IntN(len(pieces))])
	}
	return b.String()
}

// prose is text of whole lines.
func (f *forest) prose() string {
	if f.strict {
		return f.pick("a\n", "  a\nb\n", "a\n\nb\n")
	}
	var b strings.Builder
	for range 1 + f.IntN(4) {
		b.WriteString(f.pick("echo 'hi' $HOME", "  indented ''", "", "x $$ ${y}", "\tcc", "#!/bin/sh", f.name()))
		b.WriteByte('\n')
	}
	return b.String()
}

func (f *forest) expr() Expr {
	if f.size--; f.size <= 0 {
		return f.leaf()
	}
	switch f.IntN(22) {
	case 0, 1, 2, 3:
		return f.leaf()
	case 4, 5:
		return &List{Items: f.exprs(f.IntN(5))}
	case 6, 7, 8:
		return f.attrs(f.IntN(9) == 0)
	case 9, 10:
		return &Select{Of: f.expr(), Path: f.path()}
	case 11:
		return &Select{Of: f.expr(), Path: f.path(), Default: f.expr()}
	case 12, 13, 14:
		return Call(f.expr(), f.exprs(1+f.IntN(4))...)
	case 15:
		return Fn(f.name(), f.expr())
	case 16:
		return f.pattern()
	case 17:
		return &Let{Binds: f.binds(1 + f.IntN(3)), Body: f.expr()}
	case 18, 19:
		return Op(f.expr(), f.operator(), f.expr())
	case 20:
		return &If{Cond: f.expr(), Then: f.expr(), Else: f.expr()}
	}
	return f.rare()
}

func (f *forest) rare() Expr {
	switch f.IntN(4) {
	case 0:
		return &Assert{Cond: f.expr(), Body: f.expr()}
	case 1:
		return &With{Scope: f.expr(), Body: f.expr()}
	case 2:
		return &Has{Of: f.expr(), Path: f.path()}
	}
	return &Unary{Op: "!", X: f.expr()}
}

func (f *forest) operator() string {
	return f.pick("//", "//", "++", "++", "+", "==", "!=", "&&", "||", "->", "-", "*", "/", "<", ">=")
}

func (f *forest) leaf() Expr {
	switch f.IntN(9) {
	case 0:
		return &Int{Value: []int64{0, 1, -1, 4096, math.MaxInt64, math.MinInt64}[f.IntN(6)]}
	case 1:
		return &Float{Value: []float64{0, 0.5, -1.25, 1e30, 1e-7, 100, math.Copysign(0, -1)}[f.IntN(7)]}
	case 2:
		return &Path{Rel: f.pick("a", "scripts/run.sh", "../b", ".", "..", "a b/c", "x//y", "ä", "a/", "../c d")}
	case 3, 4:
		return S(f.literal())
	case 5:
		return S(f.prose())
	case 6:
		return f.template()
	}
	return Id(f.name())
}

func (f *forest) template() Expr {
	s := &Str{}
	for range 1 + f.IntN(4) {
		text := f.pick("", "/bin", f.mark("$"), f.mark("'"), "  ", "\n", f.prose(), f.literal())
		s.Parts = append(s.Parts, StrPart{Literal: text}, StrPart{Expr: f.expr()})
	}
	s.Parts = append(s.Parts, StrPart{Literal: f.pick("", "\n", "/x", f.mark("$"))})
	return s
}

// mark is a character that has to be escaped in front of an interpolation.
func (f *forest) mark(c string) string {
	if f.strict {
		return "-"
	}
	return c
}

func (f *forest) exprs(n int) []Expr {
	list := make([]Expr, n)
	for i := range list {
		list[i] = f.expr()
	}
	return list
}

func (f *forest) path() []AttrName {
	path := make([]AttrName, 1+f.IntN(3))
	for i := range path {
		path[i].Name = f.key()
		if f.IntN(8) == 0 && !f.strict {
			path[i] = AttrName{Expr: f.expr()}
		}
	}
	return path
}

func (f *forest) names(n int) []string {
	var names []string
	for range n {
		if name := f.name(); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func (f *forest) pattern() Expr {
	l := &Lambda{Formals: f.names(f.IntN(5)), Open: f.IntN(2) == 0, Body: f.expr()}
	if f.IntN(4) == 0 && len(l.Formals) > 1 {
		l.Defaults = []Expr{nil, f.expr()}
	}
	if f.IntN(6) == 0 {
		l.As = "args"
	}
	return l
}

func (f *forest) attrs(rec bool) *Attrs { return &Attrs{Rec: rec, Binds: f.binds(f.IntN(4))} }

func (f *forest) binds(n int) []Bind {
	binds := make([]Bind, n)
	for i := range binds {
		binds[i] = f.bind()
		binds[i].Blank = f.IntN(4) == 0
		if f.IntN(6) == 0 {
			binds[i].Comment = f.pick("Why.", "Two\nlines", "Apart.\n", "a\n\nb", "long "+strings.Repeat("words ", 30))
		}
	}
	return binds
}

func (f *forest) bind() Bind {
	if f.strict {
		f.count++
		return Bind{Path: append(Names(fmt.Sprintf("k%d", f.count)), f.path()...), Value: f.expr()}
	}
	switch f.IntN(8) {
	case 0:
		return Inh(f.names(1 + f.IntN(5))...)
	case 1:
		return InhFrom(f.expr(), f.names(1+f.IntN(3))...)
	}
	return Bind{Path: f.path(), Value: f.expr()}
}
