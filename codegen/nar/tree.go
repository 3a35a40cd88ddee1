package nar

import (
	"fmt"
	"io"
	"io/fs"
	"path"
)

// Hash returns the sum of a file or a tree of fsys, which must list directories
// sorted and should implement fs.ReadLinkFS: without it symbolic links are an
// error.
func Hash(fsys fs.FS, name string) (Sum, error) {
	h := NewHasher()
	t := tree{h.Writer, fsys}
	t.root(name)
	sum, err := h.Sum()
	if err != nil {
		return Sum{}, fmt.Errorf("hashing a tree: %w", err)
	}
	return sum, nil
}

// Write archives a file or a tree of fsys, as Hash does.
func Write(w io.Writer, fsys fs.FS, name string) error {
	t := tree{NewWriter(w), fsys}
	t.root(name)
	if err := t.archive.Flush(); err != nil {
		return fmt.Errorf("archiving a tree: %w", err)
	}
	return nil
}

// tree is what an archive is made of.
type tree struct {
	archive *Writer
	fsys    fs.FS
}

func (t tree) root(name string) {
	info, err := fs.Lstat(t.fsys, name)
	if err != nil {
		t.archive.fail(err)
		return
	}
	t.node(name, info.Mode().Type())
}

func (t tree) node(name string, kind fs.FileMode) {
	switch kind {
	case 0:
		t.archive.fail(t.file(name))
	case fs.ModeDir:
		t.archive.fail(t.directory(name))
	case fs.ModeSymlink:
		target, err := fs.ReadLink(t.fsys, name)
		t.archive.fail(err)
		t.archive.Link(target)
	default:
		t.archive.fail(&KindError{Path: name, Kind: kind})
	}
}

func (t tree) directory(name string) error {
	entries, err := fs.ReadDir(t.fsys, name)
	if err != nil {
		return err
	}
	t.archive.Directory()
	for _, entry := range entries {
		t.archive.Entry(entry.Name())
		if err := t.archive.Err(); err != nil {
			return err
		}
		t.node(path.Join(name, entry.Name()), entry.Type())
	}
	t.archive.End()
	return nil
}

func (t tree) file(name string) error {
	file, err := t.fsys.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return &KindError{Path: name, Kind: info.Mode().Type()}
	}
	t.archive.File(Executable(info.Mode()), info.Size(), file)
	return nil
}

// Executable reports whether an archive calls a file of that mode executable: its
// owner may execute it, whatever others may.
func Executable(mode fs.FileMode) bool { return mode&0o100 != 0 }
