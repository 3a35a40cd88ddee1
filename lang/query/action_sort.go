package query

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// organize sorts all lists of packages in the file.
func (a *actor) organize() {
	var edits []diag.Edit
	var add func(b *config.Block)
	add = func(b *config.Block) {
		for _, attr := range b.Attrs {
			if isPackages(attr) {
				edits = append(edits, a.f.sortedIn(attr.Expr())...)
			}
		}
		for _, nested := range b.Blocks {
			add(nested)
		}
	}
	for _, b := range a.f.Blocks {
		add(b)
	}
	a.add(Action{Title: "Sort all lists of packages", Kind: Organize, Edits: edits})
}

// sortedIn sorts the outermost lists in an expression.
func (f *File) sortedIn(e hclsyntax.Expression) []diag.Edit {
	var edits []diag.Edit
	end := 0
	_ = hclsyntax.VisitAll(e, func(n hclsyntax.Node) hcl.Diagnostics {
		tuple, ok := n.(*hclsyntax.TupleConsExpr)
		if ok && tuple.SrcRange.Start.Byte >= end {
			edits = append(edits, f.sorted(f.list(tuple))...)
			end = tuple.SrcRange.End.Byte
		}
		return nil
	})
	return edits
}

// sorted returns what puts the names in a list into order. A blank line, a comment
// on a line of its own and whatever is no plain name stay where they are: what is
// before and what is behind are sorted for themselves. A comment behind a name goes
// with it.
func (f *File) sorted(l *itemList) []diag.Edit {
	var edits []diag.Edit
	var run []listItem
	end := func() {
		edits = append(edits, f.sortedRun(run)...)
		run = nil
	}
	for _, item := range l.items {
		if item.apart {
			end()
		}
		if sortKey(f.textOf(item.span)) == "" {
			end()
			continue
		}
		run = append(run, item)
	}
	end()
	return edits
}

func (f *File) textOf(s span) string { return string(f.Text()[s.start:s.end]) }

// sortKey is by what a package is sorted; "" for what is no name.
func sortKey(text string) string {
	if name, err := strconv.Unquote(text); err == nil && text[0] == '"' && !strings.ContainsAny(name, "${%") {
		return name
	}
	word := strings.TrimPrefix(text, "pkgs.")
	if strings.ContainsAny(word, "()[]{}?\n \"") {
		return ""
	}
	return word
}

func (f *File) sortedRun(run []listItem) []diag.Edit {
	order := slices.Clone(run)
	slices.SortStableFunc(order, func(a, b listItem) int {
		x, y := sortKey(f.textOf(a.span)), sortKey(f.textOf(b.span))
		return cmp.Or(cmp.Compare(strings.ToLower(x), strings.ToLower(y)), cmp.Compare(x, y))
	})
	if slices.Equal(order, run) {
		return nil
	}
	commented := slices.ContainsFunc(run, func(i listItem) bool { return i.comment.end > 0 })
	var edits []diag.Edit
	for n, slot := range run {
		end, text := slot.end, f.textOf(order[n].span)
		if commented {
			end = lineEnd(f.Text(), slot.end)
			if !f.alone(slot) {
				return nil
			}
			text += ","
			if c := order[n].comment; c.end > 0 {
				text += " " + strings.TrimRight(f.textOf(c), "\r\n")
			}
		}
		if text != string(f.Text()[slot.start:end]) {
			edits = append(edits, diag.Edit{Range: f.Range(slot.start, end), NewText: text})
		}
	}
	return edits
}

// alone reports whether nothing but a comma and a comment stands beside an item on
// its line.
func (f *File) alone(item listItem) bool {
	text := f.Text()
	end := lineEnd(text, item.end)
	if item.comment.end > 0 {
		end = item.comment.start
	}
	rest := strings.TrimSpace(strings.Replace(string(text[item.end:max(item.end, end)]), ",", "", 1))
	return aloneOnLine(text, item.start) && rest == ""
}
