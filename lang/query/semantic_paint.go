package query

import (
	"bytes"
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/config"
)

// painter goes through tokens once and says what each is. It follows the structure
// of the text and nothing else, so that it works in code that cannot be parsed.
type painter struct {
	file    *File
	text    []byte
	names   map[int]paintedName
	attrs   map[int]*config.Attr // by the start of the name
	painted []SemanticToken

	tokens []Token
	at     int // of the current token
	frames []paintFrame
}

// paintFrame is an open bracket or string.
type paintFrame struct {
	opener hclsyntax.TokenType
	body   bool         // of a block, or the top of the file
	state  paintState   // in a body
	attr   *config.Attr // whose value a body is at
	loop   bool         // holds a for expression
	header bool         // between its for and its in
	key    bool         // of an object, where a key may stand
	begun  bool         // something stands in it
}

// paintState is where in an item of a body the painter is.
type paintState uint8

const (
	itemStart paintState = iota
	blockHeader
	attrValue
)

// paint goes through tokens that begin at the top level.
func (p *painter) paint(tokens []Token) {
	p.tokens, p.frames = tokens, []paintFrame{{body: true}}
	for p.at = range tokens {
		f := len(p.frames) - 1
		p.token(tokens[p.at])
		if t := tokens[p.at].Type; f < len(p.frames) && t != hclsyntax.TokenNewline && t != hclsyntax.TokenComment {
			p.frames[f].begun = true
		}
	}
}

func (p *painter) top() *paintFrame { return &p.frames[len(p.frames)-1] }

func (p *painter) token(t Token) {
	switch {
	case t.Type == hclsyntax.TokenNewline:
		p.endLine()
	case t.Type == hclsyntax.TokenComment:
		p.add(t, CommentToken, 0)
		if bytes.HasSuffix(p.text[t.Start:t.End], newline) {
			p.endLine()
		}
	case opens(t.Type):
		p.open(t)
	case closes(t.Type):
		p.close(t)
	case t.Type == hclsyntax.TokenIdent:
		p.ident(t)
	case t.Type == hclsyntax.TokenQuotedLit || t.Type == hclsyntax.TokenStringLit:
		p.literal(t)
	case t.Type == hclsyntax.TokenNumberLit:
		p.add(t, NumberToken, 0)
	case t.Type == hclsyntax.TokenComma:
		p.top().key = true
	case t.Type == hclsyntax.TokenEqual:
		if f := p.top(); f.body && f.state == itemStart {
			f.state = attrValue
		}
		p.top().key = false
	case isOperator(t.Type):
		p.add(t, OperatorToken, 0)
		p.top().key = false
	}
}

func (p *painter) endLine() {
	f := p.top()
	if f.body {
		f.state, f.attr = itemStart, nil
	}
	f.key = true
}

func isOperator(t hclsyntax.TokenType) bool {
	switch t {
	case hclsyntax.TokenStar, hclsyntax.TokenSlash, hclsyntax.TokenPlus, hclsyntax.TokenMinus, hclsyntax.TokenPercent,
		hclsyntax.TokenEqualOp, hclsyntax.TokenNotEqual, hclsyntax.TokenLessThan, hclsyntax.TokenLessThanEq,
		hclsyntax.TokenGreaterThan, hclsyntax.TokenGreaterThanEq, hclsyntax.TokenAnd, hclsyntax.TokenOr,
		hclsyntax.TokenBang, hclsyntax.TokenQuestion, hclsyntax.TokenColon, hclsyntax.TokenEllipsis, hclsyntax.TokenFatArrow:
		return true
	}
	return false
}

func (p *painter) open(t Token) {
	f := p.top()
	inner := paintFrame{opener: t.Type, key: t.Type == hclsyntax.TokenOBrace}
	inner.body = t.Type == hclsyntax.TokenOBrace && f.body && f.state != attrValue
	if inner.body {
		f.state = itemStart
	}
	p.frames = append(p.frames, inner)
	switch t.Type {
	case hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc:
		p.add(t, StringToken, 0)
	case hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
		p.add(t, OperatorToken, 0)
	}
}

