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
	refs     map[string][]place      // references of the unit to packages of a set, by the key of the address
	marks    []mark                  // references and strings of all units, in source order
	literals map[string][]diag.Range // strings of the unit's locals
}

// mark is a reference of any kind or a plain string.
type mark struct {
	at   diag.Range
	ref  bool
	set  string // that a reference to a package starts with, as it is written
	name string // of its package, or the string itself
}

// newWritten reads the unit and those that it uses. What a set is called there is
// not what the program calls it, so their references count only where the program
// has the package.
func newWritten(units []*config.Unit) *written {
	w := &written{refs: map[string][]place{}, literals: map[string][]diag.Range{}}
	for i, unit := range units {
		w.blocks(unit.Blocks, where{module: i > 0})
	}
	slices.SortStableFunc(w.marks, func(a, b mark) int { return compareRanges(a.at, b.at) })
	return w
}

// where is the place of an attribute: in a unit that is used, in a locals block.
type where struct{ module, local bool }

func (w *written) blocks(blocks []*config.Block, in where) {
	for _, b := range blocks {
		in := where{in.module, in.local || b.Type == "locals"}
		for _, a := range b.Attrs {
			w.attr(a, in)
		}
		w.blocks(b.Blocks, in)
	}
}

func (w *written) attr(a *config.Attr, in where) {
	for _, ref := range a.Refs {
		m := mark{at: ref.Range, ref: true}
		var to address
		switch {
		case ref.Kind == config.Pkgs:
			m.set, to = ref.Word, address{set: "default", path: ref.Names}
		case ref.Kind == config.Pkgset && len(ref.Names) > 1:
			m.set, to = ref.Word+"."+ref.Names[0], address{set: ref.Names[0], path: ref.Names[1:]}
		}
		m.name = strings.Join(to.path, ".")
		w.marks = append(w.marks, m)
		if m.set != "" && !in.module {
			w.refs[to.key()] = append(w.refs[to.key()], place{ref.Range, reference, m.set})
		}
	}
	_ = hclsyntax.VisitAll(a.Expr(), func(n hclsyntax.Node) hcl.Diagnostics {
		text, ok := syntax.Literal(n)
		if !ok {
			return nil
		}
		m := mark{at: syntax.Range(n.Range()), name: text}
		w.marks = append(w.marks, m)
		if in.local && !in.module {
			w.literals[m.name] = append(w.literals[m.name], m.at)
		}
		return nil
	})
}

// place is where a name is written: as a reference, as a string, or, as none of
// them, in the expression that makes it.
type place struct {
	at   diag.Range
	form form
	set  string // of a reference, as it is written
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
	found := slices.Clone(w.refs[u.key()])
	name := strings.Join(u.path[u.python:], ".")
	for _, at := range u.ranges {
		inside, derived := w.inside(at, name)
		if len(inside) == 0 && !derived {
			inside = []place{{at: at}}
		}
		found = append(found, inside...)
	}
	if len(found) == 0 { // a local holds it, or makes it
		for _, at := range w.literals[name] {
			found = append(found, place{at: at, form: text})
		}
	}
	if len(found) == 0 {
		for _, at := range u.ranges {
			found = append(found, place{at: at})
		}
	}
	slices.SortStableFunc(found, func(a, b place) int { return compareRanges(a.at, b.at) })
	return slices.CompactFunc(found, func(a, b place) bool { return a.at == b.at })
}

// inside returns where the name is written in a range, and whether there is any
// reference in it that the name may come from.
func (w *written) inside(at diag.Range, name string) (found []place, derived bool) {
	first, _ := slices.BinarySearchFunc(w.marks, at, func(m mark, at diag.Range) int {
		return cmp.Or(cmp.Compare(m.at.File, at.File), cmp.Compare(m.at.Start.Byte, at.Start.Byte))
	})
	for _, m := range w.marks[first:] {
		if m.at.File != at.File || m.at.Start.Byte >= at.End.Byte {
			break
		}
		derived = derived || m.ref
		switch {
		case m.name != name:
		case !m.ref:
			found = append(found, place{at: m.at, form: text})
		case m.set != "":
			found = append(found, place{m.at, reference, m.set})
		}
	}
	return found, derived
}
