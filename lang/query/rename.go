package query

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/schema"
)

// CanRename returns the name at an offset that Rename would change, or a refusal.
func (t *Tree) CanRename(s *Snapshot, file string, offset int) (Occurrence, error) {
	o, ok := s.At(file, offset)
	if !ok {
		return Occurrence{}, refusal("There is no name here that can be changed.")
	}
	if err := fixed(o.Symbol); err != nil {
		return Occurrence{}, err
	}
	if o.Use != Declares && len(s.declarations(o.Symbol, file, offset)) == 0 {
		return Occurrence{}, refusal("The unit declares no %s %q.", o.Symbol.Kind, o.Symbol.Name)
	}
	return o, nil
}

// fixed says why a name cannot be another.
func fixed(s Symbol) error {
	switch s.Kind {
	case Builtin:
		return refusal("%s is a built-in function.", s.Name)
	case FromNixpkgs:
		return refusal("%s has its name from nixpkgs.", s.Name)
	}
	if meaning := specialNames[s.Key]; meaning != "" {
		return refusal("%s cannot be called otherwise: it is %s.", s.Key, meaning)
	}
	return nil
}

// specialNames have a meaning of their own, by address.
var specialNames = map[string]string{
	"input.nixpkgs":       "what package sets come from when nothing else is said",
	"input.nix2container": "what makes the images",
	"pkgset.default":      "what pkgs means",
	"shell.default":       "the shell that nix develop opens",
}

// Rename returns the edits that give the thing whose name is at an offset another
// name, in all units of the tree and the files beside them, sorted by file. It
// refuses a name that would not do.
func (t *Tree) Rename(s *Snapshot, file string, offset int, name string) ([]diag.Edit, error) {
	o, err := t.CanRename(s, file, offset)
	if err != nil {
		return nil, err
	}
	if err := t.fits(o.Symbol, name); err != nil || name == o.Symbol.Name {
		return nil, err
	}
	var edits []diag.Edit
	for _, other := range t.occurrences(s, o.Symbol) {
		edits = append(edits, diag.Edit{Range: other.Name, NewText: name})
	}
	edits = sortedEdits(edits)
	if t.Edited == nil {
		return edits, nil
	}
	return edits, t.compare(t.Edited(edits), s, o.Symbol)
}

// sortedEdits leaves out those that are there twice: units may share a file of
// values.
func sortedEdits(edits []diag.Edit) []diag.Edit {
	slices.SortFunc(edits, func(a, b diag.Edit) int {
		return cmp.Or(cmp.Compare(a.Range.File, b.Range.File), cmp.Compare(a.Range.Start.Byte, b.Range.Start.Byte))
	})
	return slices.Compact(edits)
}

// fits says what is wrong with a name, whatever would become of the units.
func (t *Tree) fits(of Symbol, name string) error {
	_, isFunction := schema.FunctionNamed(name)
	switch {
	case !ir.IsName(name):
		return refusal("%q is no name: a name has ASCII letters, digits, _ and -, and starts with a letter or _.", name)
	case (of.Kind == Parameter || of.Kind == LoopName) && isValue(name):
		return refusal("%s is a value wherever it stands, and cannot be the name of anything.", name)
	case of.Kind == Function && isFunction:
		return refusal("There is a built-in function %s.", name)
	}
	s := t.Unit(of.Unit)
	if s == nil || s.Result.Resolved == nil || name == of.Name {
		return nil
	}
	if err := t.sharedInput(of, name); err != nil {
		return err
	}
	key := renamedKey(of, name)
	if meaning := specialNames[key]; meaning != "" {
		return refusal("%s has a meaning of its own: it is %s.", key, meaning)
	}
	return s.taken(key)
}

// sharedInput refuses to change the name of an input that a unit and its modules
// have in common: by the name it is one input of the flake.
func (t *Tree) sharedInput(of Symbol, name string) error {
	if of.Kind != Input {
		return nil
	}
	for _, s := range t.users(of.Unit) {
		for _, u := range s.units() {
			for _, n := range []string{of.Name, name} {
				other := u.Symbol("input." + n)
				if u.Unit.Dir != of.Unit && other != nil && other.Block != nil {
					return refusal("The unit shares its inputs by name with its modules, and there is an input %s%s, too.", n, placeOf(other.Range()))
				}
			}
		}
	}
	return nil
}

func isValue(name string) bool { return name == "true" || name == "false" || name == "null" }

// renamedKey is the address that a symbol would have; "" for what has none.
func renamedKey(of Symbol, name string) string {
	word, ok := strings.CutSuffix(of.Key, "."+of.Name)
	if !ok {
		return ""
	}
	return word + "." + name
}

// taken says what has the address already.
func (s *Snapshot) taken(key string) error {
	if key == "" {
		return nil
	}
	if other := s.Result.Resolved.Symbol(key); other != nil {
		return refusal("There is %s already%s.", key, placeOf(other.Range()))
	}
	if others := labelled(s.Result.Config, key); len(others) > 0 {
		return refusal("There is %s already%s.", key, placeOf(others[0].name))
	}
	return nil
}

func placeOf(at diag.Range) string {
	if at.IsZero() {
		return ""
	}
	return ", in " + lineOf(at)
}

// compare refuses a rename after which a unit has an error that it did not have,
// or in which a name means something else than before.
func (t *Tree) compare(after *Tree, s *Snapshot, of Symbol) error {
	units := t.users(of.Unit)
	if of.Kind == Parameter || of.Kind == LoopName {
		units = []*Snapshot{s}
	}
	for _, before := range units {
		now := after.Unit(before.Dir())
		if now == nil {
			continue
		}
		if d, ok := newError(before.Diags, now.Diags); ok {
			return refusal("Under that name %s would have an error: %s", lineOf(d.Subject), d.Detail)
		}
		if other, ok := changedMeaning(before, now); ok {
			return refusal("Under that name %q in %s would mean something else.", other.Symbol.Name, lineOf(other.Name))
		}
	}
	return nil
}

// newError returns an error of a kind of which there were fewer before.
func newError(before, now diag.List) (diag.Diagnostic, bool) {
	left := map[diag.Code]int{}
	for _, d := range before {
		left[d.Code]++
	}
	for _, d := range now {
		if left[d.Code]--; left[d.Code] < 0 && d.Severity == diag.Error {
			return d, true
		}
	}
	return diag.Diagnostic{}, false
}

// changedMeaning compares the names of two units in order: each thing of one has
// to be one thing of the other wherever it is named.
func changedMeaning(before, now *Snapshot) (Occurrence, bool) {
	there, back := map[Symbol]Symbol{}, map[Symbol]Symbol{}
	for _, f := range before.Files() {
		a, b := before.NamesIn(f.Path), now.NamesIn(f.Path)
		for i, o := range a {
			if i >= len(b) || !matched(there, o.Symbol, b[i].Symbol) || !matched(back, b[i].Symbol, o.Symbol) {
				return o, true
			}
		}
		if len(b) > len(a) {
			return b[len(a)], true
		}
	}
	return Occurrence{}, false
}

func matched(pairs map[Symbol]Symbol, from, to Symbol) bool {
	known, ok := pairs[from]
	pairs[from] = to
	return !ok || known == to
}
