package lock

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/json"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// maxBytes bounds a lock file. Real ones have some kilobytes.
const maxBytes = 16 << 20

// Read reads a flake.lock of version 5, 6 or 7; file is its path for the ranges
// of diagnostics. Every key is kept, known or not. When anything is wrong that
// would keep Nix from using the file, the lock is nil and each problem is told
// at its place.
func Read(data []byte, file string) (*Lock, diag.List) {
	r := &reader{lines: json.NewLines(data, file)}
	if len(data) > maxBytes {
		r.diags.Add(tooLarge{At: r.lines.Range(0, 0), Size: len(data)})
		return nil, r.diags
	}
	document, damage := json.Parse(data)
	if damage != nil {
		r.diags.Add(damaged{At: r.lines.Range(damage.Start, damage.End), Damage: damage.Message, Conflict: json.HasConflict(data)})
		return nil, r.diags
	}
	l := r.lock(document)
	if r.diags.HasErrors() {
		return nil, r.diags
	}
	if r.graph(l); r.diags.HasErrors() {
		return nil, r.diags
	}
	return l, nil
}

// reader turns the JSON document into the model and collects what is wrong.
type reader struct {
	lines json.Lines
	diags diag.List
}

func (r *reader) at(v *json.Value) diag.Range { return r.lines.Range(v.Start, v.End) }

// is reports whether v is of the kind, and complains when it is not. A nil v is
// a key that is missing from parent.
func (r *reader) is(v *json.Value, k json.Kind, what string, parent *json.Value) bool {
	switch {
	case v == nil:
		r.diags.Add(wrongShape{At: r.lines.Range(parent.Start, parent.Start+1), What: what, Want: k.String(), Got: "missing"})
	case v.Kind != k:
		r.diags.Add(wrongShape{At: r.at(v), What: what, Want: k.String(), Got: v.Kind.String()})
	default:
		return true
	}
	return false
}

func (r *reader) lock(doc *json.Value) *Lock {
	if !r.is(doc, json.Object, "the document", doc) || !r.version(doc) {
		return nil
	}
	nodes, root := doc.Member("nodes"), doc.Member("root")
	if !r.is(nodes, json.Object, "nodes", doc) || !r.is(root, json.String, "root", doc) {
		return nil
	}
	l := &Lock{
		Version: int(doc.Member("version").Text[0] - '0'),
		Root:    root.Text,
		Nodes:   make(map[string]*Node, len(nodes.Members)),
		extra:   others(doc, "nodes", "root", "version"),
	}
	if nodes.Member(root.Text) == nil {
		r.diags.Add(missingNode{At: r.at(root), Key: root.Text})
	}
	for _, m := range nodes.Members {
		l.Nodes[m.Key] = r.node(m, m.Key == root.Text)
	}
	return l
}

// version accepts the literals 5, 6 and 7.
func (r *reader) version(doc *json.Value) bool {
	v := doc.Member("version")
	if !r.is(v, json.Number, "version", doc) {
		return false
	}
	if v.Text != "5" && v.Text != "6" && v.Text != "7" {
		r.diags.Add(unknownVersion{At: r.at(v), Version: v.Text})
		return false
	}
	return true
}

func (r *reader) node(m json.Member, root bool) *Node {
	what := func(key string) string { return fmt.Sprintf("%s of node %q", key, m.Key) }
	n := &Node{Key: m.Key, Flake: true, Range: r.lines.Range(m.Start, m.End)}
	doc := m.Value
	if !r.is(doc, json.Object, fmt.Sprintf("node %q", m.Key), doc) {
		return n
	}
	if inputs := doc.Member("inputs"); inputs != nil {
		n.Inputs = r.edges(inputs, what("inputs"))
	}
	if root {
		n.extra = others(doc, "inputs")
		return n
	}
	n.extra = others(doc, "inputs", "locked", "info", "original", "flake", "parent")
	n.Locked = r.attrs(doc.Member("locked"), what("locked"), doc)
	if info := doc.Member("info"); info != nil {
		// Version 5 kept hash and date apart from the rest.
		n.Locked = n.Locked.overlaid(r.attrs(info, what("info"), doc))
	}
	n.Original = r.attrs(doc.Member("original"), what("original"), doc)
	if flake := doc.Member("flake"); flake != nil && r.is(flake, json.Bool, what("flake"), doc) {
		n.Flake = flake.Text == "true"
	}
	if parent := doc.Member("parent"); parent != nil {
		path := r.path(parent, what("parent"))
		n.Parent = &path
	}
	return n
}

func (r *reader) edges(v *json.Value, what string) []Edge {
	if !r.is(v, json.Object, what, v) {
		return nil
	}
	edges := make([]Edge, 0, len(v.Members))
	for _, m := range v.Members {
		e := Edge{Name: m.Key, Range: r.lines.Range(m.Start, m.Value.End)}
		switch m.Value.Kind {
		case json.String:
			e.Node = m.Value.Text
		case json.Array:
			e.Follows = r.path(m.Value, what)
		default:
			r.diags.Add(wrongShape{At: r.at(m.Value), What: fmt.Sprintf("%q in %s", m.Key, what),
				Want: "a string or an array of strings", Got: m.Value.Kind.String()})
		}
		edges = append(edges, e)
	}
	slices.SortFunc(edges, func(a, b Edge) int { return strings.Compare(a.Name, b.Name) })
	return edges
}

// path never returns nil.
func (r *reader) path(v *json.Value, what string) []string {
	path := []string{}
	if !r.is(v, json.Array, what, v) {
		return path
	}
	for _, item := range v.Items {
		if r.is(item, json.String, "each element of a path in "+what, item) {
			path = append(path, item.Text)
		}
	}
	return path
}

// attrs never returns nil, which is the root's mark.
func (r *reader) attrs(v *json.Value, what string, parent *json.Value) Attrs {
	attrs := Attrs{}
	if !r.is(v, json.Object, what, parent) {
		return attrs
	}
	for _, m := range v.Members {
		attr := Attr{Name: m.Key, Text: m.Value.Text}
		switch m.Value.Kind {
		case json.String:
			attr.Kind = String
		case json.Number:
			attr.Kind = Number
		case json.Bool:
			attr.Kind = Bool
		default:
			r.diags.Add(wrongShape{At: r.at(m.Value), What: fmt.Sprintf("%q in %s", m.Key, what),
				Want: "a string, a number or a boolean", Got: m.Value.Kind.String()})
		}
		attrs = append(attrs, attr)
	}
	return attrs.sorted()
}

// others returns the members that the model has no place for.
func others(v *json.Value, known ...string) []json.Member {
	var rest []json.Member
	for _, m := range v.Members {
		if !slices.Contains(known, m.Key) {
			rest = append(rest, m)
		}
	}
	return rest
}
