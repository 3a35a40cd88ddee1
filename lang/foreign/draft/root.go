package draft

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// Root is what a variant lays into its root directory. Its methods keep out
// what cannot stand beside the rest.
type Root struct{ Entries []Entry }

// Kind is what an entry is.
type Kind uint8

// The kinds of entries.
const (
	Directory Kind = iota
	File
	Symlink
)

// Entry is a file, directory or link.
type Entry struct {
	Kind    Kind
	Path    string
	Mode    string // octal; "" for the default
	Owner   string // "" for root
	Content string // of a file without Source
	Source  string // of a file, relative to the unit
	Target  string // of a link
	Of      string // reference to the package whose store path Target follows; "" for none
}

// At returns what is at the path, or nil.
func (r *Root) At(at string) *Entry {
	for i := range r.Entries {
		if r.Entries[i].Path == at {
			return &r.Entries[i]
		}
	}
	return nil
}

// Put lays an entry, in place of what is at its path. The error says why it
// cannot be.
func (r *Root) Put(e Entry) error {
	e.Path = path.Clean(e.Path)
	if !strings.HasPrefix(e.Path, "/") || strings.ContainsAny(e.Path, "\x00\n\r") {
		return fmt.Errorf("%q is not an absolute path", e.Path)
	}
	if e.Kind == Symlink && e.Target == "" {
		return fmt.Errorf("the link points to nothing")
	}
	if e.Path == "/" {
		return fmt.Errorf("the root directory is there anyway")
	}
	if e.Kind != Directory && slices.Contains([]string{"/etc", "/tmp", "/usr", "/usr/bin", "/nix", "/nix/store", "/bin", "/lib", "/share"}, e.Path) {
		return fmt.Errorf("%s is a directory of the image", e.Path)
	}
	for dir := path.Dir(e.Path); dir != "/"; dir = path.Dir(dir) {
		if above := r.At(dir); above != nil && above.Kind != Directory {
			return fmt.Errorf("%s is not a directory", dir)
		}
	}
	if have := r.At(e.Path); have != nil {
		return have.become(e)
	}
	if e.Kind != Directory && r.below(e.Path) {
		return fmt.Errorf("%s is a directory with something in it", e.Path)
	}
	r.Entries = append(r.Entries, e)
	return nil
}

// become merges directories, and replaces everything else.
func (e *Entry) become(with Entry) error {
	switch {
	case e.Kind == Directory && with.Kind == Directory:
		if with.Mode != "" {
			e.Mode = with.Mode
		}
		if with.Owner != "" {
			e.Owner = with.Owner
		}
	case e.Kind == Directory || with.Kind == Directory:
		return fmt.Errorf("%s would be a directory and a file", e.Path)
	default:
		*e = with
	}
	return nil
}

func (r *Root) below(dir string) bool {
	return slices.ContainsFunc(r.Entries, func(e Entry) bool { return strings.HasPrefix(e.Path, dir+"/") })
}

// Below yields the entries at a path and below it.
func (r *Root) Below(dir string) []*Entry {
	var all []*Entry
	for i := range r.Entries {
		if e := &r.Entries[i]; e.Path == dir || strings.HasPrefix(e.Path, strings.TrimSuffix(dir, "/")+"/") {
			all = append(all, e)
		}
	}
	return all
}
