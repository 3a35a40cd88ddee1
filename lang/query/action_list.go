package query

import (
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/syntax"
	"github.com/agentboxc/agentboxc/schema"
)

// lists adds what can be done to the list or object around the part.
func (a *actor) lists() {
	var inner hclsyntax.Node
	_ = hclsyntax.VisitAll(a.attr.Expr(), func(n hclsyntax.Node) hcl.Diagnostics {
		switch n.(type) {
		case *hclsyntax.TupleConsExpr, *hclsyntax.ObjectConsExpr:
			if r := n.Range(); r.Start.Byte <= a.start && a.end <= r.End.Byte {
				inner = n // children come behind their parents
			}
		}
		return nil
	})
	if inner == nil {
		return
	}
	l := a.f.list(inner)
	if isPackages(a.attr) {
		if _, ok := inner.(*hclsyntax.TupleConsExpr); ok {
			a.add(Action{Title: "Sort packages", Kind: Rewrite, Edits: a.f.sorted(l)})
		}
		a.references(inner)
	}
	a.reflow(l)
}

// isPackages reports an attribute that is a list of packages.
func isPackages(attr *config.Attr) bool {
	return attr.Schema.Type.Ref == schema.Package && attr.Schema.Type.List
}

// itemList is a list or object as it is written.
type itemList struct {
	open, close int // offsets of the brackets
	items       []listItem
	comments    bool // besides those behind an item on its line
	heredoc     bool
	object      bool
	lines       bool // is written on several lines
}

// listItem is one of its items, without the comma.
type listItem struct {
	span
	comment span // behind it on its line; empty is none
	apart   bool // there is a blank line or a comment before it
}

// list finds the items by their commas and, in an object, lines.
func (f *File) list(n hclsyntax.Node) *itemList {
	r := n.Range()
	_, object := n.(*hclsyntax.ObjectConsExpr)
	l := &itemList{open: r.Start.Byte, close: r.End.Byte - 1, object: object}
	text := f.Text()
	l.lines = strings.Contains(string(text[l.open:l.close]), "\n")
	var item listItem
	depth, newlines := 0, 0
	end := func() {
		if item.end > item.start {
			l.items = append(l.items, item)
		}
		item, newlines = listItem{}, 0
	}
	for _, t := range f.tokensIn(l.open+1, l.close) {
		start, stop := int(t.Start), int(t.End)
		l.heredoc = l.heredoc || t.Type == hclsyntax.TokenOHeredoc
		switch {
		case depth == 0 && t.Type == hclsyntax.TokenComma, depth == 0 && object && t.Type == hclsyntax.TokenNewline && item.end > 0:
			end()
			continue
		case t.Type == hclsyntax.TokenNewline && item.end == 0:
			newlines++
			item.apart = item.apart || newlines > 1 && len(l.items) > 0
			continue
		case t.Type == hclsyntax.TokenNewline:
			continue
		case t.Type == hclsyntax.TokenComment && depth == 0:
			l.comment(&item, start, stop, aloneOnLine(text, start))
			newlines += strings.Count(string(text[start:stop]), "\n")
			continue
		case opens(t.Type):
			depth++
		case closes(t.Type):
			depth--
		}
		if item.end == 0 {
			item.start = start
		}
		item.end = stop
	}
	end()
	return l
}

// comment notes a comment that stands between items.
func (l *itemList) comment(next *listItem, start, end int, alone bool) {
	n := len(l.items) - 1
	if alone || next.end > 0 || n < 0 {
		l.comments, next.apart = true, true
		return
	}
	l.items[n].comment = span{start, end}
}

// reflow puts each item on a line of its own, or all of them on one.
func (a *actor) reflow(l *itemList) {
	if len(l.items) == 0 || l.comments || l.heredoc {
		return
	}
	var texts []string
	for _, item := range l.items {
		text := string(a.f.Text()[item.start:item.end])
		if item.comment.end > 0 || l.lines && strings.Contains(text, "\n") {
			return
		}
		texts = append(texts, text)
	}
	what := "list"
	if l.object {
		what = "object"
	}
	if l.lines {
		text, pad := strings.Join(texts, ", "), ""
		if l.object {
			pad = " "
		}
		a.add(Action{Title: "Join the " + what + " on one line", Kind: Rewrite, Edits: []diag.Edit{a.edit(l.open+1, l.close, pad+text+pad)}})
		return
	}
	indent := indentAt(a.f.Text(), l.open)
	separator := ",\n" + indent + "  "
	text := "\n" + indent + "  " + strings.Join(texts, separator) + ",\n" + indent
	a.add(Action{Title: "Split the " + what + " into lines", Kind: Rewrite, Edits: []diag.Edit{a.edit(l.open+1, l.close, text)}})
}

// references writes packages that are named by strings as references, where the
// compiler took the string for a package of the default set.
func (a *actor) references(n hclsyntax.Node) {
	tuple, ok := n.(*hclsyntax.TupleConsExpr)
	if !ok || a.s.Result.Program == nil {
		return
	}
	named := map[diag.Range]ir.PackageRef{}
	for _, e := range tuple.Exprs {
		if _, ok := syntax.Literal(config.Unbound(e)); ok {
			named[syntax.Range(e.Range())] = ir.PackageRef{}
		}
	}
	if len(named) == 0 {
		return
	}
	packageRefs().Find(a.s.Result.Program, func(value any) bool {
		ref := *value.(*ir.PackageRef)
		if _, ok := named[ref.Range]; ok && ref.Pkgset == "default" {
			named[ref.Range] = ref
		}
		return false
	})
	var all []diag.Edit
	for _, e := range tuple.Exprs {
		at := syntax.Range(e.Range())
		if named[at].Pkgset == "" {
			continue
		}
		edit := diag.Edit{Range: at, NewText: named[at].Address()}
		all = append(all, edit)
		if at.Start.Byte <= a.start && a.end <= at.End.Byte {
			a.add(Action{Title: "Write it as " + edit.NewText, Kind: Rewrite, Edits: []diag.Edit{edit}})
		}
	}
	if len(all) > 1 {
		a.add(Action{Title: "Write all packages of the list as references", Kind: Rewrite, Edits: all})
	}
}

var packageRefs = sync.OnceValue(func() *ir.Finder { return ir.NewFinder(ir.PackageRef{}) })
