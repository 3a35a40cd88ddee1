package image

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
)

// nobody is the owner of directories that no store path brings, or several do.
const nobody = -1

// entry is a file of the tar.
type entry struct {
	name   string // in the tar
	file   string // in the store, without its root; "" for a directory that no store path brings
	info   fs.FileInfo
	owner  int    // the path of the layer that it counts for
	header []byte // whole blocks, valid until the next entry
	size   int64  // bytes of contents
}

// blocks is what the entry takes of the tar.
func (e *entry) blocks() int64 { return int64(len(e.header)) + e.size + padding(e.size) }

// padding is what it takes to fill the last block.
func padding(size int64) int64 { return -size & (blockSize - 1) }

// walker visits the entries of a layer in the order of its tar: a directory
// before what is in it, names in the order of their bytes.
type walker struct {
	ctx    context.Context //nolint:containedctx // it walks once, for one call
	layer  *Layer
	visit  func(*entry) error
	header bytes.Buffer
}

// walk looks at names, sizes, modes and links, and reads no contents.
func (l *Layer) walk(ctx context.Context, visit func(*entry) error) error {
	top, err := l.plant(ctx)
	if err != nil {
		return err
	}
	w := &walker{ctx: ctx, layer: l, visit: visit}
	return w.planted(top, "", true)
}

func (w *walker) node(n *node, name string) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	e, err := w.entry(n, name)
	if err != nil {
		return err
	}
	if err := w.visit(e); err != nil {
		return err
	}
	isDir := e.info == nil || e.info.IsDir()
	if n.children == nil && len(n.sources) == 1 {
		if !isDir || !n.sources[0].deep {
			return nil
		}
		return w.below(n.sources[0], name)
	}
	return w.planted(n, name, isDir)
}

// below visits what is in a directory of a single store path, which is nearly
// everything.
func (w *walker) below(s source, name string) error {
	entries, err := os.ReadDir(w.layer.root + s.file)
	if err != nil {
		return w.layer.unreadable(err)
	}
	for _, e := range entries {
		child := source{path: s.path, file: s.file + "/" + e.Name(), deep: true}
		childName := child.file
		if name != s.file {
			childName = join(name, e.Name())
		}
		if err := w.node(&node{sources: []source{child}}, childName); err != nil {
			return err
		}
	}
	return nil
}

// planted visits what several store paths may have put below a name.
func (w *walker) planted(n *node, name string, isDir bool) error {
	children := map[string]*node{}
	for part, child := range n.children {
		children[part] = &node{child.children, slices.Clone(child.sources)}
	}
	for _, s := range n.sources {
		if !isDir || !s.deep {
			continue
		}
		entries, err := os.ReadDir(w.layer.root + s.file)
		if err != nil {
			return w.layer.unreadable(err)
		}
		for _, e := range entries {
			if children[e.Name()] == nil {
				children[e.Name()] = &node{}
			}
			child := children[e.Name()]
			child.sources = append(child.sources, source{path: s.path, file: s.file + "/" + e.Name(), deep: true})
		}
	}
	for _, part := range slices.Sorted(maps.Keys(children)) {
		child := children[part]
		slices.SortStableFunc(child.sources, func(a, b source) int { return cmp.Compare(a.path, b.path) })
		if err := w.node(child, join(name, part)); err != nil {
			return err
		}
	}
	return nil
}

// join makes the name of what is called part in the directory name. The root
// is an empty part of the nameless top.
func join(name, part string) string {
	switch {
	case part == "":
		return "/"
	case name == "" || name == "/":
		return name + part
	}
	return name + "/" + part
}

// entry settles what becomes of the files that were put in one place. Of two
// that look the same from outside the later wins, as with nix2container.
func (w *walker) entry(n *node, name string) (*entry, error) {
	e := &entry{name: name, owner: nobody}
	for i, s := range n.sources {
		info, err := os.Lstat(w.layer.root + s.file)
		if err != nil {
			return nil, w.layer.unreadable(err)
		}
		if i > 0 {
			if err := w.conflict(e, s, info); err != nil {
				return nil, err
			}
		}
		if e.owner = s.path; i > 0 && n.sources[0].path != s.path && info.IsDir() {
			e.owner = nobody
		}
		e.file, e.info = s.file, info
	}
	var perms []perm
	if len(n.sources) > 0 {
		perms = w.layer.Paths[n.sources[len(n.sources)-1].path].perms
	}
	w.header.Reset()
	if err := w.layer.encode(&w.header, e, perms); err != nil {
		return nil, fmt.Errorf("writing %s of %v: %w", name, w.layer, err)
	}
	e.header = w.header.Bytes()
	return e, nil
}

func (w *walker) conflict(e *entry, s source, info fs.FileInfo) error {
	switch {
	case e.info.Mode() != info.Mode():
		return fmt.Errorf("%s of %v is %v in %s and %v in %s", e.name, w.layer, e.info.Mode(), e.file, info.Mode(), s.file)
	case info.Mode().IsRegular() && e.info.Size() != info.Size():
		return fmt.Errorf("%s of %v has %d bytes in %s and %d in %s", e.name, w.layer, e.info.Size(), e.file, info.Size(), s.file)
	}
	return nil
}
