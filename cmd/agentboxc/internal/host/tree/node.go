package tree

import "strings"

// kind is what a node is.
type kind uint8

const (
	directory kind = iota
	regular
	link
)

// node is a file of a tree, without its name and contents.
type node struct {
	kind       kind
	executable bool
	contents   span             // of a regular file, in the spool
	target     string           // of a link
	below      map[string]*node // of a directory
}

func newDirectory() *node { return &node{kind: directory, below: map[string]*node{}} }

// only returns the one directory in n when there is nothing else, and n itself
// otherwise: what Nix takes for the tree in an archive.
func (n *node) only() *node {
	if len(n.below) == 1 {
		for _, one := range n.below {
			if one.kind == directory {
				return one
			}
		}
	}
	return n
}

// maxLinks is how many links a path may lead through, as the kernel has it.
const maxLinks = 40

// find returns what a path leads to, through links, or nil if that is nothing or
// out of the tree.
func (n *node) find(path string) *node {
	way := []*node{n}
	names := strings.Split(path, "/")
	for links := 0; len(names) > 0; {
		name := names[0]
		names = names[1:]
		here := way[len(way)-1]
		if here.kind != directory {
			return nil
		}
		switch name {
		case "", ".":
			continue
		case "..":
			if way = way[:len(way)-1]; len(way) == 0 {
				return nil
			}
			continue
		}
		next := here.below[name]
		switch {
		case next == nil:
			return nil
		case next.kind != link:
			way = append(way, next)
			continue
		}
		if links++; links > maxLinks || strings.HasPrefix(next.target, "/") {
			return nil
		}
		names = append(strings.Split(next.target, "/"), names...)
	}
	return way[len(way)-1]
}
