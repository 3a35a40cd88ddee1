package tree

import (
	"fmt"
	"io"
	"strings"
)

// Builder makes a tree of entries that come in any order. Directories above an
// entry need not come themselves. An entry takes the place of an earlier one with
// the same path, but nothing other than a directory becomes one. Paths that are
// absolute or hold "." are taken from the root of the tree; those that hold ".."
// give an *EscapeError, and those that git keeps for itself are refused. A tree
// that grows beyond the limits gives a *LimitError.
type Builder struct {
	usage
	spool *spool
	root  *node
}

// NewBuilder returns a Builder that needs a call of Close in the end.
func NewBuilder(limits Limits) (*Builder, error) {
	spool, err := newSpool()
	if err != nil {
		return nil, err
	}
	return &Builder{usage: usage{limits: limits}, spool: spool, root: newDirectory()}, nil
}

// Directory adds a directory, unless it is there.
func (b *Builder) Directory(path string) error {
	names, err := b.limits.split(path)
	if err != nil {
		return err
	}
	_, err = b.directory(names)
	return err
}

// File adds a regular file with the contents of r.
func (b *Builder) File(path string, executable bool, r io.Reader) error {
	dir, name, err := b.place(path)
	if err != nil {
		return err
	}
	contents, err := b.store(r)
	if err != nil {
		return fmt.Errorf("reading %s: %w", shown(path), err)
	}
	dir.below[name] = &node{kind: regular, executable: executable, contents: contents}
	return nil
}

// Link adds a symbolic link. Its target may be anything that a link can have.
func (b *Builder) Link(path, target string) error {
	switch {
	case target == "":
		return fmt.Errorf("%s is a link to nowhere: its target is empty", shown(path))
	case strings.Contains(target, "\x00"):
		return fmt.Errorf("the target of the link %s has a NUL byte in it", shown(path))
	}
	if err := b.addTarget(path, target); err != nil {
		return err
	}
	dir, name, err := b.place(path)
	if err != nil {
		return err
	}
	dir.below[name] = &node{kind: link, target: target}
	return nil
}

// HardLink adds the file or link that is at the path target now once more.
func (b *Builder) HardLink(path, target string) error {
	names, err := b.limits.split(target)
	if err != nil {
		return err
	}
	found := b.root
	for _, name := range names {
		if found = found.below[name]; found == nil {
			return fmt.Errorf("%s is a hard link to %s, which does not come before it", shown(path), shown(target))
		}
	}
	if found.kind == directory {
		return fmt.Errorf("%s is a hard link to %s, which is a directory", shown(path), shown(target))
	}
	// It is hashed as often as it is there, though stored once.
	if err := b.addBytes(found.contents.size); err != nil {
		return err
	}
	dir, name, err := b.place(path)
	if err != nil {
		return err
	}
	dir.below[name] = found
	return nil
}

// Close lets go of all contents.
func (b *Builder) Close() error { return b.spool.file.Close() }

// place returns where an entry goes that is no directory.
func (b *Builder) place(path string) (dir *node, name string, err error) {
	names, err := b.limits.split(path)
	if err != nil {
		return nil, "", err
	}
	if len(names) == 0 {
		return nil, "", fmt.Errorf("%s is the root of the tree and must be a directory", shown(path))
	}
	if err := b.addEntry(); err != nil {
		return nil, "", err
	}
	last := len(names) - 1
	dir, err = b.directory(names[:last])
	return dir, names[last], err
}

// directory returns the directory of that path, made where it is missing.
func (b *Builder) directory(names []string) (*node, error) {
	dir := b.root
	for i, name := range names {
		next := dir.below[name]
		if next == nil {
			if err := b.addEntry(); err != nil {
				return nil, err
			}
			next = newDirectory()
			dir.below[name] = next
		}
		if next.kind != directory {
			return nil, fmt.Errorf("%s is there as a file or link, and then as a directory", shown(strings.Join(names[:i+1], "/")))
		}
		dir = next
	}
	return dir, nil
}

// store puts contents into the spool.
func (b *Builder) store(r io.Reader) (span, error) {
	contents, err := b.spool.add(r, b.limits.Bytes-b.bytes)
	if err != nil {
		return span{}, err
	}
	return contents, b.addBytes(contents.size)
}
