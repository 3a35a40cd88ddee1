package gitfs

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// maxLinks is how many symbolic links may follow each other, as in Linux.
const maxLinks = 40

// Tree is a directory of a repository as a commit has it. It is an
// fs.ReadLinkFS, and links do not lead out of it. A submodule is an empty
// directory.
type Tree struct {
	Rev     string // of the commit
	objects *objects
	entries map[string]*entry // by path; directories included
	links   []string          // paths of the symbolic links, sorted
}

// entry is what a path is.
type entry struct {
	kind     kind
	id       string   // of the blob; with the kind it says whether two are the same
	children []string // names in a directory, sorted
}

type kind string

// The kinds are git's modes.
const (
	directory  kind = "040000"
	file       kind = "100644"
	executable kind = "100755"
	symlink    kind = "120000"
	submodule  kind = "160000"
)

var errEscapes = errors.New("the symbolic link leads out of the tree")

// read takes the lines of ls-tree: MODE TYPE ID, a tab, and the path.
func (t *Tree) read(listing io.Reader) error {
	lines := records(listing)
	for lines.Scan() {
		facts, name, ok := strings.Cut(lines.Text(), "\t")
		words := strings.Fields(facts)
		if !ok || len(words) != 3 || !fs.ValidPath(name) {
			return fmt.Errorf("git lists %q", lines.Text())
		}
		if len(t.entries) >= maxEntries {
			return fmt.Errorf("it has more than %d files", maxEntries)
		}
		e := &entry{kind: kind(words[0]), id: words[2]}
		if e.kind != executable && e.kind != symlink && e.kind != submodule {
			e.kind = file // git once knew further modes of plain files
		}
		t.entries[name] = e
		if e.kind == symlink {
			t.links = append(t.links, name)
		}
		t.addTo(path.Dir(name), path.Base(name))
	}
	return lines.Err()
}

func (t *Tree) addTo(dir, child string) {
	e := t.entries[dir]
	if e == nil {
		e = &entry{kind: directory}
		t.entries[dir] = e
		t.addTo(path.Dir(dir), path.Base(dir))
	}
	e.children = append(e.children, child)
}

// Changed returns the paths of files that differ between two trees, sorted.
func (t *Tree) Changed(other *Tree) []string {
	var names []string
	all := maps.Clone(t.entries)
	maps.Copy(all, other.entries)
	for name := range all {
		was, is := t.entries[name].content(), other.entries[name].content()
		if was != is {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// content is "" for what is no file.
func (e *entry) content() string {
	if e == nil || e.kind == directory {
		return ""
	}
	return string(e.kind) + e.id
}

// Links are the symbolic links below a directory, sorted.
func (t *Tree) Links(dir string) []string {
	if dir == "." {
		return t.links
	}
	first, _ := slices.BinarySearch(t.links, dir+"/")
	end, _ := slices.BinarySearch(t.links, dir+"0") // what sorts behind all that is below it
	return t.links[first:end]
}

// find is the path without symbolic links that a path leads to. The last link is
// followed only where last is set.
func (t *Tree) find(name string, last bool) (string, *entry, error) {
	if e := t.entries[name]; e != nil && e.kind != symlink {
		return name, e, nil // nothing lies below a link
	}
	for links, from := 0, 0; ; {
		end := len(name)
		if next := strings.IndexByte(name[from:], '/'); next >= 0 {
			end = from + next
		}
		e := t.entries[name[:end]]
		switch {
		case e == nil:
			return "", nil, fs.ErrNotExist
		case e.kind != symlink && end < len(name):
			from = end + 1
			continue
		case e.kind != symlink || end == len(name) && !last:
			return name, e, nil
		}
		if links++; links > maxLinks {
			return "", nil, errors.New("too many symbolic links follow each other")
		}
		target, err := t.objects.read(e.id)
		if err != nil {
			return "", nil, err
		}
		to := path.Join(path.Dir(name[:end]), string(target))
		if path.IsAbs(string(target)) || !fs.ValidPath(to) {
			return "", nil, errEscapes
		}
		name, from = path.Join(to, name[end:]), 0
	}
}

func (t *Tree) look(op, name string, last bool) (*entry, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	_, e, err := t.find(name, last)
	if err != nil {
		return nil, &fs.PathError{Op: op, Path: name, Err: err}
	}
	return e, nil
}

// Open implements fs.FS.
func (t *Tree) Open(name string) (fs.File, error) {
	e, err := t.look("open", name, true)
	if err != nil {
		return nil, err
	}
	info, err := t.info(name, e)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		list, err := t.ReadDir(name)
		return &openDirectory{info: info, list: list}, err
	}
	data, err := t.objects.read(e.id)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &openFile{info, bytes.NewReader(data)}, nil
}

// Exists reports whether there is something at a path, or a link that leads nowhere
// for another reason than that there is nothing. Unlike Stat it asks git for no object
// but those of links.
func (t *Tree) Exists(name string) bool {
	_, err := t.look("stat", name, true)
	return !errors.Is(err, fs.ErrNotExist)
}

// Stat implements fs.StatFS.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	e, err := t.look("stat", name, true)
	if err != nil {
		return nil, err
	}
	return t.info(name, e)
}

// Lstat implements fs.ReadLinkFS.
func (t *Tree) Lstat(name string) (fs.FileInfo, error) {
	e, err := t.look("lstat", name, false)
	if err != nil {
		return nil, err
	}
	return t.info(name, e)
}

// ReadFile implements fs.ReadFileFS.
func (t *Tree) ReadFile(name string) ([]byte, error) {
	e, err := t.look("open", name, true)
	if err != nil {
		return nil, err
	}
	if e.kind == directory || e.kind == submodule {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("it is a directory")}
	}
	data, err := t.objects.read(e.id)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return slices.Clone(data), nil
}

// Ahead reads many files at once, which is much faster than one after the other,
// and keeps them for when they are wanted. It leaves out what is no plain file.
func (t *Tree) Ahead(names []string) error {
	var ids []string
	for _, name := range names {
		if e := t.entries[name]; e != nil && (e.kind == file || e.kind == executable) {
			ids = append(ids, e.id)
		}
	}
	slices.Sort(ids)
	return t.objects.ahead(slices.Compact(ids))
}

// ReadLink implements fs.ReadLinkFS.
func (t *Tree) ReadLink(name string) (string, error) {
	e, err := t.look("readlink", name, false)
	if err != nil {
		return "", err
	}
	if e.kind != symlink {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	target, err := t.objects.read(e.id)
	return string(target), err
}

// ReadDir implements fs.ReadDirFS.
func (t *Tree) ReadDir(name string) ([]fs.DirEntry, error) {
	if _, err := t.look("readdir", name, true); err != nil {
		return nil, err
	}
	at, e, _ := t.find(name, true)
	if e.kind != directory && e.kind != submodule {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errors.New("it is not a directory")}
	}
	list := make([]fs.DirEntry, 0, len(e.children))
	for _, child := range e.children {
		list = append(list, listed{t, path.Join(at, child)})
	}
	return list, nil
}
