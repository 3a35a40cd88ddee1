package review

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/source"
)

// maxUnits bounds how many units are found in a tree.
const maxUnits = 100_000

// walk finds the directories that are a unit on either side, but for those that
// no command looks into. It goes through the base, which is in git and so in
// memory, and what differs, so that a work tree full of other files needs none.
// speaking are the files of the base in which paths may be written.
func (r Request) walk() (dirs, speaking []string, err error) {
	err = fs.WalkDir(r.Base.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && isHidden(name):
			return fs.SkipDir
		case len(dirs) > maxUnits:
			return fmt.Errorf("it has more than %d units", maxUnits)
		case !entry.IsDir() && source.IsMain(name):
			dirs = append(dirs, path.Dir(name))
		}
		if speaks(entry.Name()) {
			speaking = append(speaking, name)
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	for _, name := range r.Changed {
		if source.IsMain(name) {
			dirs = append(dirs, path.Dir(name))
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs), speaking, nil
}

// inBase reports whether the base has a file.
func (r Request) inBase(name string) bool {
	if r.Exists != nil {
		return r.Exists(name)
	}
	return exists(r.Base.FS, name)
}

// inHead asks head only for what differs: it has the rest if the base has it.
func (r Request) inHead(name string) bool {
	if !holds(r.Changed, name) {
		return r.inBase(name)
	}
	return exists(r.Head.FS, name)
}

func exists(fsys fs.FS, name string) bool {
	_, err := fs.Stat(fsys, name)
	return !errors.Is(err, fs.ErrNotExist)
}

// unitsOf are the directories that are units of one side.
func (r Request) unitsOf(dirs []string, tree fs.FS, has func(name string) bool) []string {
	f := newFence(tree, has, r.Ignores)
	return slices.DeleteFunc(slices.Clone(dirs), func(dir string) bool { return !isUnit(has, dir) || f.shutsOut(dir) })
}

// isHidden reports whether commands stay out of a directory for its name.
func isHidden(dir string) bool {
	name := path.Base(dir)
	return name != "." && strings.HasPrefix(name, ".") || name == "node_modules"
}

func isUnit(has func(name string) bool, dir string) bool {
	return has(path.Join(dir, source.MainFile)) || has(path.Join(dir, source.MainFile+source.JSON))
}

// holds reports whether a sorted list has a name.
func holds(names []string, name string) bool {
	_, found := slices.BinarySearch(names, name)
	return found
}
