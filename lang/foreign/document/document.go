// Package document reads YAML, TOML and JSON with comments into one kind of
// tree, in which every value knows its line. It does not know what the values
// mean.
package document

import (
	"fmt"
	"slices"
	"strings"
)

const (
	maxDepth = 100    // of values inside each other
	maxNodes = 10_000 // values; with aliases a small file may stand for many
)

// Kind is what a node is.
type Kind uint8

// The kinds of nodes.
const (
	Null Kind = iota
	Scalar
	List
	Map
)

// Node is a value. A nil Node is one that is not there, and may be asked like any
// other.
type Node struct {
	Kind   Kind
	Line   int    // from 1
	Text   string // of a scalar: a string's contents, a number or bool as it is written
	Bare   bool   // a scalar that is no string: a number, a bool, a date
	Items  []*Node
	Fields []Field // of a map, in the order of the file
}

// Field is a key of a map with its value.
type Field struct {
	Key   string
	Line  int
	Value *Node
}

// At is what stands at a path of keys, nil for nothing.
func (n *Node) At(keys ...string) *Node {
	for _, key := range keys {
		if n == nil {
			return nil
		}
		i := slices.IndexFunc(n.Fields, func(f Field) bool { return f.Key == key })
		if i < 0 {
			return nil
		}
		n = n.Fields[i].Value
	}
	return n
}

// String is the text of a scalar, "" for anything else.
func (n *Node) String() string {
	if n == nil {
		return ""
	}
	return n.Text
}

// Is reports whether the node is there and of the kind.
func (n *Node) Is(kind Kind) bool { return n != nil && n.Kind == kind }

// Row is the line of the node, 0 for none.
func (n *Node) Row() int {
	if n == nil {
		return 0
	}
	return n.Line
}

// Elements are the items of a list; a scalar is a list of one.
func (n *Node) Elements() []*Node {
	switch {
	case n.Is(Scalar):
		return []*Node{n}
	case n == nil:
		return nil
	}
	return n.Items
}

// Pairs are the fields of a map.
func (n *Node) Pairs() []Field {
	if n == nil {
		return nil
	}
	return n.Fields
}

// lines finds the line of an offset.
type lines []int

func linesOf(data []byte) lines {
	starts := lines{0}
	for i, c := range data {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

func (l lines) at(offset int) int {
	i, found := slices.BinarySearch(l, offset)
	if found {
		return i + 1
	}
	return i
}

// guard refuses what would take a recursive parser too deep.
func guard(data []byte) error {
	depth, line := 0, 1
	for _, c := range data {
		switch c {
		case '\n':
			line++
		case '[', '{':
			if depth++; depth > 10*maxDepth {
				return fmt.Errorf("line %d: more than %d brackets are open", line, 10*maxDepth)
			}
		case ']', '}':
			depth = max(depth-1, 0)
		}
	}
	return nil
}

// maxSmall bounds files whose libraries take quadratic time. What people write
// stays far below.
const maxSmall = 64 << 10

func guardSmall(data []byte) error {
	if len(data) > maxSmall {
		return fmt.Errorf("it has more than %d bytes", maxSmall)
	}
	return guard(data)
}

// builder counts what it makes.
type builder struct{ nodes int }

// tooMuch is a tree that is too large or too deep.
type tooMuch struct{ line int }

func (t tooMuch) Error() string {
	return fmt.Sprintf("line %d: more than %d values, or %d levels of them", t.line, maxNodes, maxDepth)
}

func (b *builder) node(kind Kind, line, depth int) (*Node, error) {
	if b.nodes++; b.nodes > maxNodes || depth > maxDepth {
		return nil, tooMuch{line}
	}
	return &Node{Kind: kind, Line: line}, nil
}

// firstLine is the part of a parser's message that says what is wrong; what
// follows is a picture of the file.
func firstLine(message string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(message), "\n")
	return first
}
