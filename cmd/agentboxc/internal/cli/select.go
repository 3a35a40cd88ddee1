package cli

import (
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/hashicorp/go-multierror"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/lang/source"
)

// everything at the end of a path stands for all units there and below.
const everything = "..."

// selection are the units that a command line names. Close it when done.
type selection struct {
	units   []member         // in the order of their paths, each once
	several bool             // the arguments may stand for several units, even if they do for one
	found   view.Findings    // about the workspaces
	trees   map[string]*tree // by the path of the root
}

// member is a unit in its tree. It lives as long as the selection.
type member struct {
	tree  *tree
	place *host.Place
}

// memberAt is the one unit that a path names. Close its place when done.
func memberAt(path string) (member, error) {
	place, err := host.Find(path)
	if err != nil {
		return member{}, err
	}
	return member{newTree(place), place}, nil
}

// selectUnits finds the units that paths name. A path names the unit there; that of
// a workspace whose root is no unit, and agentbox.work.hcl, all of its members. A path that ends in ...,
// or is a pattern, names those of the members that are below it, or fit. The error
// is that of all paths that lead nowhere, and the selection is empty then.
func selectUnits(paths []string) (*selection, error) {
	s := &selection{several: len(paths) > 1, trees: map[string]*tree{}}
	var failures *multierror.Error
	for _, path := range paths {
		err := s.add(path)
		if isMisuse(err) {
			s.Close()
			return nil, err
		}
		if err != nil {
			failures = multierror.Append(failures, err)
		}
	}
	if failures != nil {
		s.Close()
		return nil, failures
	}
	s.units = sortedByPath(s.units)
	if len(s.units) > 1 {
		debug.SetGCPercent(gcPercentOfSeveral)
	}
	return s, nil
}

// sortedByPath are the members in the order of their paths, each once.
func sortedByPath(members []member) []member {
	at := make(map[string]member, len(members))
	for _, m := range members {
		path := m.place.UnitPath()
		if _, again := at[path]; !again {
			at[path] = m
		}
	}
	sorted := make([]member, 0, len(at))
	for _, path := range slices.Sorted(maps.Keys(at)) {
		sorted = append(sorted, at[path])
	}
	return sorted
}

// Close lets go of the trees.
func (s *selection) Close() {
	for _, t := range s.trees {
		t.place.Close()
	}
}

// roots are the trees in the order of their paths.
func (s *selection) roots() []*tree {
	var roots []*tree
	for _, path := range slices.Sorted(maps.Keys(s.trees)) {
		roots = append(roots, s.trees[path])
	}
	return roots
}

// dirs are the directories of the units of a tree, in the order of their paths.
func (s *selection) dirs(t *tree) []string {
	var dirs []string
	for _, m := range s.units {
		if m.tree == t {
			dirs = append(dirs, m.place.Dir)
		}
	}
	return dirs
}

func (s *selection) add(arg string) error {
	if dir, ok := belowDir(arg); ok {
		return s.members(arg, dir, "**")
	}
	if isPattern(arg) && !host.Exists(arg) {
		dir, pattern := doublestar.SplitPattern(filepath.ToSlash(filepath.Clean(arg)))
		return s.members(arg, filepath.FromSlash(dir), pattern)
	}
	if filepath.Base(arg) == source.WorkspaceFile && host.IsFile(arg) {
		return s.members(arg, filepath.Dir(arg), "**")
	}
	place, err := host.Find(arg)
	if err != nil {
		return err
	}
	if place.Dir == "." && place.IsWorkspace() && !place.IsUnit() {
		place.Close()
		return s.members(arg, arg, "**")
	}
	t := s.tree(place)
	s.units = append(s.units, member{t, t.place.At(place.Dir)})
	return nil
}

// members adds the members of the workspace around a directory that fit a pattern
// there.
func (s *selection) members(arg, dir, pattern string) error {
	s.several = true
	around, err := host.Around(dir)
	if err != nil {
		return err
	}
	t := s.tree(around)
	if t.read().Workspace == nil {
		return misusef("%q stands for units of a workspace, and there is no %s in %s or above it", arg, source.WorkspaceFile, around.UnitPath())
	}
	if !doublestar.ValidatePattern(pattern) {
		return misusef("%q is no pattern: a bracket or a brace of it is not closed", arg)
	}
	members, diags, err := t.members()
	t.say(&s.found, diags)
	if err != nil {
		return err
	}
	fits := 0
	for _, m := range members {
		if rel, below := relative(around.Dir, m); below && doublestar.MatchUnvalidated(pattern, rel) {
			s.units = append(s.units, member{t, t.place.At(m)})
			fits++
		}
	}
	if fits == 0 && !s.found.HasErrors() {
		return fmt.Errorf("no unit of the workspace %s fits %q; `agentboxc list` there tells which there are", t.place.Path, arg)
	}
	return nil
}

// tree takes the place over, and closes it if there is a tree of its root already.
func (s *selection) tree(place *host.Place) *tree {
	if known := s.trees[place.Path]; known != nil {
		place.Close()
		return known
	}
	t := newTree(place)
	s.trees[place.Path] = t
	return t
}

// relative is a directory as seen from another one, if it is that or below it.
func relative(from, dir string) (rel string, below bool) {
	switch {
	case from == dir:
		return ".", true
	case from == ".":
		return dir, true
	}
	return strings.CutPrefix(dir, from+"/")
}

// belowDir is the directory of a path that ends in ....
func belowDir(arg string) (dir string, ok bool) {
	slashed := filepath.ToSlash(arg)
	if path.Base(slashed) != everything {
		return "", false
	}
	return filepath.Dir(arg), true
}

func isPattern(arg string) bool { return strings.ContainsAny(arg, "*?[{") }

// isPath reports whether an argument can be nothing but a path: names of variants
// and inputs have none of this in them.
func isPath(arg string) bool {
	if strings.Contains(arg, `["`) {
		return false // a key of for_each
	}
	return arg == "." || arg == ".." || filepath.Base(arg) != arg || arg == everything || isPattern(arg)
}
