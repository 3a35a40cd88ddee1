package host

import (
	"cmp"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"syscall"
)

// Known makes the tree remember what a walk has read, for the files of many units:
// their directories need not be read again, and opening a file in one takes one
// step. What is in them must not come and go meanwhile. Everything else, such as
// what is behind symbolic links, is opened through the root as before.
func (p *Place) Known(dirs []Dir) {
	p.known = &knownFS{FS: p.Root.FS(), root: p.Path, dirs: map[string]Dir{}}
	for _, d := range dirs {
		if d.Unit {
			p.known.dirs[d.Name] = d
		}
	}
}

// knownFS answers for directories that are known, each of which is a real one.
type knownFS struct {
	fs.FS
	root string
	dirs map[string]Dir
}

// Identify tells a directory that is known from itself after a change, as it was when
// it was read.
func (k *knownFS) Identify(name string) (id Identity, settled, known bool) {
	d, known := k.dirs[name]
	return d.identity, d.settled, known
}

func (k *knownFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if d, ok := k.dirs[name]; ok {
		return slices.Clone(d.entries), nil
	}
	return fs.ReadDir(k.FS, name)
}

func (k *knownFS) Stat(name string) (fs.FileInfo, error) {
	switch entry, known := k.entry(name); {
	case !known:
		return fs.Stat(k.FS, name)
	case entry == nil:
		return nil, &fs.PathError{Op: "statat", Path: name, Err: syscall.ENOENT} // as the root says it
	default:
		return os.Lstat(k.path(name))
	}
}

func (k *knownFS) Open(name string) (fs.File, error) {
	if f, ok, err := k.OpenRegular(name); ok {
		return f, err
	}
	return k.FS.Open(name)
}

// OpenRegular refuses to follow a link that has taken the place of a file, and does
// not wait for a pipe that has.
func (k *knownFS) OpenRegular(name string) (f fs.File, ok bool, err error) {
	entry, known := k.entry(name)
	if !known || entry == nil {
		return nil, false, nil
	}
	f, err = os.OpenFile(k.path(name), os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	return f, true, err
}

func (k *knownFS) path(name string) string { return filepath.Join(k.root, filepath.FromSlash(name)) }

// entry is a regular file of a known directory; nil when there is nothing of the
// name. It is not known what else there may be.
func (k *knownFS) entry(name string) (entry os.DirEntry, known bool) {
	d, known := k.dirs[path.Dir(name)]
	if !known || !fs.ValidPath(name) {
		return nil, false
	}
	at, found := slices.BinarySearchFunc(d.entries, path.Base(name), func(e os.DirEntry, name string) int { return cmp.Compare(e.Name(), name) })
	if !found {
		return nil, true
	}
	return d.entries[at], d.entries[at].Type().IsRegular()
}
