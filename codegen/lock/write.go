package lock

import (
	"slices"
	"strconv"

	"github.com/agentboxc/agentboxc/codegen/json"
)

// Bytes is the lock as Nix writes it. Numbers keep their text.
func (l *Lock) Bytes() []byte {
	nodes := make([]json.Member, 0, len(l.Nodes))
	for key, n := range l.Nodes {
		nodes = append(nodes, json.Member{Key: key, Value: n.document()})
	}
	document := json.NewObject(append(slices.Clone(l.extra),
		json.Member{Key: "nodes", Value: json.NewObject(nodes)},
		json.Member{Key: "root", Value: json.NewString(l.Root)},
		json.Member{Key: "version", Value: &json.Value{Kind: json.Number, Text: strconv.Itoa(l.Version)}},
	))
	return document.Bytes()
}

func (n *Node) document() *json.Value {
	members := slices.Clone(n.extra)
	if len(n.Inputs) > 0 {
		inputs := make([]json.Member, len(n.Inputs))
		for i, e := range n.Inputs {
			inputs[i] = json.Member{Key: e.Name, Value: e.document()}
		}
		members = append(members, json.Member{Key: "inputs", Value: json.NewObject(inputs)})
	}
	if n.Locked != nil {
		members = append(members, json.Member{Key: "locked", Value: n.Locked.document()})
	}
	if n.Original != nil {
		members = append(members, json.Member{Key: "original", Value: n.Original.document()})
	}
	if !n.Flake {
		members = append(members, json.Member{Key: "flake", Value: &json.Value{Kind: json.Bool, Text: "false"}})
	}
	if n.Parent != nil {
		members = append(members, json.Member{Key: "parent", Value: json.NewStrings(*n.Parent)})
	}
	return json.NewObject(members)
}

func (e Edge) document() *json.Value {
	if e.IsFollows() {
		return json.NewStrings(e.Follows)
	}
	return json.NewString(e.Node)
}

func (a Attrs) document() *json.Value {
	members := make([]json.Member, len(a))
	for i, attr := range a {
		members[i] = json.Member{Key: attr.Name, Value: &json.Value{Kind: attr.Kind.json(), Text: attr.Text}}
	}
	return json.NewObject(members)
}

func (k AttrKind) json() json.Kind { return [...]json.Kind{json.String, json.Number, json.Bool}[k] }
