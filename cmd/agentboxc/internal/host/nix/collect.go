package nix

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/nar"
)

// Bounds of a staged tree.
const (
	maxEntries = 200_000
	maxTree    = 4 << 30 // bytes in files
)

// entry is a file, a directory or a symbolic link to stage.
type entry struct {
	kind       fs.FileMode // type bits
	executable bool
	size       int64
	target     string // of a link
	text       []byte // of a generated file
}

// collection are the entries of a tree by their paths in the workspace.
type collection struct {
	fsys    fs.FS
	without string // a file that is not wanted
	entries map[string]entry
	bytes   int64
	links   []string // targets of links that are still to be looked at
}

// collect finds all that belongs to the flake.
func collect(src Source) (*collection, error) {
	c := &collection{fsys: src.FS, without: path.Join(src.Unit, measuredFile), entries: map[string]entry{}}
	c.generated(path.Join(src.Unit, flakeFile), src.Flake)
	if src.Lock != nil {
		c.generated(path.Join(src.Unit, lockFile), src.Lock)
	}
	for _, rel := range src.Paths {
		name := path.Join(src.Unit, rel)
		if path.IsAbs(rel) || !fs.ValidPath(name) {
			return nil, fmt.Errorf("the flake names %s, which lies outside the workspace", rel)
		}
		err := c.named(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("the flake names %s, which does not exist", rel)
		}
		if err != nil {
			return nil, err
		}
	}
	for len(c.links) > 0 {
		name := c.links[0]
		c.links = c.links[1:]
		// A link to nothing is as good a link as any, and so is one out of the
		// workspace.
		if _, err := fs.Stat(c.fsys, name); err != nil {
			continue
		}
		if err := c.named(name); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *collection) generated(name string, text []byte) {
	c.entries[name] = entry{size: int64(len(text)), text: text}
}

// named adds what the path leads to. A link on the way is added as one, and the
// rest of the path is looked for where it points.
func (c *collection) named(name string) error {
	for i := 0; i < len(name); {
		end := len(name)
		if slash := strings.IndexByte(name[i:], '/'); slash >= 0 {
			end = i + slash
		}
		prefix := name[:end]
		info, err := fs.Lstat(c.fsys, prefix)
		if err != nil {
			return err
		}
		if info.Mode().Type() == fs.ModeSymlink {
			return c.link(prefix, strings.TrimPrefix(name[end:], "/"))
		}
		i = end + 1
	}
	info, err := fs.Lstat(c.fsys, name)
	if err != nil {
		return err
	}
	return c.add(name, info)
}

// add adds a file, or a directory and all below it.
func (c *collection) add(name string, info fs.FileInfo) error {
	if _, known := c.entries[name]; known {
		return nil
	}
	e := entry{kind: info.Mode().Type()}
	switch e.kind {
	case 0:
		e.executable, e.size = nar.Executable(info.Mode()), info.Size()
		return c.put(name, e)
	case fs.ModeSymlink:
		return c.link(name, "")
	case fs.ModeDir:
		if err := c.put(name, e); err != nil {
			return err
		}
		return c.children(name)
	}
	return &nar.KindError{Path: name, Kind: e.kind}
}

func (c *collection) children(dir string) error {
	list, err := fs.ReadDir(c.fsys, dir)
	if err != nil {
		return err
	}
	for _, child := range list {
		if child.Name() == ".git" || path.Join(dir, child.Name()) == c.without {
			continue
		}
		info, err := child.Info()
		if err != nil {
			return err
		}
		if err := c.add(path.Join(dir, child.Name()), info); err != nil {
			return err
		}
	}
	return nil
}

// link adds a link, and remembers to look at rest below what it points at.
func (c *collection) link(name, rest string) error {
	target, err := fs.ReadLink(c.fsys, name)
	if err != nil {
		return err
	}
	if _, known := c.entries[name]; !known {
		if err := c.put(name, entry{kind: fs.ModeSymlink, target: target}); err != nil {
			return err
		}
	}
	to := path.Join(path.Dir(name), target, rest)
	// One to a directory it lies in would bring in all that is there.
	if !path.IsAbs(target) && fs.ValidPath(to) && !within(name, to) {
		c.links = append(c.links, to)
	}
	return nil
}

func (c *collection) put(name string, e entry) error {
	c.entries[name] = e
	c.bytes += e.size
	if len(c.entries) > maxEntries {
		return fmt.Errorf("the flake names more than %d files; name less than whole directories", maxEntries)
	}
	if c.bytes > maxTree {
		return fmt.Errorf("the files that the flake names have more than %d GiB; name less than whole directories", maxTree>>30)
	}
	return nil
}

// top is the directory of the workspace in which the tree starts.
func (c *collection) top(unit string) string {
	top := unit
	for name := range c.entries {
		for !within(name, top) {
			top = path.Dir(top)
		}
	}
	return top
}

// names are the paths of the entries, directories before what is in them.
func (c *collection) names() []string {
	names := make([]string, 0, len(c.entries))
	for name := range c.entries {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// within reports whether name is dir or lies in it.
func within(name, dir string) bool {
	return dir == "." || name == dir || strings.HasPrefix(name, dir+"/")
}
