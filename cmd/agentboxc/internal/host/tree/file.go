package tree

import (
	"fmt"
	"io"
)

// ReadFile reads a tree that is one regular file, not executable, as Nix makes it
// of what is downloaded for an input of the type "file".
func ReadFile(r io.Reader, limits Limits) (*Contents, error) {
	b, err := NewBuilder(limits)
	if err != nil {
		return nil, err
	}
	defer func() { _ = b.Close() }() // there is nothing to lose
	contents, err := readFile(b, r)
	if err != nil {
		return nil, fmt.Errorf("reading a file: %w", err)
	}
	return contents, nil
}

func readFile(b *Builder, r io.Reader) (*Contents, error) {
	contents, err := b.store(r)
	if err != nil {
		return nil, err
	}
	return b.finish(&node{kind: regular, contents: contents})
}
