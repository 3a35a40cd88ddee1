package query

import (
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/schema"
)

// ident paints a word.
func (p *painter) ident(t Token) {
	f := p.top()
	if f.body && f.state != attrValue {
		p.item(t, f)
		return
	}
	word := t.In(p.file)
	key := f.key && (p.next() == hclsyntax.TokenEqual || p.next() == hclsyntax.TokenColon)
	f.key = false
	name, known := p.names[int(t.Start)]
	switch {
	case known:
		p.add(t, name.kind, name.modifiers)
	case p.isKeyword(word, f):
		p.add(t, KeywordToken, 0)
	case key && f.opener == hclsyntax.TokenOBrace, p.previous() == hclsyntax.TokenDot:
		p.add(t, PropertyToken, 0)
	case p.inType():
		p.add(t, TypeToken, DefaultLibrary)
	case p.next() == hclsyntax.TokenOParen:
		p.add(t, FunctionToken, builtin(word))
	case f.header:
		p.add(t, VariableToken, Declaration)
	case isSelfWord(word):
		p.add(t, KeywordToken, 0)
	case addressWords[word]:
		p.add(t, NamespaceToken, 0)
	default:
		p.add(t, VariableToken, 0)
	}
}

func builtin(function string) Modifiers {
	if schema.HasFunction(function) {
		return DefaultLibrary
	}
	return 0
}

// item paints the start of an attribute or of a block, or a label without quotes.
func (p *painter) item(t Token, f *paintFrame) {
	name, known := p.names[int(t.Start)]
	switch {
	case f.state == blockHeader && known:
		p.add(t, name.kind, name.modifiers)
	case f.state == blockHeader:
		p.add(t, EnumMemberToken, 0)
	case p.next() == hclsyntax.TokenEqual:
		f.attr = p.attrs[int(t.Start)]
		if !known {
			name = paintedName{kind: PropertyToken}
		}
		if f.attr != nil && f.attr.Schema.Deprecated != "" {
			name.modifiers |= Deprecated
		}
		p.add(t, name.kind, name.modifiers)
	default:
		f.state = blockHeader
		p.add(t, KeywordToken, 0)
	}
}

// isKeyword reports the words of the syntax, and notes what they begin and end.
func (p *painter) isKeyword(word string, f *paintFrame) bool {
	first := !f.begun
	switch word {
	case "true", "false", "null":
		return p.previous() != hclsyntax.TokenDot
	case "for":
		if first && f.opener != hclsyntax.TokenOParen {
			f.loop, f.header = true, true
			return true
		}
	case "in":
		if f.header {
			f.header = false
			return true
		}
	case "if":
		return first && f.opener == hclsyntax.TokenTemplateControl || f.loop && p.previous() != hclsyntax.TokenDot
	case "else", "endif", "endfor":
		return first && f.opener == hclsyntax.TokenTemplateControl
	}
	return false
}

// inType reports whether a type constraint is being written.
func (p *painter) inType() bool {
	for n := len(p.frames) - 1; n >= 0; n-- {
		if f := p.frames[n]; f.body {
			return f.attr != nil && f.attr.Schema.Unevaluated && !f.attr.Schema.Params
		}
	}
	return false
}
