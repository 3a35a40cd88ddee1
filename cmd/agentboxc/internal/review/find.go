package review

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/locking"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

// maxUnits bounds how many units are found in a tree.
const maxUnits = 100_000

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
	// Changed are the paths of files that differ, sorted.
	Changed []string
	// Links are the symbolic links of the base below a directory.
	Links func(dir string) []string
	// Values are files that every unit takes values from.
	Values []string
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

// Found are the units that can be affected.
type Found struct {
	Pairs       []Pair // sorted by directory
	NotAffected int
	Diags       diag.List // about the workspace of head
}

// Find looks up the units of both trees, and leaves out those for which nothing
// differs. That is decided without compiling: a unit can only read what lies in
// its directory, and what it reaches by a ".." in its text or by a symbolic link.
func (r Request) Find() (Found, error) {
	base, err := r.baseUnits()
	if err != nil {
		return Found{}, err
	}
	w, diags := lang.ReadWorkspace(r.Head.FS)
	found := Found{Diags: diags}
	was, _ := lang.ReadWorkspace(r.Base.FS)
	before, after := r.belonging(base, was, w), r.belonging(r.headUnits(base), w, was)
	reach := newReach(r)
	for _, dir := range before {
		if !slices.Contains(after, dir) {
			found.Pairs = append(found.Pairs, Pair{Base: dir, Reasons: append(r.membership(dir), reach.own(dir)...)})
			continue
		}
		if reasons := append(reach.reasons(dir), r.common(was, w, dir)...); len(reasons) > 0 {
			found.Pairs = append(found.Pairs, Pair{Base: dir, Head: dir, Reasons: reasons})
			continue
		}
		found.NotAffected++
	}
	for _, dir := range after {
		if !slices.Contains(before, dir) {
			found.Pairs = append(found.Pairs, Pair{Head: dir, Reasons: append(r.membership(dir), reach.own(dir)...)})
		}
	}
	found.Pairs = r.moved(found.Pairs)
	slices.SortFunc(found.Pairs, func(a, b Pair) int { return strings.Compare(a.dir(), b.dir()) })
	return found, nil
}

// membership is the reason for a unit that is in both trees and a member in one.
func (r Request) membership(dir string) []Reason {
	if !isUnit(r.Base.FS, dir) || !isUnit(r.Head.FS, dir) {
		return nil
	}
	return []Reason{{source.WorkspaceFile, []string{source.WorkspaceFile + " says which units are members", source.WorkspaceFile + " changed"}}}
}

// common are the changes that every unit of a workspace, or every unit, feels.
func (r Request) common(was, is *lang.Workspace, dir string) []Reason {
	var reasons []Reason
	for _, name := range r.Values {
		if slices.Contains(r.Changed, name) {
			reasons = append(reasons, Reason{name, []string{"values for all units come from " + name, name + " changed"}})
		}
	}
	shares := func(w *lang.Workspace) bool { return w != nil && w.SharedLock && w.Has(dir) }
	if shares(was) != shares(is) {
		reasons = append(reasons, Reason{source.WorkspaceFile, []string{source.WorkspaceFile + " says whether the unit shares a lock", source.WorkspaceFile + " changed"}})
	}
	if shares(is) && slices.Contains(r.Changed, locking.SharedFile) {
		reasons = append(reasons, Reason{locking.SharedFile, []string{"the unit is locked by " + locking.SharedFile, locking.SharedFile + " changed"}})
	}
	return reasons
}

// baseUnits walks the base, which is in git and so in memory.
func (r Request) baseUnits() ([]string, error) {
	var dirs []string
	err := fs.WalkDir(r.Base.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && isApart(r.Base.FS, name):
			return fs.SkipDir
		case len(dirs) > maxUnits:
			return fmt.Errorf("it has more than %d units", maxUnits)
		case !entry.IsDir() && source.IsMain(name) && !slices.Contains(dirs[max(0, len(dirs)-1):], path.Dir(name)):
			dirs = append(dirs, path.Dir(name))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("looking for the units of the base: %w", err)
	}
	return sorted(dirs), nil
}

// headUnits are those of the base but for what differs, so that a work tree full
// of other files needs no walk.
func (r Request) headUnits(base []string) []string {
	dirs := slices.Clone(base)
	for _, name := range r.Changed {
		if source.IsMain(name) {
			dirs = append(dirs, path.Dir(name))
		}
	}
	dirs = slices.DeleteFunc(dirs, func(dir string) bool { return !isUnit(r.Head.FS, dir) || liesApart(r.Head.FS, dir) })
	return sorted(dirs)
}

// isApart reports whether a directory is none of the tree for the commands: the
// same that a walk on disk stays out of.
func isApart(fsys fs.FS, dir string) bool {
	name := path.Base(dir)
	if dir == "." {
		return false
	}
	_, err := fs.Stat(fsys, path.Join(dir, source.WorkspaceFile))
	return strings.HasPrefix(name, ".") || name == "node_modules" || err == nil
}

// liesApart reports whether a directory, or one above it, is apart.
func liesApart(fsys fs.FS, dir string) bool {
	for ; dir != "."; dir = path.Dir(dir) {
		if isApart(fsys, dir) {
			return true
		}
	}
	return false
}

func isUnit(fsys fs.FS, dir string) bool {
	for _, name := range []string{source.MainFile, source.MainFile + source.JSON} {
		if _, err := fs.Stat(fsys, path.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			return true
		}
	}
	return false
}

func sorted(dirs []string) []string {
	slices.Sort(dirs)
	return slices.Compact(dirs)
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

// moved makes one pair of a unit that went away and one that came with the same
// source.
func (r Request) moved(pairs []Pair) []Pair {
	var gone, rest []Pair
	for _, p := range pairs {
		if p.Head == "" {
			gone = append(gone, p)
		} else {
			rest = append(rest, p)
		}
	}
	for i, p := range rest {
		if p.Base != "" {
			continue
		}
		at := slices.IndexFunc(gone, func(was Pair) bool { return r.sameSource(was.Base, p.Head) })
		if at < 0 {
			continue
		}
		from := gone[at].Base
		rest[i].Base = from
		rest[i].Reasons = []Reason{{from, []string{fmt.Sprintf("%s has the source that %s had", p.Head, from)}}}
		gone = slices.Delete(gone, at, at+1)
	}
	return append(rest, gone...)
}

func (r Request) sameSource(was, is string) bool {
	before, found := source.Load(r.Base.FS, was)
	after, problems := source.Load(r.Head.FS, is)
	if found.HasErrors() || problems.HasErrors() || len(before.Files) != len(after.Files) {
		return false
	}
	for i, f := range before.Files {
		if path.Base(f.Path) != path.Base(after.Files[i].Path) || !bytes.Equal(f.Bytes, after.Files[i].Bytes) {
			return false
		}
	}
	return true
}
