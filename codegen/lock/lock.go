// Package lock holds flake.lock: its model, a bounded reader, a writer whose
// bytes are those of Nix, the flake references that a lock repeats, and the
// question whether a lock fits a program's inputs. It fetches nothing: an input
// that is not locked can only be named, not locked, here.
package lock

import (
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/json"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// Lock is a flake.lock: a graph of locked inputs. Read makes it; nobody changes
// it afterwards.
type Lock struct {
	Version int
	Root    string           // key of the root node
	Nodes   map[string]*Node // by key; the root's is among them

	extra []json.Member // top-level keys that are not Nix's
}

// Node is one entry of a lock: the root, or an input that was fetched.
type Node struct {
	Key      string
	Inputs   []Edge // sorted by name
	Locked   Attrs  // what was fetched; nil for the root
	Original Attrs  // the reference that led there; nil for the root
	Flake    bool
	Parent   *[]string // input path a relative path starts from; nil when absent (before Nix 2.26: always)
	Range    diag.Range

	extra []json.Member
}

// Edge is an input of a node: another node, or the same as the input that is
// found by walking a path of inputs from the root.
type Edge struct {
	Name    string
	Node    string   // key of the node; "" for one that follows
	Follows []string // never nil for one that follows; empty is the root itself
	Range   diag.Range
}

// IsFollows reports whether the edge follows another input.
func (e Edge) IsFollows() bool { return e.Follows != nil }

// Input returns the node's input of a name.
func (n *Node) Input(name string) (Edge, bool) {
	i, ok := slices.BinarySearchFunc(n.Inputs, name, func(e Edge, name string) int {
		return strings.Compare(e.Name, name)
	})
	if !ok {
		return Edge{}, false
	}
	return n.Inputs[i], true
}

// RootNode is the node whose inputs are those of the flake itself.
func (l *Lock) RootNode() *Node { return l.Nodes[l.Root] }

// Find walks a path of inputs from the root, as follows do, and returns the
// node there; nil when there is none or the follows on the way are a cycle.
func (l *Lock) Find(path []string) *Node {
	return l.find(path, map[string]*Node{})
}

// find keeps in found what every path led to. A path is nil there while it is
// being walked, so that one which leads back to itself ends.
func (l *Lock) find(path []string, found map[string]*Node) *Node {
	key := strings.Join(path, "\x00")
	if node, done := found[key]; done {
		return node
	}
	found[key] = nil
	node := l.walk(path, found)
	found[key] = node
	return node
}

func (l *Lock) walk(path []string, found map[string]*Node) *Node {
	at := l.RootNode()
	for _, name := range path {
		edge, ok := at.Input(name)
		switch {
		case !ok:
			return nil
		case edge.IsFollows():
			at = l.find(edge.Follows, found)
		default:
			at = l.Nodes[edge.Node]
		}
		if at == nil {
			return nil
		}
	}
	return at
}

// Pin is what a plan shows of a locked input. The fields are empty when the
// lock does not hold them.
type Pin struct {
	Reference    string // of what was fetched, such as "github:NixOS/nixpkgs/<rev>"
	Rev          string
	NarHash      string
	LastModified string // seconds since 1970, as written
}

// Pins returns the locked inputs of the flake itself by name. It works for a
// nil lock, which has none.
func (l *Lock) Pins() map[string]Pin {
	pins := map[string]Pin{}
	if l == nil {
		return pins
	}
	for _, e := range l.RootNode().Inputs {
		if node := l.Find([]string{e.Name}); node != nil && node.Locked != nil {
			pins[e.Name] = node.Pin()
		}
	}
	return pins
}

// Pin is what the node pins.
func (n *Node) Pin() Pin {
	return Pin{
		Reference:    n.Locked.String(),
		Rev:          n.Locked.Text("rev"),
		NarHash:      n.Locked.Text("narHash"),
		LastModified: n.Locked.Text("lastModified"),
	}
}
