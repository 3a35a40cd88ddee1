package nix

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/agentboxc/agentboxc/codegen/nar"
)

// Program is what Staged.Program would be, without staging: nothing is written.
func Program(src Source) (string, error) {
	found, err := collect(src)
	if err != nil {
		return "", fmt.Errorf("hashing the flake: %w", err)
	}
	top := found.top(src.Unit)
	a := archive{collection: found, hasher: nar.NewHasher(), children: found.tree(top)}
	if err := a.add(top); err != nil {
		_, _ = a.hasher.Sum() // lets go of what hashes
		return "", fmt.Errorf("hashing the flake: %w", err)
	}
	sum, err := a.hasher.Sum()
	if err != nil {
		return "", fmt.Errorf("hashing the flake: %w", err)
	}
	return sum.String(), nil
}

// archive hashes a collection.
type archive struct {
	*collection
	hasher   *nar.Hasher
	children map[string][]string // names in each directory, also of those that are no entries
}

// tree returns the names in each directory of the tree that starts at top.
func (c *collection) tree(top string) map[string][]string {
	children, seen := map[string][]string{}, map[string]bool{top: true}
	for name := range c.entries {
		for ; !seen[name]; name = path.Dir(name) {
			seen[name] = true
			children[path.Dir(name)] = append(children[path.Dir(name)], path.Base(name))
		}
	}
	for _, names := range children {
		slices.Sort(names)
	}
	return children
}

func (a archive) add(name string) error {
	e, known := a.entries[name]
	switch {
	case !known || e.kind == fs.ModeDir:
		a.hasher.Directory()
		for _, child := range a.children[name] {
			a.hasher.Entry(child)
			if err := a.add(path.Join(name, child)); err != nil {
				return err
			}
		}
		a.hasher.End()
	case e.kind == fs.ModeSymlink:
		a.hasher.Link(e.target)
	case e.text != nil:
		a.hasher.File(false, e.size, bytes.NewReader(e.text))
	default:
		file, err := a.fsys.Open(name)
		if err != nil {
			return err
		}
		defer file.Close()
		a.hasher.File(e.executable, e.size, file)
	}
	return nil
}
