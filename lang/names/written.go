package names

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// written is where the names of packages stand in a unit. The program knows only
// where a package is used, which may be by a local that holds it.
type written struct {
	refs     map[string][]diag.Range // references to packages of a set, by the key of the address
	marks    []mark                  // references and strings, in source order
	literals map[string][]diag.Range // strings of locals
}

// mark is a reference of any kind or a plain string.
type mark struct {
	at   diag.Range
	text string // of a string
	ref  bool
}

func newWritten(unit *config.Unit) *written {
	w := &written{refs: map[string][]diag.Range{}, literals: map[string][]diag.Range{}}
	w.blocks(unit.Blocks, false)
	slices.SortStableFunc(w.marks, func(a, b mark) int { return compareRanges(a.at, b.at) })
	return w
}

func (w *written) blocks(blocks []*config.Block, local bool) {
	for _, b := range blocks {
		local := local || b.Type == "locals"
		for _, a := range b.Attrs {
			w.attr(a, local)
		}
		w.blocks(b.Blocks, local)
	}
}

func (w *written) attr(a *config.Attr, local bool) {
	for _, ref := range a.Refs {
		w.marks = append(w.marks, mark{at: ref.Range, ref: true})
		switch {
		case ref.Kind == config.Pkgs:
			w.ref(address{set: "default", path: ref.Names}, ref.Range)
		case ref.Kind == config.Pkgset && len(ref.Names) > 1:
			w.ref(address{set: ref.Names[0], path: ref.Names[1:]}, ref.Range)
		}
	}
	_ = hclsyntax.VisitAll(a.Expr, func(n hclsyntax.Node) hcl.Diagnostics {
		text, ok := n.(*hclsyntax.TemplateExpr)
		if !ok || !text.IsStringLiteral() {
			return nil
		}
		v, _ := text.Value(nil)
		m := mark{at: syntax.Range(text.SrcRange), text: v.AsString()}
		w.marks = append(w.marks, m)
		if local {
			w.literals[m.text] = append(w.literals[m.text], m.at)
		}
		return nil
	})
}

func (w *written) ref(a address, at diag.Range) { w.refs[a.key()] = append(w.refs[a.key()], at) }

// place is where a name is written: as a reference, as a string, or, as none of
// them, in the expression that makes it.
type place struct {
	at   diag.Range
	form form
}

type form uint8

const (
	expression form = iota
	reference
	text
)

// places are where the name of a used package is written, as tightly as can be
// told, in source order.
func (w *written) places(u *use) []place {
	var found []place
	for _, at := range w.refs[u.key()] {
		found = append(found, place{at, reference})
	}
	name := strings.Join(u.path[u.python:], ".")
	for _, at := range u.ranges {
		strings, refs := w.inside(at, name)
		switch {
		case len(strings) > 0:
			for _, s := range strings {
				found = append(found, place{s, text})
			}
		case !refs:
			found = append(found, place{at, expression})
		}
	}
	if len(found) == 0 { // a local holds it, or makes it
		for _, at := range w.literals[name] {
			found = append(found, place{at, text})
		}
	}
	if len(found) == 0 {
		for _, at := range u.ranges {
			found = append(found, place{at, expression})
		}
	}
	slices.SortStableFunc(found, func(a, b place) int { return compareRanges(a.at, b.at) })
	return slices.CompactFunc(found, func(a, b place) bool { return a.at == b.at })
}

// inside returns the strings of that text in a range, and whether any reference
// is in it.
func (w *written) inside(at diag.Range, text string) (strings []diag.Range, refs bool) {
	first, _ := slices.BinarySearchFunc(w.marks, at, func(m mark, at diag.Range) int {
		return cmp.Or(cmp.Compare(m.at.File, at.File), cmp.Compare(m.at.Start.Byte, at.Start.Byte))
	})
	for _, m := range w.marks[first:] {
		if m.at.File != at.File || m.at.Start.Byte >= at.End.Byte {
			break
		}
		refs = refs || m.ref
		if !m.ref && m.text == text {
			strings = append(strings, m.at)
		}
	}
	return strings, refs
}
