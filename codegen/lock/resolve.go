package lock

import (
	"io/fs"
	"slices"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// The limits of a graph of inputs that is being locked. The largest flakes have
// some hundred nodes, five levels deep.
const (
	maxNodes  = 10_000
	maxLevels = 50
)

// Request is what to lock, and what is known for it.
type Request struct {
	Inputs []*ir.Input // of the program
	Old    *Lock       // the present lock, or nil
	Move   []string    // inputs of the program whose entries are not to be kept
	Reread []string    // inputs of the program whose own inputs are to be read again, at the tree that is locked

	Workspace fs.FS  // for inputs that are directories of the workspace
	Dir       string // the unit in it

	// Known returns what a reference without a dir was found to be; dir is the
	// directory that a flake registry named for it.
	Known func(ref Attrs) (tree *Tree, dir string, known bool)
}

// Need is a tree that has to be fetched before the lock can be made.
type Need struct {
	Ref  Attrs  // without dir; it has a narHash where it is a locked one
	Path string // the first input that wants it, such as "nix2container/nixpkgs"
}

// Resolve makes the lock that Nix 2.26 would make, as far as what is known goes:
// what is missing for the rest is returned as needs, each once, and the lock is
// nil then. Calling it again with more known brings it further. The diagnostics
// are about inputs that cannot be locked at all.
//
// It is the algorithm of Nix's lockFlake. Inputs are visited depth first in the
// order of their names, and every path of inputs becomes a node of its own.
// What a flake says about the inputs of its inputs goes with the path, and what
// is said nearer to the root wins. An entry of the old lock is kept when it was
// made for the same reference; then its own inputs are those of the old lock,
// and its flake is not looked at. An input that is new brings its own lock.
func Resolve(r Request) (*Lock, []Need, diag.List) {
	s := &resolver{
		request: r,
		made:    newRelock(r.Old).made,
		said:    map[string]said{},
		asked:   map[string]bool{},
	}
	root := visit{
		inputs: declared(r.Inputs),
		to:     s.made.RootNode(),
		at:     []string{},
		prefix: []string{},
		from:   place{read: s.readWorkspace, dir: r.Dir},
	}
	if r.Old != nil {
		root.old = entry{r.Old, r.Old.RootNode()}
	}
	s.visit(root)
	if len(s.needs) == 0 && !s.diags.HasErrors() {
		s.checkFollows(s.made.RootNode(), nil, map[string]*Node{})
	}
	if len(s.needs) > 0 || s.diags.HasErrors() {
		return nil, s.needs, s.diags
	}
	return s.made, nil, s.diags
}

// resolver makes one lock.
type resolver struct {
	request Request
	made    *Lock
	said    map[string]said // by path of inputs
	parents []Attrs         // references of the flakes around the present one
	asked   map[string]bool
	needs   []Need
	diags   diag.List
}

// said is what a flake says about an input of one of its inputs.
type said struct {
	declaration
	from place
	at   []string // path of the flake that says it
}

// entry is a node of a lock.
type entry struct {
	lock *Lock
	*Node
}

// input returns the entry of an input that has one; its Node is nil otherwise.
func (e entry) input(name string) entry {
	if e.Node == nil {
		return entry{}
	}
	edge, ok := e.Input(name)
	if !ok || edge.IsFollows() {
		return entry{}
	}
	return entry{e.lock, e.lock.Nodes[edge.Node]}
}

// visit is the visit of one flake's inputs.
type visit struct {
	inputs []declaration
	to     *Node    // the flake's node in the new lock
	at     []string // path of inputs that leads to the flake
	old    entry    // where its inputs may be locked already
	prefix []string // what is followed in old is counted from there
	from   place    // the flake's directory
	trust  bool     // the inputs come from old themselves
}

func (s *resolver) visit(v visit) {
	for _, d := range v.inputs {
		for _, own := range d.inputs {
			key := joined(append(slices.Clip(v.at), d.name, own.name))
			if _, earlier := s.said[key]; !earlier {
				s.said[key] = said{own, v.from, v.at}
			}
		}
	}
	for _, d := range v.inputs {
		s.edge(v, d)
	}
}

// edge adds one input.
func (s *resolver) edge(v visit, d declaration) {
	in := pending{visit: v, path: append(slices.Clip(v.at), d.name), want: d, from: v.from}
	by := v.at
	if o, ok := s.said[joined(in.path)]; ok {
		in.want, in.from, by = o.declaration, o.from, o.at
		in.want.flake = d.flake // what it is needed for is said by who needs it
	}
	if in.want.follows != nil {
		v.to.Inputs = append(v.to.Inputs, Edge{Name: d.name, Follows: in.want.follows})
		return
	}
	if in.want.ref.isRelative() {
		in.parent = &by
	}
	if len(v.at) > 0 || !slices.Contains(s.request.Move, d.name) {
		in.old = v.old.input(d.name)
	}
	switch {
	case len(s.made.Nodes) > maxNodes || len(in.path) > maxLevels:
		s.fail(in.path, in.want.ref, errTooMany)
	case in.isKept():
		s.keep(in)
	default:
		s.add(in)
	}
}
