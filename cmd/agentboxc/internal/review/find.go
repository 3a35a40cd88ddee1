package review

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/gitignore"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/locking"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// Side is one of the two trees, and what the values of its units depend on besides
// their files.
type Side struct {
	FS     fs.FS
	Values func(dir string) (Values, error)
}

// Values are what a unit is compiled with, and the files they came from.
type Values struct {
	Options lang.Options
	Files   []*source.File
	Diags   diag.List
}

// Request is what is compared.
type Request struct {
	Base, Head Side
	// Below is the directory that units are looked for in where there is no
	// workspace. In one, its members are the units.
	Below string
	// Ignores are the rules of git's ignore files that lie above the trees.
	Ignores host.Ignores
	// Changed are the paths of files that differ, sorted.
	Changed []string
	// Links are the symbolic links of the base below a directory.
	Links func(dir string) []string
	// Exists reports whether the base has a file. It may be nil.
	Exists func(name string) bool
	// Ahead reads files of the base together, for when they are wanted. It may be nil.
	Ahead func(names []string) error
	// Values are files that every unit takes values from.
	Values []string
	// All has units looked at, too, that nothing differs for: generated files can be
	// stale in them, and waivers over.
	All bool
}

// Pair is a unit in both trees; Base or Head is "" where it is in one of them.
type Pair struct {
	Base, Head string
	Reasons    []Reason
}

// dir is where the unit is shown.
func (p Pair) dir() string {
	if p.Head == "" {
		return p.Base
	}
	return p.Head
}

// isUntouched reports whether nothing differs for the unit.
func (p Pair) isUntouched() bool { return p.Base == p.Head && len(p.Reasons) == 0 }

// Found are the units that can be affected, or all.
type Found struct {
	Pairs       []Pair // sorted by directory
	NotAffected int
	Diags       diag.List // about the workspace of head
}

// Find looks up the units of both trees, and leaves out those for which nothing
// differs. That is decided without compiling: a unit can only read what lies in
// its directory, and what it reaches by a ".." in its text or by a symbolic link.
func (r Request) Find() (Found, error) {
	w, diags := lang.ReadWorkspace(r.Head.FS)
	found := Found{Diags: diags}
	was, _ := lang.ReadWorkspace(r.Base.FS)
	before, after, err := r.units(was, w)
	if err != nil {
		return Found{}, fmt.Errorf("looking for the units of the base: %w", err)
	}
	reach := newReach(r)
	reach.learn(before)
	for _, dir := range before {
		if !holds(after, dir) {
			found.Pairs = append(found.Pairs, Pair{Base: dir, Reasons: append(r.membership(dir), reach.own(dir)...)})
			continue
		}
		if reasons := append(reach.reasons(dir), r.common(was, w, dir)...); len(reasons) > 0 {
			found.Pairs = append(found.Pairs, Pair{Base: dir, Head: dir, Reasons: reasons})
			continue
		}
		if r.All {
			found.Pairs = append(found.Pairs, Pair{Base: dir, Head: dir})
			continue
		}
		found.NotAffected++
	}
	for _, dir := range after {
		if !holds(before, dir) {
			found.Pairs = append(found.Pairs, Pair{Head: dir, Reasons: append(r.membership(dir), reach.own(dir)...)})
		}
	}
	found.Pairs = r.moved(found.Pairs)
	slices.SortFunc(found.Pairs, func(a, b Pair) int { return strings.Compare(a.dir(), b.dir()) })
	return found, nil
}

// units are those of both sides. Meanwhile the files are read in which paths may be
// written.
func (r Request) units(was, is *lang.Workspace) (before, after []string, err error) {
	all, speaking, err := r.walk()
	if err != nil {
		return nil, nil, err
	}
	var group errgroup.Group
	if r.Ahead != nil {
		group.Go(func() error { return r.Ahead(speaking) })
	}
	group.Go(func() error {
		before = r.belonging(r.unitsOf(all, r.Base.FS, r.inBase), was, is)
		return nil
	})
	group.Go(func() error {
		after = r.belonging(r.unitsOf(all, r.Head.FS, r.inHead), is, was)
		return nil
	})
	err = group.Wait()
	return before, after, err
}

// membership are the reasons for a unit that is in both trees and a member in one.
func (r Request) membership(dir string) []Reason {
	if !isUnit(r.inBase, dir) || !isUnit(r.inHead, dir) {
		return nil
	}
	var reasons []Reason
	for _, name := range r.Changed {
		says := "says which units are members"
		switch {
		case name == source.WorkspaceFile:
		case path.Base(name) == gitignore.File && inside(dir, path.Dir(name)):
			says = "says what git ignores, which is left out"
		default:
			continue
		}
		reasons = append(reasons, Reason{name, []string{name + " " + says, name + " changed"}})
	}
	return reasons
}

// common are the changes that every unit of a workspace, or every unit, feels.
func (r Request) common(was, is *lang.Workspace, dir string) []Reason {
	var reasons []Reason
	for _, name := range r.Values {
		if holds(r.Changed, name) {
			reasons = append(reasons, Reason{name, []string{"values for all units come from " + name, name + " changed"}})
		}
	}
	shares := func(w *lang.Workspace) bool { return w != nil && w.SharedLock && w.Has(dir) }
	if shares(was) != shares(is) {
		reasons = append(reasons, Reason{source.WorkspaceFile, []string{source.WorkspaceFile + " says whether the unit shares a lock", source.WorkspaceFile + " changed"}})
	}
	if shares(is) && holds(r.Changed, locking.SharedFile) {
		reasons = append(reasons, Reason{locking.SharedFile, []string{"the unit is locked by " + locking.SharedFile, locking.SharedFile + " changed"}})
	}
	return reasons
}

// belonging leaves out what is no member. A tree without a workspace goes by that
// of the other: the same directories are compared.
func (r Request) belonging(dirs []string, w, other *lang.Workspace) []string {
	if w == nil {
		w = other
	}
	return slices.DeleteFunc(slices.Clone(dirs), func(dir string) bool {
		if w != nil {
			return !w.Has(dir)
		}
		return !inside(dir, r.Below)
	})
}

// inside reports whether a path is a directory or lies in it.
func inside(name, dir string) bool {
	return dir == "." || name == dir || strings.HasPrefix(name, dir+"/")
}
