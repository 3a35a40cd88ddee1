package recall

import (
	"io/fs"
	"path"
	"sync"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
)

// Once makes a tree that is asked only once in a run for what files are that several
// units may have seen, such as those of modules. What it says of them is of that
// moment. Those in directories that the tree itself knows belong to one unit each.
func Once(tree fs.FS) fs.FS { return &once{FS: tree} }

type once struct {
	fs.FS
	said sync.Map // *stated, by path
}

type stated struct {
	info fs.FileInfo
	err  error
}

func (o *once) Identify(name string) (id host.Identity, settled, known bool) {
	if t, ok := o.FS.(remembering); ok {
		return t.Identify(name)
	}
	return id, false, false
}

// Stat implements fs.StatFS.
func (o *once) Stat(name string) (fs.FileInfo, error) {
	if _, _, known := o.Identify(path.Dir(name)); known {
		return fs.Stat(o.FS, name)
	}
	if s, ok := o.said.Load(name); ok {
		s := s.(*stated)
		return s.info, s.err
	}
	info, err := fs.Stat(o.FS, name)
	o.said.Store(name, &stated{info, err})
	return info, err
}

// ReadDir implements fs.ReadDirFS.
func (o *once) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(o.FS, name) }
