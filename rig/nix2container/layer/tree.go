package layer

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// node is a file of the tar to be: the tree has the names that files get in
// the image, which a rewrite may have made different from the ones on disk.
type node struct {
	children map[string]*node
	source   string      // on disk
	info     fs.FileInfo // nil for a parent that no store path brought
	perms    []perm
}

type perm struct {
	Perm
	match *regexp.Regexp
}

// plant walks the store paths in order and returns the tree of the files.
func plant(paths []Path) (*node, error) {
	root := &node{}
	for _, p := range paths {
		if err := root.addStorePath(p); err != nil {
			return nil, err
		}
	}
	return root, nil
}

func (n *node) addStorePath(p Path) error {
	rename, perms, err := compile(p.Options)
	if err != nil {
		return fmt.Errorf("reading the options of %s: %w", p.Path, err)
	}
	return filepath.WalkDir(p.Path, func(source string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		name := rename(source)
		if name == "" {
			return nil
		}
		return n.at(name).put(&node{source: source, info: info, perms: perms}, name)
	})
}

// compile makes o ready for use. Without options nothing is renamed.
func compile(o *Options) (rename func(string) string, perms []perm, err error) {
	rename = func(s string) string { return s }
	if o == nil {
		return rename, nil, nil
	}
	if o.Rewrite.Regex != "" {
		re, err := regexp.Compile(o.Rewrite.Regex)
		if err != nil {
			return nil, nil, err
		}
		rename = func(s string) string { return re.ReplaceAllString(s, o.Rewrite.Repl) }
	}
	for _, p := range o.Perms {
		re, err := regexp.Compile(p.Regex)
		if err != nil {
			return nil, nil, err
		}
		perms = append(perms, perm{p, re})
	}
	return rename, perms, nil
}

// at returns the node called name below n, made with its parents where missing. The
// first component of an absolute name is the empty one: the root directory.
func (n *node) at(name string) *node {
	parts := strings.Split(filepath.Clean(name), "/")
	if name == "/" {
		parts = parts[:1]
	}
	for _, part := range parts {
		if n.children == nil {
			n.children = map[string]*node{}
		}
		if n.children[part] == nil {
			n.children[part] = &node{}
		}
		n = n.children[part]
	}
	return n
}

// put lets file take the place n. Two store paths may bring the same file; of
// two that look the same from outside, the later wins.
func (n *node) put(file *node, name string) error {
	if old := n.info; old != nil {
		if old.Mode() != file.info.Mode() {
			return fmt.Errorf("%s is both %v (from %s) and %v (from %s)",
				name, old.Mode(), n.source, file.info.Mode(), file.source)
		}
		if old.Mode().IsRegular() && old.Size() != file.info.Size() {
			return fmt.Errorf("%s has both %d bytes (from %s) and %d (from %s)",
				name, old.Size(), n.source, file.info.Size(), file.source)
		}
		if !slices.EqualFunc(n.perms, file.perms, func(a, b perm) bool { return a.Perm == b.Perm }) {
			return fmt.Errorf("%s gets different permissions from %s and %s", name, n.source, file.source)
		}
	}
	n.source, n.info, n.perms = file.source, file.info, file.perms
	return nil
}

// walk visits the files under n, parents first, siblings by the bytes of
// their names.
func (n *node) walk(name string, visit func(name string, n *node) error) error {
	var parts []string
	for part := range n.children {
		parts = append(parts, part)
	}
	slices.Sort(parts)
	for _, part := range parts {
		child, childName := n.children[part], filepath.Join(name, part)
		if part == "" {
			childName = "/"
		}
		if err := visit(childName, child); err != nil {
			return err
		}
		if err := child.walk(childName, visit); err != nil {
			return err
		}
	}
	return nil
}
