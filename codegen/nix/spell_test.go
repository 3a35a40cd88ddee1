package nix

import (
	"fmt"
	"strings"
)

// spell writes an expression in the plainest way: parentheses around
// everything, strings in double quotes, all on one line. It stands beside the
// printer as a second opinion.
func spell(e Expr) string {
	switch e := view(e).(type) {
	case *Ident:
		return e.Name
	case *Int:
		return paren(formatInt(e.Value))
	case *Float:
		return paren(formatFloat(e.Value))
	case *Path:
		return paren(formatPath(e.Rel))
	case *Str:
		return spellString(e)
	case *List:
		return "[ " + spellAll(e.Items) + " ]"
	case *Attrs:
		if e.Rec {
			return paren("rec { " + spellBinds(e.Binds) + "}")
		}
		return paren("{ " + spellBinds(e.Binds) + "}")
	case *Select:
		of, path := chain(e)
		s := spell(of.Expr) + "." + spellPath(path)
		if e.Default != nil {
			s += " or " + spell(e.Default)
		}
		return paren(s)
	case *Has:
		return paren(spell(e.Of) + " ? " + spellPath(e.Path))
	case *Apply:
		fn, args := spine(e)
		s := spell(fn.Expr)
		for _, arg := range args {
			s += " " + spell(arg.Expr)
		}
		return paren(s)
	case *Lambda:
		return paren(spellParam(e) + ": " + spell(e.Body))
	case *Let:
		return paren("let " + spellBinds(e.Binds) + "in " + spell(e.Body))
	case *Binary:
		return paren(spell(e.Left) + " " + e.Op + " " + spell(e.Right))
	case *Unary:
		return paren(e.Op + spell(e.X))
	case *If:
		return paren("if " + spell(e.Cond) + " then " + spell(e.Then) + " else " + spell(e.Else))
	case *Assert:
		return paren("assert " + spell(e.Cond) + "; " + spell(e.Body))
	case *With:
		return paren("with " + spell(e.Scope) + "; " + spell(e.Body))
	}
	panic(fmt.Sprintf("%T", e))
}

func paren(s string) string { return "(" + s + ")" }

func spellAll(list []Expr) string {
	var b strings.Builder
	for _, e := range list {
		b.WriteString(spell(e) + " ")
	}
	return b.String()
}

func spellString(e *Str) string {
	var b strings.Builder
	parts := joined(e.Parts)
	for i, part := range parts {
		if part.Expr != nil {
			b.WriteString("${" + spell(part.Expr) + "}")
		} else {
			b.WriteString(escapeQuoted(part.Literal, i+1 < len(parts)))
		}
	}
	return `"` + b.String() + `"`
}

func spellPath(path []AttrName) string {
	var names []string
	for _, name := range path {
		if name.Expr != nil {
			names = append(names, "${"+spell(name.Expr)+"}")
		} else {
			names = append(names, quote(name.Name))
		}
	}
	return strings.Join(names, ".")
}

func spellBinds(binds []Bind) string {
	var b strings.Builder
	for _, bind := range binds {
		switch {
		case bind.Inherit == nil:
			b.WriteString(spellPath(bind.Path) + " = " + spell(bind.Value) + "; ")
		case bind.Inherit.From == nil:
			b.WriteString("inherit " + strings.Join(bind.Inherit.Names, " ") + "; ")
		default:
			b.WriteString("inherit " + paren(spell(bind.Inherit.From)) + strings.Join(bind.Inherit.Names, " ") + "; ")
		}
	}
	return b.String()
}

func spellParam(e *Lambda) string {
	if e.Param != "" {
		return e.Param
	}
	var formals []string
	for i, name := range e.Formals {
		if value := e.defaultOf(i); value != nil {
			name += " ? " + spell(value)
		}
		formals = append(formals, name)
	}
	if e.Open {
		formals = append(formals, "...")
	}
	s := "{ " + strings.Join(formals, ", ") + " }"
	if e.As != "" {
		s += "@" + e.As
	}
	return s
}
