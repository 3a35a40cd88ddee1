package server

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// overlay is a tree on disk with the open documents in the place of their files. It
// notes what it is asked, because the answers depend on nothing else.
type overlay struct {
	disk fs.FS
	root string // absolute
	docs map[string]*document

	mu     sync.Mutex
	looked map[string]struct{} // absolute; a listed directory has a slash behind it
}

func newOverlay(disk fs.FS, root string, at *state) *overlay {
	return &overlay{disk: disk, root: root, docs: at.docs, looked: map[string]struct{}{}}
}

func (o *overlay) note(name, suffix string) (whole string) {
	whole = filepath.Join(o.root, filepath.FromSlash(name))
	o.mu.Lock()
	o.looked[whole+suffix] = struct{}{}
	o.mu.Unlock()
	return whole
}

// Open opens a document, or a file of the disk.
func (o *overlay) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	d := o.docs[o.note(name, "")]
	if d == nil {
		return o.disk.Open(name)
	}
	info, err := o.info(d, name)
	if err != nil {
		return nil, err
	}
	return &openDocument{info, bytes.NewReader(d.bytes)}, nil
}

// info is that of a document, with the permissions of its file. What is wrong with the
// file, such as that it is outside of the tree, is wrong with the document.
func (o *overlay) info(d *document, name string) (documentInfo, error) {
	info, err := fs.Stat(o.disk, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return documentInfo{d, 0o644}, nil
	case err != nil:
		return documentInfo{}, err
	}
	return documentInfo{d, info.Mode()}, nil
}

// Stat is of a document, a file of the disk, or a directory that only documents are
// in.
func (o *overlay) Stat(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrInvalid}
	}
	whole := o.note(name, "")
	if d := o.docs[whole]; d != nil {
		return o.info(d, name)
	}
	info, err := fs.Stat(o.disk, name)
	if errors.Is(err, fs.ErrNotExist) && len(o.inside(whole)) > 0 {
		return unsavedDir(path.Base(name)), nil
	}
	return info, err
}

// ReadDir lists what is on disk, and the documents that are not there yet.
func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	whole := o.note(name, "/")
	entries, err := fs.ReadDir(o.disk, name)
	open := o.inside(whole)
	if len(open) == 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return entries, err
	}
	for _, d := range open {
		entry := fs.FileInfoToDirEntry(documentInfo{d, 0o644})
		at, found := slices.BinarySearchFunc(entries, entry, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
		if !found {
			entries = slices.Insert(entries, at, entry)
		}
	}
	return entries, nil
}

// seen is what was asked for.
func (o *overlay) seen() []string { return slices.Sorted(maps.Keys(o.looked)) }

// inside are the documents in a directory.
func (o *overlay) inside(dir string) []*document {
	var found []*document
	for name, d := range o.docs {
		if len(name) > len(dir) && name[len(dir)] == filepath.Separator && strings.HasPrefix(name, dir) && filepath.Dir(name) == dir {
			found = append(found, d)
		}
	}
	return found
}

// documentInfo is what there is to say of an open document. It has no time: what
// depends on one is not shown.
type documentInfo struct {
	*document
	mode fs.FileMode
}

func (d documentInfo) Name() string       { return filepath.Base(d.path) }
func (d documentInfo) Size() int64        { return int64(len(d.bytes)) }
func (d documentInfo) Mode() fs.FileMode  { return d.mode }
func (d documentInfo) ModTime() time.Time { return time.Time{} }
func (d documentInfo) IsDir() bool        { return false }
func (d documentInfo) Sys() any           { return nil }

type openDocument struct {
	documentInfo
	*bytes.Reader
}

func (o *openDocument) Stat() (fs.FileInfo, error) { return o.documentInfo, nil }
func (o *openDocument) Close() error               { return nil }
func (o *openDocument) Size() int64                { return o.documentInfo.Size() }

var _ io.ReaderAt = (*openDocument)(nil)

// unsavedDir is a directory in which there are documents and nothing on disk.
type unsavedDir string

func (d unsavedDir) Name() string       { return string(d) }
func (d unsavedDir) Size() int64        { return 0 }
func (d unsavedDir) Mode() fs.FileMode  { return fs.ModeDir | 0o755 }
func (d unsavedDir) ModTime() time.Time { return time.Time{} }
func (d unsavedDir) IsDir() bool        { return true }
func (d unsavedDir) Sys() any           { return nil }

// noDisk is the tree of documents that have no place on disk.
type noDisk struct{}

func (noDisk) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}
