package lock

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// relock makes, out of a present lock, the lock that a program needs, as far as
// that can be done without fetching. It walks the inputs as Nix does: every path
// becomes a node of its own, and the follows of the program replace what the
// lock says.
type relock struct {
	old  *Lock // nil when there is none
	made *Lock
}

func newRelock(old *Lock) *relock {
	made := &Lock{Version: 7, Root: "root", Nodes: map[string]*Node{}}
	root := &Node{Key: "root", Flake: true}
	if old != nil {
		made.extra = old.extra
		root.extra = old.RootNode().extra
	}
	made.Nodes["root"] = root
	return &relock{old: old, made: made}
}

// input carries an input over. The problem is nil when that was possible.
func (r *relock) input(in *ir.Input) (InputFit, diag.Problem) {
	fit := InputFit{Name: in.Name}
	want, err := Reference(in.URL, in.Flake)
	if err != nil {
		fit.State = Invalid
		return fit, invalidReference{Input: in, Err: err}
	}
	fit.Want = want
	if r.old == nil {
		fit.State = Missing
		return fit, notLocked{Input: in, Why: noLock{}}
	}
	node, why := r.present(in)
	if why == nil {
		fit.Have = node.Original
		fit.State, why = r.compare(in, want, node)
	} else {
		fit.State = Missing
	}
	if why != nil {
		return fit, notLocked{Input: in, Why: why}
	}
	root := r.made.RootNode()
	root.Inputs = append(root.Inputs, Edge{Name: in.Name, Node: r.copy(in.Name, node, in.Follows)})
	return fit, nil
}

// present finds the lock's node of an input.
func (r *relock) present(in *ir.Input) (*Node, reason) {
	edge, ok := r.old.RootNode().Input(in.Name)
	switch {
	case !ok:
		return nil, noEntry{}
	case edge.IsFollows():
		return nil, entryFollows{At: edge.Range, Path: edge.Follows}
	}
	return r.old.Nodes[edge.Node], nil
}

// compare decides whether an entry may be kept.
func (r *relock) compare(in *ir.Input, want Attrs, node *Node) (State, reason) {
	foreign := want.isRelative() && node.Parent != nil && len(*node.Parent) > 0
	switch {
	case !want.Equal(node.Original) || foreign:
		return Moved, otherReference{At: node.Range, Want: want, Have: node.Original}
	case in.Flake != node.Flake:
		return Unusable, otherFlake{At: node.Range, Flake: in.Flake}
	}
	if bad, why := r.unusable(node); why != "" {
		return Unusable, unusable{At: bad.Range, Key: bad.Key, Why: why}
	}
	return follows(in, node)
}

// follows compares what the program lets an input's own inputs follow with what
// the lock says.
func follows(in *ir.Input, node *Node) (State, reason) {
	state := Locked
	for _, f := range in.Follows {
		edge, ok := node.Input(f.Name)
		if !ok {
			return Incomplete, noSuchInput{At: node.Range, Follow: f}
		}
		if !slices.Equal(edge.Follows, []string{f.Target}) {
			state = Refollowed
		}
	}
	for _, e := range node.Inputs {
		declared := slices.ContainsFunc(in.Follows, func(f ir.Follow) bool { return f.Name == e.Name })
		// An input's flake may let one of its inputs follow another one of
		// its own, or itself; those paths begin with the input's name.
		own := len(e.Follows) > 0 && e.Follows[0] == in.Name
		if e.IsFollows() && !declared && !own {
			return Incomplete, staleFollows{At: e.Range, Name: e.Name, Path: e.Follows}
		}
	}
	return state, nil
}

// unusable looks for an entry that newer versions of Nix refuse: one that is not
// pinned, or names a branch beside the commit.
func (r *relock) unusable(node *Node) (*Node, string) {
	if why := node.defect(); why != "" {
		return node, why
	}
	for _, e := range node.Inputs {
		if e.IsFollows() {
			continue
		}
		if bad, why := r.unusable(r.old.Nodes[e.Node]); why != "" {
			return bad, why
		}
	}
	return nil, ""
}

