package tree

import (
	"fmt"
	"path"
	"strings"
)

// EscapeError is a path that leads out of the tree.
type EscapeError struct{ Path string }

func (e *EscapeError) Error() string {
	return shown(e.Path) + ` leads out of the tree, or might: it has a ".." in it`
}

// split returns the names of a path, none for the root. Absolute paths, empty
// names and "." mean what they mean to Nix, which is nothing.
func (l Limits) split(path string) ([]string, error) {
	var names []string
	for name := range strings.SplitSeq(path, "/") {
		switch {
		case name == "" || name == ".":
			continue
		case name == "..":
			return nil, &EscapeError{Path: path}
		case strings.Contains(name, "\x00"):
			return nil, fmt.Errorf("%s has a NUL byte in it", shown(path))
		case isGit(name):
			return nil, fmt.Errorf("%s is refused: git keeps %q for itself, and Nix takes no such tree", shown(path), name)
		}
		if err := l.check(path, name, len(names)); err != nil {
			return nil, err
		}
		names = append(names, strings.Clone(name)) // lets go of the rest of the path
	}
	return names, nil
}

// check looks at a name of a path that comes after so many others.
func (l Limits) check(path, name string, before int) error {
	if len(name) > l.Name {
		return &LimitError{What: "bytes in a name", Most: int64(l.Name), Path: path}
	}
	if before >= l.Depth {
		return &LimitError{What: "levels of directories", Most: int64(l.Depth), Path: path}
	}
	return nil
}

// isGit reports whether git refuses the name in a tree, since it may mean the
// directory .git on some file system. Nix keeps archives as git trees.
func isGit(name string) bool {
	folded := strings.ToLower(name)
	rest, ok := strings.CutPrefix(folded, ".git")
	if !ok {
		if rest, ok = strings.CutPrefix(folded, "git~1"); !ok {
			return false
		}
	}
	// What Windows cuts off a name.
	return strings.Trim(rest, " .") == "" || rest[0] == ':' || rest[0] == '\\'
}

// isFlakeFile reports whether Contents keeps a file of that path.
func isFlakeFile(name string) bool {
	base := path.Base(name)
	return base == "flake.nix" || base == "flake.lock"
}
