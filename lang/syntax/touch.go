package syntax

import (
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Kinds of tokens by what they want beside them.
var (
	// Text is kept as it is, so nothing comes beside it.
	textual = []hclsyntax.TokenType{hclsyntax.TokenQuotedLit, hclsyntax.TokenStringLit}

	// A minus behind one of these is a sign, elsewhere it is an operator.
	beforeSign = []hclsyntax.TokenType{
		hclsyntax.TokenNil, hclsyntax.TokenOParen, hclsyntax.TokenOBrace, hclsyntax.TokenOBrack,
		hclsyntax.TokenEqual, hclsyntax.TokenColon, hclsyntax.TokenComma, hclsyntax.TokenQuestion,
		hclsyntax.TokenPlus, hclsyntax.TokenStar, hclsyntax.TokenSlash, hclsyntax.TokenPercent, hclsyntax.TokenMinus,
		hclsyntax.TokenEqualOp, hclsyntax.TokenNotEqual, hclsyntax.TokenGreaterThan, hclsyntax.TokenGreaterThanEq,
		hclsyntax.TokenLessThan, hclsyntax.TokenLessThanEq,
		hclsyntax.TokenAnd, hclsyntax.TokenOr, hclsyntax.TokenBang,
	}

	templateStarts = []hclsyntax.TokenType{hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl}
)

// touch reports whether no space comes between two tokens of a line; before is
// what precedes them in their column, or TokenNil. The first rule that says
// something holds.
func touch(before hclsyntax.TokenType, left, right hclsyntax.Token) bool {
	l, r := left.Type, right.Type
	switch {
	case r == hclsyntax.TokenNewline, r == hclsyntax.TokenNil:
		return true
	case oneName(l, r):
		return true
	case l == hclsyntax.TokenComma:
		return false
	case inTemplate(l, r):
		return true
	case l == hclsyntax.TokenIdent && string(left.Bytes) == "in" && before == hclsyntax.TokenIdent:
		return false // for x in [1, 2]: not an index
	case r == hclsyntax.TokenOBrack && (l == hclsyntax.TokenIdent || l == hclsyntax.TokenNumberLit || nesting(l) < 0):
		return true // an index
	case l == hclsyntax.TokenBang:
		return true
	case l == hclsyntax.TokenMinus:
		return slices.Contains(beforeSign, before)
	case l == hclsyntax.TokenOBrace || r == hclsyntax.TokenCBrace:
		return l == hclsyntax.TokenOBrace && r == hclsyntax.TokenCBrace
	case slices.Contains(templateStarts, l) && r == hclsyntax.TokenOBrace,
		l == hclsyntax.TokenCBrace && r == hclsyntax.TokenTemplateSeqEnd:
		return false // ${ {…} }
	case l == hclsyntax.TokenTemplateSeqEnd && slices.Contains(templateStarts, r):
		return true
	}
	return nesting(l) > 0 || nesting(r) < 0
}

// oneName reports whether the tokens are parts of one name or call, or the right
// one closes what stands left of it.
func oneName(l, r hclsyntax.TokenType) bool {
	const ident, colons, dot = hclsyntax.TokenIdent, hclsyntax.TokenDoubleColon, hclsyntax.TokenDot
	switch {
	case l == ident && (r == hclsyntax.TokenOParen || r == colons), l == colons && r == ident:
		return true
	case l == dot, r == dot:
		return true
	}
	return r == hclsyntax.TokenComma || r == hclsyntax.TokenEllipsis
}

// inTemplate reports whether the place between the tokens is inside a string,
// where a space would be part of the text.
func inTemplate(l, r hclsyntax.TokenType) bool {
	return slices.Contains(textual, l) || slices.Contains(textual, r) ||
		l == hclsyntax.TokenOQuote || l == hclsyntax.TokenOHeredoc ||
		r == hclsyntax.TokenCQuote || r == hclsyntax.TokenCHeredoc
}
