package foreign

import (
	"bytes"
	"io/fs"
	"path"
	"time"

	"github.com/agentboxc/agentboxc/lang/source"
)

// overlay is a file system in which a directory has an agentbox.hcl, and no
// other source file.
type overlay struct {
	fs   fs.FS // nil for none
	dir  string
	text []byte
}

// Open implements fs.FS.
func (o overlay) Open(name string) (fs.File, error) {
	if name == path.Join(o.dir, source.MainFile) {
		return &memory{bytes.NewReader(o.text)}, nil
	}
	if o.fs == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return o.fs.Open(name)
}

// ReadDir implements fs.ReadDirFS: the unit's directory holds the unit alone.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == path.Clean(o.dir) {
		return []fs.DirEntry{fs.FileInfoToDirEntry(info(len(o.text)))}, nil
	}
	if o.fs == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fs.ReadDir(o.fs, name)
}

// memory is the open agentbox.hcl.
type memory struct{ *bytes.Reader }

func (m *memory) Stat() (fs.FileInfo, error) { return info(m.Size()), nil }
func (m *memory) Close() error               { return nil }

// info describes an agentbox.hcl of so many bytes.
type info int64

func (i info) Name() string       { return source.MainFile }
func (i info) Size() int64        { return int64(i) }
func (i info) Mode() fs.FileMode  { return 0o644 }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return false }
func (i info) Sys() any           { return nil }
