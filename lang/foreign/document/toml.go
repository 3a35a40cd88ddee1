package document

import (
	"errors"
	"fmt"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// TOML reads a TOML file. The decoder of the library says whether the file is
// right; its parser, which alone knows places, is read afterwards.
func TOML(data []byte) (*Node, error) {
	if err := guardSmall(data); err != nil {
		return nil, err
	}
	var whole map[string]any
	if err := toml.Unmarshal(data, &whole); err != nil {
		var at *toml.DecodeError
		if errors.As(err, &at) {
			row, column := at.Position()
			return nil, fmt.Errorf("line %d, column %d: %s", row, column, firstLine(at.Error()))
		}
		return nil, err
	}
	r := tomlReader{lines: linesOf(data)}
	r.parser.Reset(data)
	root, err := r.node(Map, 1, 0)
	if err != nil {
		return nil, err
	}
	table := root
	for r.parser.NextExpression() {
		if table, err = r.expression(root, table, r.parser.Expression()); err != nil {
			return nil, err
		}
	}
	return root, r.parser.Error()
}

type tomlReader struct {
	builder
	lines  lines
	parser unstable.Parser
}

// expression reads a table's head, which it returns as the table that what
// follows is in, or a key with its value.
func (r *tomlReader) expression(root, table *Node, e *unstable.Node) (*Node, error) {
	switch e.Kind {
	case unstable.Table:
		return r.descend(root, e.Key())
	case unstable.ArrayTable:
		list, err := r.descend(root, e.Key())
		if err != nil {
			return nil, err
		}
		list.Kind = List
		item, err := r.node(Map, list.Line, 1)
		list.Items = append(list.Items, item)
		return item, err
	case unstable.KeyValue:
		return table, r.assign(table, e, 0)
	}
	return table, nil
}

// descend finds the node at a key, and makes what is not there yet.
func (r *tomlReader) descend(n *Node, key unstable.Iterator) (*Node, error) {
	depth := 0
	for key.Next() {
		depth++
		part := key.Node()
		if n.Kind == List && len(n.Items) > 0 {
			n = n.Items[len(n.Items)-1]
		}
		if next := n.At(string(part.Data)); next != nil {
			n = next
			continue
		}
		line := r.lines.at(int(part.Raw.Offset))
		next, err := r.node(Map, line, depth)
		if err != nil {
			return nil, err
		}
		n.Fields = append(n.Fields, Field{string(part.Data), line, next})
		n = next
	}
	return n, nil
}

func (r *tomlReader) assign(table *Node, e *unstable.Node, depth int) error {
	at, err := r.descend(table, e.Key())
	if err != nil {
		return err
	}
	return r.fill(at, e.Value(), depth+1)
}

// fill makes a node what a value is.
func (r *tomlReader) fill(n *Node, value *unstable.Node, depth int) error {
	if depth > maxDepth {
		return tooMuch{n.Line}
	}
	switch value.Kind {
	case unstable.InlineTable:
		for it := value.Children(); it.Next(); {
			if err := r.assign(n, it.Node(), depth); err != nil {
				return err
			}
		}
	case unstable.Array:
		n.Kind = List
		for it := value.Children(); it.Next(); {
			if it.Node().Kind == unstable.Comment {
				continue
			}
			item, err := r.node(Map, r.lineOf(it.Node(), n.Line), depth)
			if err != nil {
				return err
			}
			if err := r.fill(item, it.Node(), depth+1); err != nil {
				return err
			}
			n.Items = append(n.Items, item)
		}
	default:
		n.Kind, n.Text, n.Bare = Scalar, string(value.Data), value.Kind != unstable.String
	}
	return nil
}

// lineOf is the line of a value; inline tables and lists do not know theirs.
func (r *tomlReader) lineOf(value *unstable.Node, otherwise int) int {
	if value.Raw.Length == 0 {
		return otherwise
	}
	return r.lines.at(int(value.Raw.Offset))
}
