package tree

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/nar"
)

// ReadDirectory reads a tree on disk, or what else is at the path: a file, or a
// symbolic link, which is not followed.
func ReadDirectory(path string, limits Limits) (*Contents, error) {
	d := &disk{usage: usage{limits: limits}, path: path, archive: nar.NewHasher(), files: map[string][]byte{}}
	err := d.root()
	sum, hashErr := d.archive.Sum()
	if err = cmp.Or(err, hashErr); err == nil {
		err = d.keepLinked()
	}
	if err != nil {
		return nil, fmt.Errorf("reading the tree %s: %w", path, err)
	}
	return &Contents{NarHash: sum.String(), NarSize: d.archive.Size(), LastModified: d.newest, Files: d.files}, nil
}

// disk is a tree on disk that is being read. Names are slash-separated paths
// below its own path, "" for itself.
type disk struct {
	usage
	path    string
	archive *nar.Hasher
	newest  int64
	files   map[string][]byte
	links   []string // that are called like flake files
}

func (d *disk) root() error {
	info, err := os.Lstat(d.path)
	if err != nil {
		return err
	}
	return d.node("", info.Mode().Type())
}

func (d *disk) at(name string) string { return filepath.Join(d.path, filepath.FromSlash(name)) }

func (d *disk) seen(info fs.FileInfo) { d.newest = max(d.newest, info.ModTime().Unix()) }

func (d *disk) node(name string, kind fs.FileMode) error {
	if err := d.addEntry(); err != nil {
		return err
	}
	switch kind {
	case 0:
		return d.file(name)
	case fs.ModeDir:
		return d.directory(name)
	case fs.ModeSymlink:
		return d.link(name)
	}
	return &nar.KindError{Path: d.at(name), Kind: kind}
}

func (d *disk) directory(name string) error {
	info, err := os.Lstat(d.at(name))
	if err != nil {
		return err
	}
	d.seen(info)
	entries, err := os.ReadDir(d.at(name)) // sorted by the bytes of the names
	if err != nil {
		return err
	}
	d.archive.Directory()
	for _, entry := range entries {
		below := path.Join(name, entry.Name())
		if err := d.limits.check(below, entry.Name(), strings.Count(below, "/")); err != nil {
			return err
		}
		d.archive.Entry(entry.Name())
		if err := d.node(below, entry.Type()); err != nil {
			return err
		}
	}
	d.archive.End()
	return nil
}

func (d *disk) link(name string) error {
	info, err := os.Lstat(d.at(name))
	if err != nil {
		return err
	}
	d.seen(info)
	target, err := os.Readlink(d.at(name))
	if err != nil {
		return err
	}
	if isFlakeFile(name) {
		d.links = append(d.links, name)
	}
	d.archive.Link(target)
	return d.archive.Err()
}

func (d *disk) file(name string) error {
	file, err := os.Open(d.at(name))
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() { // any more
		return &nar.KindError{Path: d.at(name), Kind: info.Mode().Type()}
	}
	d.seen(info)
	if err := d.addBytes(info.Size()); err != nil {
		return err
	}
	var contents io.Reader = file
	if isFlakeFile(name) {
		if err := d.keep(name, file, info.Size()); err != nil {
			return err
		}
		contents = bytes.NewReader(d.files[name])
	}
	d.archive.File(nar.Executable(info.Mode()), info.Size(), contents)
	return d.archive.Err()
}

func (d *disk) keep(name string, file io.Reader, size int64) error {
	if err := d.addKept(name, size); err != nil {
		return err
	}
	data, err := io.ReadAll(io.LimitReader(file, size+1)) // the hasher notices one byte too many
	d.files[name] = data
	return err
}

// keepLinked reads what links lead to that are called like flake files.
func (d *disk) keepLinked() error {
	if err := checkFlakeLinks(len(d.links)); err != nil {
		return err
	}
	for _, name := range d.links {
		if err := d.keepTarget(name); err != nil {
			return err
		}
	}
	return nil
}

// keepTarget keeps nothing if the link leads to nothing or out of the tree: then
// there is no such file for Nix, either.
func (d *disk) keepTarget(name string) error {
	file, err := os.OpenInRoot(d.path, filepath.FromSlash(name))
	if err != nil {
		return nil // that the file can be read was seen when it was hashed
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return err
	}
	return d.keep(name, file, info.Size())
}
