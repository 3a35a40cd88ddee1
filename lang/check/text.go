package check

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/schema"
)

// A token stands for a package's store path inside a string while expressions
// are evaluated: mark, the names of the package, mark. No string of a user can
// hold the mark, because a NUL byte is refused in source, in escapes and in
// files. A token is a function of the package alone, so equal strings stay
// equal and the order of evaluation shows nowhere.
const (
	mark    = "\x00"
	joint   = "\x01"
	ownName = "own"
	setName = "set"
)

func token(r *reference) string {
	where := setName
	if r.Own {
		where = ownName
	}
	return mark + where + joint + strings.Join(r.Names, joint) + mark
}

func hasToken(s string) bool { return strings.Contains(s, mark) }

// pieces cuts a string at its tokens: literal, package, literal, …, literal. ok
// is false when a token has been damaged.
func pieces(s string) (cut []string, ok bool) {
	cut = strings.Split(s, mark)
	if len(cut)%2 == 0 {
		return nil, false
	}
	for i := 1; i < len(cut); i += 2 {
		if untoken(cut[i]) == nil {
			return nil, false
		}
	}
	return cut, true
}

func untoken(s string) *reference {
	names := strings.Split(s, joint)
	own := names[0] == ownName
	switch {
	case len(names) < 3, own && len(names) != 4, !own && names[0] != setName:
		return nil
	}
	return &reference{Kind: schema.Package, Own: own, Names: names[1:]}
}

// whole returns the package that the string is the store path of. A list of
// packages and strings becomes one of strings in some expressions.
func whole(s string) *reference {
	cut, ok := pieces(s)
	if !ok || len(cut) != 3 || cut[0] != "" || cut[2] != "" {
		return nil
	}
	return untoken(cut[1])
}

// textOf turns an evaluated string into a text.
func textOf(s string, at diag.Range) ir.Text {
	if !hasToken(s) {
		return ir.Literal(s, at)
	}
	t := ir.Text{Range: at}
	cut, _ := pieces(s)
	for i, piece := range cut {
		switch {
		case i%2 == 1:
			ref := untoken(piece).packageRef(ir.PackageRef{Range: at})
			t.Parts = append(t.Parts, ir.Part{Package: &ref})
		case piece != "":
			t.Parts = append(t.Parts, ir.Part{Literal: piece})
		}
	}
	return t
}

// shown is the string as a message shows it: packages as the references that
// a user wrote.
func shown(s string) string {
	cut, ok := pieces(s)
	if !ok || len(cut) == 1 {
		return strings.ReplaceAll(s, mark, "")
	}
	for i := 1; i < len(cut); i += 2 {
		cut[i] = "${" + untoken(cut[i]).display() + "}"
	}
	return strings.Join(cut, "")
}

// display is how the package is written in an expression.
func (r *reference) display() string {
	switch {
	case r.Own:
		return r.Names[2]
	case r.Names[0] == "default":
		return "pkgs." + strings.Join(r.Names[1:], ".")
	}
	return "pkgset." + strings.Join(r.Names, ".")
}

// tokensIn appends the tokens of every string and every package inside the value.
func tokensIn(v cty.Value, found []string) []string {
	v, _ = v.Unmark()
	if !v.IsKnown() || v.IsNull() {
		return found
	}
	ty := v.Type()
	switch {
	case ty == types[schema.Package]:
		r, _ := asReference(v)
		found = append(found, strings.Trim(token(r), mark))
	case ty == cty.String:
		if cut, ok := pieces(v.AsString()); ok {
			for i := 1; i < len(cut); i += 2 {
				found = append(found, cut[i])
			}
		}
	case ty.IsCollectionType() || ty.IsTupleType() || ty.IsObjectType():
		for it := v.ElementIterator(); it.Next(); {
			key, element := it.Element()
			found = tokensIn(element, tokensIn(key, found))
		}
	}
	return found
}
