package query

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/resolve"
)

// extract gives a name to the selected expression: it becomes a local value.
func (a *actor) extract() {
	start, end := trimmed(a.f.Text(), a.start, a.end)
	if start == end || a.attr.Schema.Unevaluated || a.attr.Schema.Params || !a.mayReferToLocals() {
		return
	}
	e := exprAt(a.attr.Expr(), start, end)
	if e == nil || !a.movable(start, end) {
		return
	}
	name := a.freeLocal(a.attr.Name)
	reference := "local." + name
	a.add(Action{
		Title: fmt.Sprintf("Extract to %s", reference), Kind: Extract,
		Edits: []diag.Edit{a.edit(start, end, reference), a.declareLocal(name, a.standing(e, start, end))},
	})
}

// trimmed is a part of a text without the spaces at its ends.
func trimmed(text []byte, start, end int) (int, int) {
	part := text[start:end]
	inner := bytes.TrimSpace(part)
	start += bytes.Index(part, inner)
	return start, start + len(inner)
}

// mayReferToLocals reports whether the value at the part is evaluated, and where all
// names are known. What decides about names is read before.
func (a *actor) mayReferToLocals() bool {
	top, attr := a.blocks[0].Type, a.attr.Name
	switch {
	case top == "variable", top == "module" && attr == "source", top == "variant" && attr == "extends":
		return false
	}
	return true
}

// exprAt returns the expression that a part of an expression is as a whole, nil when
// it is none.
func exprAt(e hclsyntax.Expression, start, end int) hclsyntax.Expression {
	var found hclsyntax.Expression
	key := false
	_ = hclsyntax.VisitAll(e, func(n hclsyntax.Node) hcl.Diagnostics {
		r := n.Range()
		if r.Start.Byte != start || r.End.Byte != end {
			return nil
		}
		switch n := n.(type) {
		case *hclsyntax.ObjectConsKeyExpr:
			key = true
		case hclsyntax.ChildScope:
		case *hclsyntax.LiteralValueExpr:
			if n.Val.Type() != cty.String && !key && found == nil { // which is a part of a template
				found = n
			}
		case hclsyntax.Expression:
			if !key && found == nil {
				found = n
			}
		}
		return nil
	})
	return found
}

// movable reports whether all names in a part mean the same at the top of the file,
// and all its strings end where it does.
func (a *actor) movable(start, end int) bool {
	inside := func(r diag.Range) bool { return start <= r.Start.Byte && r.End.Byte <= end }
	for _, ref := range a.attr.Refs {
		if inside(ref.Range) && !a.sameAtTop(ref) {
			return false
		}
	}
	declared := map[Symbol]bool{}
	for _, o := range a.s.occurrences(a.f, a.blocks[:1]) {
		switch {
		case !inside(o.Name):
		case o.Symbol.Kind == Parameter, o.Symbol.Kind == LoopName && o.Use != Declares && !declared[o.Symbol]:
			return false
		case o.Use == Declares:
			declared[o.Symbol] = true
		}
	}
	return !slices.ContainsFunc(a.f.tokensIn(start, end), func(t Token) bool { return t.Type == hclsyntax.TokenOHeredoc })
}

// sameAtTop reports whether a reference means the same in a local value, and can be
// read from one. What depends on the platform is no value for blocks that are the same
// on all.
func (a *actor) sameAtTop(ref config.Ref) bool {
	switch ref.Kind {
	case config.Each, config.Self, config.Super, config.User, config.Bare:
		return false
	}
	shared := resolve.IsShared(a.blocks[0].Type) || a.attr == a.blocks[0].Attr("for_each") || a.attr == a.blocks[0].Attr("matrix")
	on := a.s.Result.Resolved.Symbol(ref.Key)
	return !shared || ref.Kind != config.Module && (on == nil || !on.PerPlatform)
}

// freeLocal returns the name of a local value that is not taken: the wanted one, or
// with a number.
func (a *actor) freeLocal(want string) string {
	taken := map[string]bool{}
	for _, b := range a.s.Result.Config.Of("locals") {
		for _, attr := range b.Attrs {
			taken[attr.Name] = true
		}
	}
	name := want
	for n := 2; taken[name]; n++ {
		name = fmt.Sprintf("%s_%d", want, n)
	}
	return name
}

// standing is the text of an expression as the value of an attribute, in which lines
// end only inside brackets.
func (a *actor) standing(e hclsyntax.Expression, start, end int) string {
	text := string(a.f.Text()[start:end])
	switch config.Unbound(e).(type) {
	case *hclsyntax.TupleConsExpr, *hclsyntax.ObjectConsExpr, *hclsyntax.ForExpr, *hclsyntax.FunctionCallExpr, *hclsyntax.TemplateExpr:
		return text
	}
	if strings.Contains(text, "\n") && text[0] != '(' {
		return "(" + text + ")"
	}
	return text
}

// declareLocal adds a local value: to the first locals block of the file, else to a
// new one before the block that the part is in.
func (a *actor) declareLocal(name, value string) diag.Edit {
	for _, b := range a.f.Blocks {
		if b.Type == "locals" && !b.Damaged && strings.Contains(string(a.f.Text()[b.Body.Start.Byte:b.Body.End.Byte]), "\n") {
			edit := a.f.insertInto(b, []string{name + " = " + value})[0]
			return edit
		}
	}
	at := a.f.lineAbove(a.blocks[0].Range.Start.Byte)
	return a.edit(at, at, fmt.Sprintf("locals {\n  %s = %s\n}\n\n", name, value))
}

// lineAbove returns where the line of an offset starts, or the first of the comments
// that stand right above it.
func (f *File) lineAbove(offset int) int {
	text := f.Text()
	at := lineStart(text, offset)
	for at > 0 {
		above := lineStart(text, at-1)
		line := bytes.TrimSpace(text[above:at])
		if !bytes.HasPrefix(line, []byte("#")) && !bytes.HasPrefix(line, []byte("//")) {
			break
		}
		at = above
	}
	return at
}
