package config

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// Name is a name where an expression declares or uses it.
type Name struct {
	Value string
	Range diag.Range
}

// Params returns the parameters that a function block declares, and the one that
// takes all further arguments, nil when there is none.
func (b *Block) Params() (params []Name, variadic *Name) {
	for _, a := range b.Attrs {
		switch {
		case !a.Schema.Params:
		case a.Schema.Type.List:
			params = a.Names
		case len(a.Names) > 0:
			variadic = &a.Names[0]
		}
	}
	return params, variadic
}

// params returns the names that some of the attributes declare for the others. One
// that is declared twice, or is no name, is reported.
func (d *decoder) params(attrs []*Attr) map[string]bool {
	declared := map[string]bool{}
	first := map[string]diag.Range{}
	for _, a := range attrs {
		if !a.Schema.Params {
			continue
		}
		for _, e := range d.named(a) {
			name := Name{hcl.ExprAsKeyword(e), syntax.Range(e.Range())}
			at, taken := first[name.Value]
			switch {
			case !isParam(name.Value):
				d.diags.Add(invalidParam{Expr: e, At: name.Range})
				declared[quotedName(e)] = true // which evidently was meant
				continue
			case taken:
				d.diags.Add(duplicateParam{Name: name, First: at})
				continue
			}
			first[name.Value] = name.Range
			a.Names = append(a.Names, name)
			declared[name.Value] = true
		}
	}
	return declared
}

// quotedName returns the name that a string holds, "" when there is none.
func quotedName(e hclsyntax.Expression) string {
	if text, ok := syntax.Literal(e); ok && isParam(text) {
		return text
	}
	return ""
}

// misnamed reports an attribute whose parameters are not all known.
func misnamed(a *Attr) bool {
	if !a.Schema.Params {
		return false
	}
	if tuple, ok := a.Expr().(*hclsyntax.TupleConsExpr); ok && a.Schema.Type.List {
		return len(a.Names) != len(tuple.Exprs)
	}
	return len(a.Names) != 1
}

// named returns the expressions that are names: the attribute's elements, or the
// attribute itself.
func (d *decoder) named(a *Attr) []hclsyntax.Expression {
	if !a.Schema.Type.List {
		return []hclsyntax.Expression{a.Expr()}
	}
	tuple, ok := a.Expr().(*hclsyntax.TupleConsExpr)
	if !ok {
		d.diags.Add(invalidParams{Expr: a.Expr(), At: a.Range})
		return nil
	}
	return tuple.Exprs
}

// isParam reports whether a word can be a parameter. Some are values wherever
// they stand.
func isParam(word string) bool {
	return isName(word) && word != "true" && word != "false" && word != "null"
}
