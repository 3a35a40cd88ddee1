package document

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/tailscale/hujson"
)

// JSON reads JSON in which comments and commas at the end of lists may stand.
func JSON(data []byte) (*Node, error) {
	if err := guard(data); err != nil {
		return nil, err
	}
	root, err := hujson.Parse(data)
	if err != nil {
		return nil, errors.New(firstLine(strings.TrimPrefix(err.Error(), "hujson: ")))
	}
	r := jsonReader{lines: linesOf(data)}
	return r.read(root, 0)
}

type jsonReader struct {
	builder
	lines lines
}

func (r *jsonReader) read(v hujson.Value, depth int) (*Node, error) {
	n, err := r.node(Null, r.lines.at(v.StartOffset), depth)
	if err != nil {
		return nil, err
	}
	switch value := v.Value.(type) {
	case *hujson.Object:
		n.Kind = Map
		for _, m := range value.Members {
			field := Field{Line: r.lines.at(m.Name.StartOffset)}
			if name, ok := m.Name.Value.(hujson.Literal); ok {
				field.Key = name.String()
			}
			if field.Value, err = r.read(m.Value, depth+1); err != nil {
				return nil, err
			}
			n.Fields = append(n.Fields, field)
		}
	case *hujson.Array:
		n.Kind = List
		for _, e := range value.Elements {
			item, err := r.read(e, depth+1)
			if err != nil {
				return nil, err
			}
			n.Items = append(n.Items, item)
		}
	case hujson.Literal:
		r.literal(n, value)
	}
	return n, nil
}

func (r *jsonReader) literal(n *Node, value hujson.Literal) {
	switch value.Kind() {
	case 'n':
	case '"':
		n.Kind = Scalar
		_ = json.Unmarshal(value, &n.Text) // the parser has seen that it is a string
	default:
		n.Kind, n.Text, n.Bare = Scalar, string(value), true
	}
}
