package image

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// maxRenamed bounds the files that are renamed one by one: they are all kept
// in memory.
const maxRenamed = 100_000

// node is a place in the image at which store paths put files. What lies below
// a store path is looked at only when its turn comes: the tree that is in
// memory is that of the store paths, not that of their files.
type node struct {
	children map[string]*node
	sources  []source // what is put here, in the order of the layer's paths
}

// source is a file of the store.
type source struct {
	path int    // which path of the layer
	file string // without the store's root
	deep bool   // what lies below it comes along
}

// plant returns a node without a name, above the root directory.
func (l *Layer) plant(ctx context.Context) (*node, error) {
	top := &node{}
	renamed := 0
	for n, p := range l.Paths {
		var err error
		switch {
		case p.rename.regex != nil:
			err = l.plantEach(ctx, top, n, &renamed)
		case p.rename.prefix && p.rename.to == "":
			err = l.plantBelow(top, n)
		default:
			top.put(p.rename.apply(p.Path), source{path: n, file: p.Path, deep: true})
		}
		if err != nil {
			return nil, err
		}
	}
	return top, nil
}

// plantBelow puts what is in a store path at the root of the image, and not
// the store path itself: an empty one does not even make a root.
func (l *Layer) plantBelow(top *node, n int) error {
	storePath := l.Paths[n].Path
	info, err := os.Lstat(l.root + storePath)
	if err != nil {
		return l.unreadable(err)
	}
	if !info.IsDir() {
		return nil
	}
	entries, err := os.ReadDir(l.root + storePath)
	if err != nil {
		return l.unreadable(err)
	}
	for _, e := range entries {
		top.put("/"+e.Name(), source{path: n, file: storePath + "/" + e.Name(), deep: true})
	}
	return nil
}

// plantEach asks for the name of every single file.
func (l *Layer) plantEach(ctx context.Context, top *node, n int, renamed *int) error {
	p := l.Paths[n]
	return filepath.WalkDir(l.root+p.Path, func(onDisk string, _ fs.DirEntry, err error) error {
		if err != nil {
			return l.unreadable(err)
		}
		if *renamed++; *renamed > maxRenamed {
			return fmt.Errorf("%v renames more than %d files one by one", l, maxRenamed)
		}
		file := strings.TrimPrefix(onDisk, l.root)
		if name := p.rename.apply(file); name != "" {
			top.put(name, source{path: n, file: file})
		}
		return ctx.Err()
	})
}

func (n *node) put(name string, s source) {
	n = n.at(name)
	n.sources = append(n.sources, s)
}

// at returns the node called name, made with its parents where missing. The
// first component of an absolute name is empty: the root directory.
func (n *node) at(name string) *node {
	parts := strings.Split(path.Clean(name), "/")
	if name = path.Clean(name); name == "/" {
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
