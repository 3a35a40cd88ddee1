package query

import (
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// step is a name in a reference, as it is written.
type step struct {
	text       string
	start, end int
}

// steps takes a reference apart: word, names, and keys that are strings. What the
// passes fold into one name has lost the places of its parts.
func (f *File) steps(at diag.Range) []step {
	return stepsOf(f, f.tokensIn(at.Start.Byte, at.End.Byte))
}

func stepsOf(f *File, tokens []Token) []step {
	var steps []step
	add := func(t Token) { steps = append(steps, step{t.In(f), int(t.Start), int(t.End)}) }
	if len(tokens) == 0 || tokens[0].Type != hclsyntax.TokenIdent {
		return nil
	}
	add(tokens[0])
	for i := 1; i < len(tokens); {
		switch rest := tokens[i:]; {
		case rest[0].Type == hclsyntax.TokenNewline || rest[0].Type == hclsyntax.TokenComment:
			i++
		case begins(rest, hclsyntax.TokenDot, hclsyntax.TokenIdent):
			add(rest[1])
			i += 2
		case begins(rest, hclsyntax.TokenOBrack, hclsyntax.TokenOQuote, hclsyntax.TokenQuotedLit, hclsyntax.TokenCQuote, hclsyntax.TokenCBrack):
			add(rest[2])
			i += 5
		default:
			return steps
		}
	}
	return steps
}

func begins(tokens []Token, types ...hclsyntax.TokenType) bool {
	if len(tokens) < len(types) {
		return false
	}
	for i, t := range types {
		if tokens[i].Type != t {
			return false
		}
	}
	return true
}
