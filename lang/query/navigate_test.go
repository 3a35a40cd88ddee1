package query_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/query"
)

func TestDefinition(t *testing.T) {
	testMarked(t, "definition", func(t *testing.T, q question) string {
		var b strings.Builder
		for _, link := range q.unit().Definition(q.file, q.start) {
			if link.To.Start.Byte > link.Name.Start.Byte || link.Name.End.Byte > link.To.End.Byte {
				t.Errorf("%v is not in %v", link.Name, link.To)
			}
			fmt.Fprintf(&b, "%s\n", q.shown(link.Name))
		}
		return cmp.Or(b.String(), "nothing")
	})
}

func TestReferences(t *testing.T) {
	testMarked(t, "references", func(t *testing.T, q question) string {
		var b strings.Builder
		for _, r := range q.tree.References(q.unit(), q.file, q.start, !slices.Contains(q.words, "only")) {
			fmt.Fprintf(&b, "%s\n", q.shown(r))
		}
		return cmp.Or(b.String(), "nothing")
	})
}

func TestHighlights(t *testing.T) {
	testMarked(t, "highlight", func(t *testing.T, q question) string {
		var b strings.Builder
		for _, o := range q.unit().Highlights(q.file, q.start) {
			fmt.Fprintf(&b, "%s %s\n", []string{"read", "write", "write"}[o.Use], q.shown(o.Name))
		}
		return cmp.Or(b.String(), "nothing")
	})
}

func TestRename(t *testing.T) {
	testMarked(t, "rename", func(t *testing.T, q question) string {
		if len(q.words) == 0 {
			o, err := q.tree.CanRename(q.unit(), q.file, q.start)
			if err != nil {
				return err.Error()
			}
			return q.shown(o.Name)
		}
		edits, err := q.tree.Rename(q.unit(), q.file, q.start, q.words[0])
		if err != nil {
			if !query.IsRefusal(err) {
				t.Error(err)
			}
			return err.Error()
		}
		return q.difference(edits)
	})
}

// difference shows the lines that edits change.
func (m *marked) difference(edits []diag.Edit) string {
	after := edited(m.files, edits)
	var b strings.Builder
	for _, name := range sortedKeys(m.files) {
		was, is := strings.Split(m.files[name], "\n"), strings.Split(after[name], "\n")
		for i := range was {
			if i < len(is) && was[i] != is[i] {
				fmt.Fprintf(&b, "%s:%d: %s\n", name, i+1, strings.TrimSpace(is[i]))
			}
		}
	}
	return cmp.Or(b.String(), "nothing")
}

func TestOutline(t *testing.T) {
	testMarked(t, "outline", func(t *testing.T, q question) string {
		var b strings.Builder
		var show func(indent string, items []query.Outline)
		show = func(indent string, items []query.Outline) {
			for _, i := range items {
				if i.Selected.Start.Byte < i.Range.Start.Byte || i.Range.End.Byte < i.Selected.End.Byte {
					t.Errorf("%s: the name is outside", i.Name)
				}
				fmt.Fprintf(&b, "%s\n", strings.TrimRight(indent+i.Name+"  "+i.Detail, " "))
				show(indent+"  ", i.Inside)
			}
		}
		show("", q.unit().Outline(q.file))
		return b.String()
	})
}

func TestSearch(t *testing.T) {
	testMarked(t, "search", func(t *testing.T, q question) string {
		var b strings.Builder
		letters, most := "", 10
		if len(q.words) > 0 {
			letters = q.words[0]
		}
		for _, d := range q.tree.Search(letters, most) {
			fmt.Fprintf(&b, "%s in %s\n", d.Symbol.Key, q.shown(d.Name))
		}
		return cmp.Or(b.String(), "nothing")
	})
}

func TestHierarchy(t *testing.T) {
	testMarked(t, "hierarchy", func(t *testing.T, q question) string {
		kind := query.Variant
		if slices.Contains(q.words, "calls") {
			kind = query.Function
		}
		item, ok := q.unit().ItemAt(q.file, q.start, kind)
		if !ok {
			return "nothing"
		}
		var b strings.Builder
		fmt.Fprintf(&b, "of %s\n", q.shown(item.Name))
		for _, i := range q.tree.Extended(item.Symbol) {
			fmt.Fprintf(&b, "extends %s\n", q.shown(i.Name))
		}
		for _, i := range q.tree.Extending(item.Symbol) {
			fmt.Fprintf(&b, "extended by %s\n", q.shown(i.Name))
		}
		for _, c := range q.tree.Calls(item.Symbol) {
			fmt.Fprintf(&b, "calls %s, %d times\n", q.shown(c.Item.Name), len(c.Calls))
		}
		for _, c := range q.tree.Callers(item.Symbol) {
			fmt.Fprintf(&b, "called by %s, %d times\n", q.shown(c.Item.Name), len(c.Calls))
		}
		return b.String()
	})
}

func TestLinks(t *testing.T) {
	testMarked(t, "links", func(t *testing.T, q question) string {
		var b strings.Builder
		for _, l := range q.unit().Links(q.file) {
			fmt.Fprintf(&b, "%s leads to %s\n", q.shown(l.Range), l.File+l.URL)
		}
		return cmp.Or(b.String(), "nothing")
	})
}

// facts are what is known in all tests.
func facts() *query.Facts {
	layers := []query.MeasuredLayer{{Name: "base", Size: 52_345_678, Paths: []query.MeasuredPath{
		{Name: "git", Version: "2.47.0", Size: 41_000_000}, {Name: "nodejs", Version: "20.18.1", Size: 96_400_000},
	}}}
	return &query.Facts{
		Inputs: map[string]query.LockedInput{
			"nixpkgs": {Revision: "0123456789abcdef", Date: "2026-11-01"},
			"archive": {Date: "2026-10-01"},
		},
		Images: []query.MeasuredImage{{Variant: "runtime", System: "x86_64-linux", Layers: layers}},
	}
}

func TestHover(t *testing.T) {
	testMarked(t, "hover", func(t *testing.T, q question) string {
		h, ok := q.unit().Hover(q.file, q.start, facts)
		if !ok {
			return "nothing"
		}
		if h.Range.Start.Byte > q.start || h.Range.End.Byte < q.start {
			t.Errorf("%v does not hold %d", h.Range, q.start)
		}
		return q.shown(h.Range) + "\n" + h.Text
	})
}

func TestMoved(t *testing.T) {
	testMarked(t, "moved", func(t *testing.T, q question) string {
		return q.difference(q.tree.Moved([]query.Move{{From: q.words[0], To: q.words[1]}}))
	})
}
