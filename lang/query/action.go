package query

import (
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// Action is a change to a unit that its author may want. What it makes of a unit
// that compiles compiles, too.
type Action struct {
	Title     string
	Kind      ActionKind
	Preferred bool      // the one that is meant most of the time
	Solves    diag.List // diagnostics that it makes go away
	Edits     []diag.Edit
}

// ActionKind sorts actions, with the words of the language server protocol.
type ActionKind string

// The kinds of actions.
const (
	QuickFix ActionKind = "quickfix"
	Extract  ActionKind = "refactor.extract"
	Inline   ActionKind = "refactor.inline"
	Rewrite  ActionKind = "refactor.rewrite"
	FixAll   ActionKind = "source.fixAll"
	Organize ActionKind = "source.organize"
)

// ActionKinds returns all of them.
func ActionKinds() []ActionKind {
	return []ActionKind{QuickFix, Extract, Inline, Rewrite, FixAll, Organize}
}

// Holds reports whether an action of the kind is wanted by those who ask for a kind
// or for what is below it: refactor is all of its kinds.
func (k ActionKind) Holds(wanted string) bool {
	return string(k) == wanted || strings.HasPrefix(string(k), wanted+".")
}

// Actions returns what can be done about a part of a file, quick fixes first. diags
// are all diagnostics that the editor shows of the file.
func Actions(s *Snapshot, path string, start, end int, diags diag.List, facts Ask) []Action {
	f := s.File(path)
	if f == nil {
		return nil
	}
	a := &actor{s: s, f: f, start: start, end: end, diags: diags, facts: facts}
	a.fixes()
	if !f.IsJSON() && f.Role == Source {
		a.place()
	}
	return a.found
}

// FileActions returns what can be done to a file as a whole: FixAll and Organize.
func FileActions(s *Snapshot, path string, diags diag.List) []Action {
	f := s.File(path)
	if f == nil {
		return nil
	}
	a := &actor{s: s, f: f, diags: diags}
	a.sources()
	return a.found
}

// actor collects the actions for a part of a file.
type actor struct {
	s          *Snapshot
	f          *File
	start, end int
	diags      diag.List
	facts      Ask

	blocks []*config.Block // around the part, the outermost first
	attr   *config.Attr    // around it, or nil
	found  []Action
}

func (a *actor) add(action Action) {
	if len(action.Edits) > 0 {
		a.found = append(a.found, action)
	}
}

// place adds what depends on the place alone.
func (a *actor) place() {
	a.enter(a.f.Blocks)
	if len(a.blocks) == 0 || a.s.isBroken(a.f.Path) {
		return
	}
	a.waive()
	a.advise()
	if a.attr != nil {
		a.extract()
		a.inline()
		a.lists()
	}
}

// enter finds the blocks and the attribute that the part lies in.
func (a *actor) enter(blocks []*config.Block) {
	for {
		i := slices.IndexFunc(blocks, func(b *config.Block) bool {
			return b.Range.Start.Byte <= a.start && a.end <= b.Body.End.Byte
		})
		if i < 0 || blocks[i].Damaged {
			return
		}
		a.blocks = append(a.blocks, blocks[i])
		for _, attr := range blocks[i].Attrs {
			if attr.NameRange.Start.Byte <= a.start && a.end <= attr.Range.End.Byte {
				a.attr = attr
			}
		}
		blocks = blocks[i].Blocks
	}
}

// advise offers what the files beside the source give reason for, such as that an
// input follows one of the unit, in the block that it is about.
func (a *actor) advise() {
	outer := a.blocks[0]
	for _, d := range a.facts.facts().Advice {
		at := d.Subject
		if at.File != a.f.Path || at.Start.Byte < outer.Range.Start.Byte || outer.Body.End.Byte < at.End.Byte {
			continue
		}
		for _, fix := range d.Fixes {
			a.add(Action{Title: fix.Title, Kind: Rewrite, Edits: fix.Edits})
		}
	}
}

// block is the innermost one around the part.
func (a *actor) block() *config.Block { return a.blocks[len(a.blocks)-1] }

// edit replaces a part of the file.
func (a *actor) edit(start, end int, text string) diag.Edit {
	return diag.Edit{Range: a.f.Range(start, end), NewText: text}
}