// close leaves the frame that the token closes, and those inside it that were left
// open. One that closes nothing changes nothing.
func (p *painter) close(t Token) {
	switch t.Type {
	case hclsyntax.TokenCQuote, hclsyntax.TokenCHeredoc:
		p.add(t, StringToken, 0)
	case hclsyntax.TokenTemplateSeqEnd:
		p.add(t, OperatorToken, 0)
	}
	for n := len(p.frames) - 1; n > 0; n-- {
		if isPartner(p.frames[n].opener, t.Type) {
			p.frames = p.frames[:n]
			return
		}
	}
}

// literal paints a part of a string: the name of a block, or text with escapes.
func (p *painter) literal(t Token) {
	text := p.text[t.Start:t.End]
	if name, ok := p.names[int(t.Start)]; ok {
		p.add(t, name.kind, name.modifiers)
		return
	}
	if n := len(p.frames) - 2; n >= 0 && p.frames[n].body && p.frames[n].state == blockHeader {
		p.add(t, EnumMemberToken, 0) // a kind or a platform
		return
	}
	if bytes.Equal(text, []byte("$${")) || bytes.Equal(text, []byte("%%{")) {
		p.add(t, RegexpToken, 0)
		return
	}
	start := int(t.Start)
	for t.Type == hclsyntax.TokenQuotedLit {
		at := bytes.IndexByte(p.text[start:t.End], '\\')
		if at < 0 {
			break
		}
		end := start + at + escapeLength(p.text[start+at:t.End])
		p.piece(start, start+at, StringToken, 0)
		p.piece(start+at, end, RegexpToken, 0)
		start = end
	}
	p.piece(start, int(t.End), StringToken, 0)
}

// escapeLength is that of the escape which a text starts with.
func escapeLength(text []byte) int {
	if len(text) < 2 {
		return len(text)
	}
	switch text[1] {
	case 'u':
		return min(len(`\u0000`), len(text))
	case 'U':
		return min(len(`\U00000000`), len(text))
	}
	return 2
}

func (p *painter) add(t Token, kind TokenKind, m Modifiers) {
	p.piece(int(t.Start), int(t.End), kind, m)
}

// piece adds a part of the text, in parts that each lie in one line. What goes on
// where the last one ends and is the same becomes one with it.
func (p *painter) piece(start, end int, kind TokenKind, m Modifiers) {
	for start < end {
		stop := min(lineEnd(p.text[:end], start), end)
		trimmed := start + len(bytes.TrimRight(p.text[start:stop], "\r"))
		if trimmed > start {
			p.extend(SemanticToken{start, trimmed, kind, m})
		}
		start = stop + 1
	}
}

func (p *painter) extend(t SemanticToken) {
	if n := len(p.painted) - 1; n >= 0 {
		if last := &p.painted[n]; last.End == t.Start && last.Type == t.Type && last.Modifiers == t.Modifiers {
			last.End = t.End
			return
		}
	}
	p.painted = append(p.painted, t)
}

// next returns the type of the token behind the current one.
func (p *painter) next() hclsyntax.TokenType {
	if p.at+1 < len(p.tokens) {
		return p.tokens[p.at+1].Type
	}
	return hclsyntax.TokenEOF
}

// previous returns the type of the token before the current one.
func (p *painter) previous() hclsyntax.TokenType {
	if p.at > 0 {
		return p.tokens[p.at-1].Type
	}
	return hclsyntax.TokenNewline
}

var addressWords = func() map[string]bool {
	words := map[string]bool{}
	for _, w := range config.Keywords() {
		words[w] = true
	}
	return words
}()

// selfWords start addresses that lead to nothing which is declared.
var selfWords = []string{"each", "self", "super"}

func isSelfWord(word string) bool { return slices.Contains(selfWords, word) }
