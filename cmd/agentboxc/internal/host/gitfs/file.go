package gitfs

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"time"
)

// info is what is known of an entry. Nothing in git has a time.
type info struct {
	name string
	kind kind
	size int64
}

func (t *Tree) info(name string, e *entry) (info, error) {
	i := info{name: path.Base(name), kind: e.kind}
	if i.IsDir() {
		return i, nil
	}
	var err error
	if i.size, err = t.objects.size(e.id); err != nil {
		return i, &fs.PathError{Op: "stat", Path: name, Err: err}
	}
	return i, nil
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.kind.mode() }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.Mode().IsDir() }
func (i info) Sys() any           { return nil }

func (k kind) mode() fs.FileMode {
	switch k {
	case directory, submodule:
		return fs.ModeDir | 0o755
	case symlink:
		return fs.ModeSymlink | 0o777
	case executable:
		return 0o755
	}
	return 0o644
}

// listed is an entry of a directory; its size is asked for only when it is wanted.
type listed struct {
	tree *Tree
	path string
}

func (l listed) Name() string               { return path.Base(l.path) }
func (l listed) IsDir() bool                { return l.Type().IsDir() }
func (l listed) Type() fs.FileMode          { return l.tree.entries[l.path].kind.mode().Type() }
func (l listed) Info() (fs.FileInfo, error) { return l.tree.info(l.path, l.tree.entries[l.path]) }
func (l listed) String() string             { return fs.FormatDirEntry(l) }

type openFile struct {
	info
	*bytes.Reader
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFile) Close() error               { return nil }

// Size is that of the file; the reader has one of the same name.
func (f *openFile) Size() int64 { return f.size }

type openDirectory struct {
	info
	list []fs.DirEntry
	at   int
}

func (d *openDirectory) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *openDirectory) Close() error               { return nil }

func (d *openDirectory) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.name, Err: errors.New("it is a directory")}
}

func (d *openDirectory) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := d.list[d.at:]
	if n <= 0 {
		d.at = len(d.list)
		return rest, nil
	}
	if len(rest) == 0 {
		return nil, io.EOF
	}
	rest = rest[:min(n, len(rest))]
	d.at += len(rest)
	return rest, nil
}
