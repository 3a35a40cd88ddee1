package document

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxDashes bounds lists in lists on one line, for which the library takes no end
// of time.
const maxDashes = 20

// YAML reads the first document of a YAML file.
func YAML(data []byte) (*Node, error) {
	if err := guardYAML(data); err != nil {
		return nil, err
	}
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, yamlError(err)
	}
	r := yamlReader{anchors: map[string]*Node{}}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return r.node(Null, 1, 0)
	}
	return r.read(file.Docs[0].Body, 0)
}

func guardYAML(data []byte) error {
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		front := line[:len(line)-len(strings.TrimLeft(line, " \t-?:"))]
		if strings.Count(front, "- ") > maxDashes {
			return fmt.Errorf("line %d: more than %d lists inside each other", number, maxDashes)
		}
	}
	return guardSmall(data)
}

func yamlError(err error) error {
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil || at.GetToken().Position == nil {
		return errors.New(firstLine(err.Error()))
	}
	p := at.GetToken().Position
	return fmt.Errorf("line %d, column %d: %s", p.Line, p.Column, firstLine(at.GetMessage()))
}

type yamlReader struct {
	builder
	anchors map[string]*Node
}

func (r *yamlReader) read(y ast.Node, depth int) (*Node, error) {
	n, err := r.node(Null, lineOf(y, 1), depth)
	if err != nil {
		return nil, err
	}
	switch value := y.(type) {
	case *ast.AnchorNode:
		if n, err = r.read(value.Value, depth+1); err == nil && value.Name != nil {
			r.anchors[value.Name.GetToken().Value] = n
		}
		return n, err
	case *ast.AliasNode:
		return r.alias(n, value)
	case *ast.TagNode:
		return r.read(value.Value, depth+1)
	case *ast.MappingNode:
		n.Kind = Map
		for _, pair := range value.Values {
			if err := r.pair(n, pair, depth); err != nil {
				return nil, err
			}
		}
	case *ast.MappingValueNode:
		n.Kind = Map
		return n, r.pair(n, value, depth)
	case *ast.SequenceNode:
		n.Kind = List
		for _, item := range value.Values {
			one, err := r.read(item, depth+1)
			if err != nil {
				return nil, err
			}
			n.Items = append(n.Items, one)
		}
	default:
		scalar(n, y)
	}
	return n, nil
}

func lineOf(y ast.Node, otherwise int) int {
	if y == nil || y.GetToken() == nil || y.GetToken().Position == nil {
		return otherwise
	}
	return y.GetToken().Position.Line
}

// alias is what the anchor names, counted as if it were written again.
func (r *yamlReader) alias(n *Node, value *ast.AliasNode) (*Node, error) {
	if value.Value == nil || value.Value.GetToken() == nil {
		return n, nil
	}
	name := value.Value.GetToken().Value
	found := r.anchors[name]
	if found == nil {
		return nil, fmt.Errorf("line %d: there is no anchor %s", n.Line, name)
	}
	r.nodes += size(found)
	if r.nodes > maxNodes {
		return nil, tooMuch{n.Line}
	}
	return found, nil
}

// size counts the values in a tree; those of an alias have been counted, so that
// the sum is bounded.
func size(n *Node) int {
	total := 1
	for _, item := range n.Items {
		total += size(item)
	}
	for _, f := range n.Fields {
		total += size(f.Value)
	}
	return total
}

func (r *yamlReader) pair(n *Node, pair *ast.MappingValueNode, depth int) error {
	value, err := r.read(pair.Value, depth+1)
	if err != nil {
		return err
	}
	if _, merge := pair.Key.(*ast.MergeKeyNode); merge {
		for _, f := range value.Fields {
			if n.At(f.Key) == nil {
				n.Fields = append(n.Fields, f)
			}
		}
		return nil
	}
	key, err := r.read(pair.Key, depth+1)
	if err != nil {
		return err
	}
	n.Fields = append(n.Fields, Field{key.Text, lineOf(pair.Key, n.Line), value})
	return nil
}

func scalar(n *Node, y ast.Node) {
	switch value := y.(type) {
	case nil, *ast.NullNode:
	case *ast.StringNode:
		n.Kind, n.Text = Scalar, value.Value
	case *ast.LiteralNode:
		n.Kind, n.Text = Scalar, value.Value.Value
	case *ast.MappingKeyNode:
		scalar(n, value.Value)
	case ast.ScalarNode:
		n.Kind, n.Text, n.Bare = Scalar, value.GetToken().Value, true
	}
}