func (n *Node) defect() string {
	rev, hash := n.Locked.Text("rev"), n.Locked.Text("narHash")
	switch t := n.Locked.Text("type"); t {
	case "github", "gitlab", "sourcehut":
		if rev != "" && n.Locked.Text("ref") != "" {
			return "names a branch beside the commit, at which Nix 2.26 stops"
		}
	case "git", "hg":
	default:
		rev = ""
	}
	if rev == "" && hash == "" && !n.Locked.isRelative() {
		return "has neither a commit nor a hash, so it pins nothing"
	}
	return ""
}

// copy adds a node and what lies below to the made lock, and returns its key.
func (r *relock) copy(name string, node *Node, follows []ir.Follow) string {
	key := r.made.freeKey(name)
	copied := *node
	copied.Key, copied.Inputs = key, nil
	r.made.Nodes[key] = &copied
	for _, e := range node.Inputs {
		i := slices.IndexFunc(follows, func(f ir.Follow) bool { return f.Name == e.Name })
		switch {
		case i >= 0:
			e.Node, e.Follows = "", []string{follows[i].Target}
		case !e.IsFollows():
			e.Node = r.copy(e.Name, r.old.Nodes[e.Node], nil)
		}
		copied.Inputs = append(copied.Inputs, e)
	}
	return key
}

// freeKey is the name, or the first of name_2, name_3 … that is not taken.
func (l *Lock) freeKey(name string) string {
	key := name
	for n := 2; l.Nodes[key] != nil; n++ {
		key = fmt.Sprintf("%s_%d", name, n)
	}
	return key
}

// normal is the same graph as Nix would write it: version 7, nodes named after
// the first path that leads to them, what is not reached left out.
func (l *Lock) normal() *Lock {
	r := newRelock(l)
	keys := map[string]string{l.Root: "root"}
	r.rename(l.RootNode(), r.made.RootNode(), keys)
	return r.made
}

func (r *relock) rename(from, to *Node, keys map[string]string) {
	to.Inputs = nil
	for _, e := range from.Inputs {
		if !e.IsFollows() {
			e.Node = r.renamed(e, keys)
		}
		to.Inputs = append(to.Inputs, e)
	}
}

func (r *relock) renamed(e Edge, keys map[string]string) string {
	if key, done := keys[e.Node]; done {
		return key
	}
	key := r.made.freeKey(e.Name)
	keys[e.Node] = key
	copied := *r.old.Nodes[e.Node]
	copied.Key = key
	r.made.Nodes[key] = &copied
	r.rename(r.old.Nodes[e.Node], &copied, keys)
	return key
}

// unused returns the lock's inputs that the program does not have.
func (r *relock) unused(inputs []*ir.Input) []Edge {
	if r.old == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(r.old.RootNode().Inputs), func(e Edge) bool {
		return slices.ContainsFunc(inputs, func(in *ir.Input) bool { return in.Name == e.Name })
	})
}

// dangling returns a path that something below an input follows and that leads
// nowhere in the made lock, or nil.
func (r *relock) dangling(name string, found map[string]*Node) []string {
	edge, _ := r.made.RootNode().Input(name)
	return r.danglingBelow(r.made.Nodes[edge.Node], found)
}

func (r *relock) danglingBelow(n *Node, found map[string]*Node) []string {
	for _, e := range n.Inputs {
		var path []string
		switch {
		case !e.IsFollows():
			path = r.danglingBelow(r.made.Nodes[e.Node], found)
		case r.made.find(e.Follows, found) == nil:
			path = e.Follows
		}
		if path != nil {
			return path
		}
	}
	return nil
}

func joined(path []string) string { return strings.Join(path, "/") }
