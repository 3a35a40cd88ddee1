package query

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/schema"
)

// missing adds the attributes that a block lacks, or that one of its attributes
// needs, with values that fit. One for which none can be made up, such as a path or
// the layer of a unit without layers, is not offered.
func (a *actor) missing() {
	for _, d := range a.diags {
		if d.Code == diag.MissingAttribute && a.touches(d.Subject) {
			a.lacking(a.f.Blocks, d.Subject)
		}
	}
}

// lacking looks for the block, or the attribute, that a diagnostic is about.
func (a *actor) lacking(blocks []*config.Block, at diag.Range) {
	for _, b := range blocks {
		if b.Range.Start.Byte > at.Start.Byte || b.Body.End.Byte < at.End.Byte {
			continue
		}
		if b.Range == at {
			a.complete(b, at)
			return
		}
		for _, attr := range b.Attrs {
			if needs := attr.Schema.Needs; attr.NameRange == at && needs != "" {
				a.addAttrs(b, at, needs)
			}
		}
		a.lacking(b.Blocks, at)
	}
}

// complete offers all that has to be there at once, and each of what there is a
// choice of.
func (a *actor) complete(b *config.Block, at diag.Range) {
	if a.offered(at) {
		return // one diagnostic for each attribute, one action for all
	}
	var names []string
	for _, group := range b.Lacks {
		if len(group) == 1 {
			names = append(names, group[0])
		}
	}
	if len(names) > 0 {
		a.addAttrs(b, at, names...)
	}
	for _, group := range b.Lacks {
		for _, name := range group {
			if len(group) > 1 && len(b.Lacks) == 1 {
				a.addAttrs(b, at, name)
			}
		}
	}
}

func (a *actor) offered(at diag.Range) bool {
	return slices.ContainsFunc(a.found, func(other Action) bool {
		return slices.ContainsFunc(other.Solves, func(d diag.Diagnostic) bool {
			return d.Code == diag.MissingAttribute && d.Subject == at
		})
	})
}

func (a *actor) addAttrs(b *config.Block, at diag.Range, names ...string) {
	width := 0
	for _, name := range names {
		width = max(width, len(name))
	}
	var lines []string
	for _, name := range names {
		value, ok := a.madeUp(b, config.SchemaOf(b.Schema, name))
		if !ok {
			return
		}
		lines = append(lines, fmt.Sprintf("%-*s = %s", width, name, value))
	}
	a.add(Action{
		Title: "Add " + strings.Join(names, ", "), Kind: QuickFix, Preferred: len(b.Lacks) == 1,
		Solves: a.about(diag.MissingAttribute, at), Edits: a.f.insertInto(b, lines),
	})
}

// about are the diagnostics of a code at a range.
func (a *actor) about(code diag.Code, at diag.Range) diag.List {
	var list diag.List
	for _, d := range a.diags {
		if d.Code == code && d.Subject == at {
			list = append(list, d)
		}
	}
	return list
}

// refersTo matches the beginning of an address of the unit.
var refersTo = sync.OnceValue(func() *regexp.Regexp {
	words := slices.DeleteFunc(config.Keywords(), func(word string) bool { return word == "pkgs" })
	return regexp.MustCompile(`\b(` + strings.Join(words, "|") + `)\.\w`)
})

// madeUp returns a value for an attribute that the compiler takes: what is declared
// already, or the first that is allowed, or else the example of the manual.
func (a *actor) madeUp(b *config.Block, attr *schema.Attr) (value string, ok bool) {
	switch {
	case attr == nil || attr.Check == schema.RelativePath:
		return "", false
	case attr.Params:
		return attr.Example, true
	case attr.Type.Ref != "" && attr.Type.Ref != schema.Package:
		return a.declared(b, attr.Type)
	case len(attr.Enum) > 0:
		return strconv.Quote(attr.Enum[0]), true
	case attr.Check == schema.UserID:
		return a.freeNumber(attr.Name), true
	case attr.Check == schema.Date:
		return strconv.Quote(a.laterDate()), true
	case refersTo().MatchString(attr.Example):
		return "", false
	}
	return attr.Example, attr.Example != ""
}

// freeNumber returns the first number from 1000 on that no attribute of the name is.
func (a *actor) freeNumber(name string) string {
	taken := map[string]bool{}
	for _, top := range a.s.Result.Config.Blocks {
		for _, b := range top.Blocks {
			if attr := b.Attr(name); attr != nil {
				taken[string(a.s.Result.Source(attr.Range.File)[attr.Range.Start.Byte:attr.Range.End.Byte])] = true
			}
		}
	}
	n := 1000
	for taken[strconv.Itoa(n)] {
		n++
	}
	return strconv.Itoa(n)
}

// declared returns a reference to the first symbol of a kind that can stand for it.
func (a *actor) declared(b *config.Block, t schema.Type) (string, bool) {
	if a.s.Result.Resolved == nil {
		return "", false
	}
	for _, s := range a.s.Result.Resolved.Symbols {
		if isOf(s, t.Ref) && s.Block != b && !s.Broken && s.Repeat == nil && !isAbstract(s) {
			if t.List {
				return "[" + s.Key + "]", true
			}
			return s.Key, true
		}
	}
	return "", false
}

// isOf reports whether a symbol is of one of the kinds that a reference may have.
func isOf(s *resolve.Symbol, ref schema.Ref) bool {
	word, _, _ := strings.Cut(s.Key, ".")
	return slices.Contains(strings.Split(string(ref), " or "), word)
}

func isAbstract(s *resolve.Symbol) bool { return s.Block != nil && s.Block.Attr("abstract") != nil }

// insertInto adds lines to the body of a block, before what is there.
func (f *File) insertInto(b *config.Block, lines []string) []diag.Edit {
	text := f.Text()
	open, end := b.Body.Start.Byte, b.Body.End.Byte-1
	indent := indentAt(text, b.Range.Start.Byte)
	inner := indent + "  "
	block := inner + strings.Join(lines, "\n"+inner)
	if lineEnd(text, open) >= end { // all on one line
		within := strings.TrimSpace(string(text[open+1 : end]))
		if within != "" {
			block = inner + within + "\n" + block
		}
		return []diag.Edit{{Range: f.Range(open+1, end), NewText: "\n" + block + "\n" + indent}}
	}
	at := lineEnd(text, open)
	if at > 0 && text[at-1] == '\r' {
		at--
	}
	return []diag.Edit{{Range: f.Range(at, at), NewText: "\n" + block}}
}
