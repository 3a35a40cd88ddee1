package query

import (
	"github.com/agentboxc/agentboxc/lang/diag"
	"slices"

	"github.com/agentboxc/agentboxc/lang"
)

// Tree is several units, for questions that go beyond one. It is for one moment,
// as a snapshot is.
type Tree struct {
	Dirs func() []string            // directories of all units, sorted
	Unit func(dir string) *Snapshot // of one of them, or of another unit; nil where none can be had
	// Edited returns the tree as it would be after edits, which do not overlap. Nil
	// is fine; then what a rename would break is not known.
	Edited func([]diag.Edit) *Tree
}

// One is a tree of a single unit.
func One(s *Snapshot) *Tree {
	return &Tree{
		Dirs: func() []string { return []string{s.Dir()} },
		Unit: func(dir string) *Snapshot {
			if dir != s.Dir() {
				return nil
			}
			return s
		},
	}
}

// Occurrences returns where the name of a symbol stands in all units of the tree,
// in the order of their directories.
func (t *Tree) Occurrences(of Symbol) []Occurrence {
	var all []Occurrence
	for _, s := range t.users(of.Unit) {
		all = append(all, s.Occurrences(of)...)
	}
	return all
}

// users returns the unit in a directory and all that use it as a module, in the
// order of their directories.
func (t *Tree) users(dir string) []*Snapshot {
	dirs := t.Dirs()
	if !slices.Contains(dirs, dir) {
		dirs = append([]string{dir}, dirs...)
	}
	var found []*Snapshot
	for _, d := range dirs {
		if s := t.Unit(d); s != nil && (d == dir || s.uses(dir)) {
			found = append(found, s)
		}
	}
	return found
}

// uses reports whether the unit in the directory is a module of this one, however
// indirectly.
func (s *Snapshot) uses(dir string) bool {
	return slices.ContainsFunc(s.Result.Modules, func(u *lang.Unit) bool { return u.Source.Dir == dir })
}
