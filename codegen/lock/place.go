package lock

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// place is a directory of a tree of which the flake files can be read.
type place struct {
	read func(name string) ([]byte, error) // by slash-separated path from the tree's root
	dir  string
}

func (p place) file(name string) ([]byte, error) { return p.read(path.Join(p.dir, name)) }

// join follows a relative path, and then the directory in what lies there.
func (p place) join(rel, dir string) (place, error) {
	to := path.Join(p.dir, rel, dir)
	if to == ".." || strings.HasPrefix(to, "../") {
		return place{}, fmt.Errorf("the path %s leads out of the tree that the flake is in", rel)
	}
	p.dir = to
	return p, nil
}

func (t *Tree) file(name string) ([]byte, error) {
	if data, ok := t.Files[name]; ok {
		return data, nil
	}
	return nil, errNoFlake
}

// readWorkspace reads a file of the workspace.
func (s *resolver) readWorkspace(name string) ([]byte, error) {
	file, err := s.request.Workspace.Open(name)
	if err != nil {
		return nil, errNoFlake
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxBytes {
		return nil, fmt.Errorf("%s is not a file of at most %d bytes", name, maxBytes)
	}
	return fs.ReadFile(s.request.Workspace, name)
}
