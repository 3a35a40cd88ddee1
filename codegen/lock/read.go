package lock

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Read reads a flake.lock of version 5, 6 or 7; file is its path for the ranges
// of diagnostics. Every key is kept, known or not. When anything is wrong that
// would keep Nix from using the file, the lock is nil and each problem is told
// at its place.
func Read(data []byte, file string) (*Lock, diag.List) {
	r := &reader{lines: newLines(data, file)}
	if len(data) > maxBytes {
		r.diags.Add(tooLarge{At: r.lines.span(0, 0), Size: len(data)})
		return nil, r.diags
	}
	document, damage := parseJSON(data)
	if damage != nil {
		r.diags.Add(damaged{At: r.lines.span(damage.start, damage.end), Damage: damage.message, Conflict: hasConflict(data)})
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
	lines lines
	diags diag.List
}

func (r *reader) at(v *value) diag.Range { return r.lines.span(v.start, v.end) }

// is reports whether v is of the kind, and complains when it is not. A nil v is
// a key that is missing from parent.
func (r *reader) is(v *value, k kind, what string, parent *value) bool {
	switch {
	case v == nil:
		r.diags.Add(wrongShape{At: r.lines.span(parent.start, parent.start+1), What: what, Want: k.String(), Got: "missing"})
	case v.kind != k:
		r.diags.Add(wrongShape{At: r.at(v), What: what, Want: k.String(), Got: v.kind.String()})
	default:
		return true
	}
	return false
}

func (r *reader) lock(doc *value) *Lock {
	if !r.is(doc, objectKind, "the document", doc) || !r.version(doc) {
		return nil
	}
	nodes, root := doc.get("nodes"), doc.get("root")
	if !r.is(nodes, objectKind, "nodes", doc) || !r.is(root, stringKind, "root", doc) {
		return nil
	}
	l := &Lock{
		Version: int(doc.get("version").text[0] - '0'),
		Root:    root.text,
		Nodes:   make(map[string]*Node, len(nodes.members)),
		extra:   others(doc, "nodes", "root", "version"),
	}
	if nodes.get(root.text) == nil {
		r.diags.Add(missingNode{At: r.at(root), Key: root.text})
	}
	for _, m := range nodes.members {
		l.Nodes[m.key] = r.node(m, m.key == root.text)
	}
	return l
}

// version accepts the literals 5, 6 and 7.
func (r *reader) version(doc *value) bool {
	v := doc.get("version")
	if !r.is(v, numberKind, "version", doc) {
		return false
	}
	if v.text != "5" && v.text != "6" && v.text != "7" {
		r.diags.Add(unknownVersion{At: r.at(v), Version: v.text})
		return false
	}
	return true
}

func (r *reader) node(m member, root bool) *Node {
	what := func(key string) string { return fmt.Sprintf("%s of node %q", key, m.key) }
	n := &Node{Key: m.key, Flake: true, Range: r.lines.span(m.start, m.end)}
	doc := m.value
	if !r.is(doc, objectKind, fmt.Sprintf("node %q", m.key), doc) {
		return n
	}
	if inputs := doc.get("inputs"); inputs != nil {
		n.Inputs = r.edges(inputs, what("inputs"))
	}
	if root {
		n.extra = others(doc, "inputs")
		return n
	}
	n.extra = others(doc, "inputs", "locked", "info", "original", "flake", "parent")
	n.Locked = r.attrs(doc.get("locked"), what("locked"), doc)
	if info := doc.get("info"); info != nil {
		// Version 5 kept hash and date apart from the rest.
		n.Locked = n.Locked.overlaid(r.attrs(info, what("info"), doc))
	}
	n.Original = r.attrs(doc.get("original"), what("original"), doc)
	if flake := doc.get("flake"); flake != nil && r.is(flake, boolKind, what("flake"), doc) {
		n.Flake = flake.text == "true"
	}
	if parent := doc.get("parent"); parent != nil {
		path := r.path(parent, what("parent"))
		n.Parent = &path
	}
	return n
}

func (r *reader) edges(v *value, what string) []Edge {
	if !r.is(v, objectKind, what, v) {
		return nil
	}
	edges := make([]Edge, 0, len(v.members))
	for _, m := range v.members {
		e := Edge{Name: m.key, Range: r.lines.span(m.start, m.value.end)}
		switch m.value.kind {
		case stringKind:
			e.Node = m.value.text
		case arrayKind:
			e.Follows = r.path(m.value, what)
		default:
			r.diags.Add(wrongShape{At: r.at(m.value), What: fmt.Sprintf("%q in %s", m.key, what),
				Want: "a string or an array of strings", Got: m.value.kind.String()})
		}
		edges = append(edges, e)
	}
	slices.SortFunc(edges, func(a, b Edge) int { return strings.Compare(a.Name, b.Name) })
	return edges
}

// path never returns nil.
func (r *reader) path(v *value, what string) []string {
	path := []string{}
	if !r.is(v, arrayKind, what, v) {
		return path
	}
	for _, item := range v.items {
		if r.is(item, stringKind, "each element of a path in "+what, item) {
			path = append(path, item.text)
		}
	}
	return path
}

// attrs never returns nil, which is the root's mark.
func (r *reader) attrs(v *value, what string, parent *value) Attrs {
	attrs := Attrs{}
	if !r.is(v, objectKind, what, parent) {
		return attrs
	}
	for _, m := range v.members {
		attr := Attr{Name: m.key, Text: m.value.text}
		switch m.value.kind {
		case stringKind:
			attr.Kind = String
		case numberKind:
			attr.Kind = Number
		case boolKind:
			attr.Kind = Bool
		default:
			r.diags.Add(wrongShape{At: r.at(m.value), What: fmt.Sprintf("%q in %s", m.key, what),
				Want: "a string, a number or a boolean", Got: m.value.kind.String()})
		}
		attrs = append(attrs, attr)
	}
	return attrs.sorted()
}

// others returns the members that the model has no place for.
func others(v *value, known ...string) []member {
	var rest []member
	for _, m := range v.members {
		if !slices.Contains(known, m.key) {
			rest = append(rest, m)
		}
	}
	return rest
}

// hasConflict recognises what a version control system leaves behind when two
// sides changed the file; lock files are where most people meet it.
func hasConflict(data []byte) bool {
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "<<<<<<< ") || strings.HasPrefix(line, ">>>>>>> ") {
			return true
		}
	}
	return false
}
