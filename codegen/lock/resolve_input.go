package lock

import (
	"errors"
	"fmt"
	"path"
	"slices"

	"github.com/agentboxc/agentboxc/lang/diag"
)

var (
	errTooMany  = fmt.Errorf("there are more than %d inputs of inputs, or more than %d inside each other", maxNodes, maxLevels)
	errCircular = errors.New("it is an input of itself")
	errNoFlake  = errors.New("there is no flake.nix")
)

// pending is an input that gets a node.
type pending struct {
	visit
	path   []string
	want   declaration
	from   place     // where a relative path starts
	parent *[]string // for a relative path: path of the flake that it starts at
	old    entry     // its Node is nil when there is none
}

// isKept reports whether the old entry was made for what is wanted.
func (in pending) isKept() bool {
	if in.old.Node == nil || !in.old.Original.Equal(in.want.ref) {
		return false
	}
	a, b := in.old.Parent, in.parent
	return a == nil && b == nil || a != nil && b != nil && slices.Equal(*a, *b)
}

// keep carries an old entry over, and what lies below it.
func (s *resolver) keep(in pending) {
	node := *in.old.Node
	node.Inputs = nil
	if in.old.lock != s.request.Old {
		node.extra, node.Range = nil, diag.Range{}
	}
	node.Locked, node.Original = node.Locked.withoutEmptyDir(), node.Original.withoutEmptyDir()
	if why := node.defect(); why != "" {
		s.fail(in.path, node.Locked, fmt.Errorf("its entry in the lock file of %s %s", s.owner(in), why))
		return
	}
	s.node(in, &node)
	next := visit{to: &node, at: in.path, old: in.old, prefix: in.prefix, from: in.visit.from, trust: true}
	inputs, complete := s.inputsOf(in)
	if complete && !(len(in.path) == 1 && slices.Contains(s.request.Reread, in.path[0])) {
		next.inputs = inputs
		s.visit(next)
		return
	}
	flake, ok := s.flake(in, node.Locked)
	if !ok {
		return
	}
	next.inputs, next.from, next.trust = flake.inputs, flake.place, false
	s.visit(next)
}

// owner names the flake whose lock an entry comes from.
func (s *resolver) owner(in pending) string {
	if in.old.lock == s.request.Old {
		return "the unit"
	}
	return joined(in.at)
}

// inputsOf takes the inputs of a flake from its old entry. That is not complete
// when the entry lets something follow that no flake asks for any more: what
// the input would be otherwise is not recorded.
func (s *resolver) inputsOf(in pending) (inputs []declaration, complete bool) {
	for _, e := range in.old.Inputs {
		if !e.IsFollows() {
			child := in.old.lock.Nodes[e.Node]
			inputs = append(inputs, declaration{name: e.Name, ref: child.Original, flake: child.Flake})
			continue
		}
		follows := append(slices.Clip(in.prefix), e.Follows...)
		_, asked := s.said[joined(append(slices.Clip(in.path), e.Name))]
		own := len(follows) >= len(in.path) && slices.Equal(follows[:len(in.path)], in.path)
		if !in.trust && !asked && !own {
			return nil, false
		}
		inputs = append(inputs, declaration{name: e.Name, follows: follows})
	}
	return inputs, true
}

// add makes a new entry.
func (s *resolver) add(in pending) {
	node := &Node{Original: in.want.ref.withoutEmptyDir(), Flake: in.want.flake, Parent: in.parent}
	s.node(in, node)
	if !in.want.flake {
		_, node.Locked, _ = s.tree(in, in.want.ref)
		return
	}
	if slices.ContainsFunc(s.parents, in.want.ref.Equal) {
		s.fail(in.path, in.want.ref, errCircular)
		return
	}
	flake, ok := s.flake(in, in.want.ref)
	if !ok {
		return
	}
	node.Locked = flake.locked
	next := visit{inputs: flake.inputs, to: node, at: in.path, old: in.old, prefix: in.prefix, from: flake.place}
	if in.old.Node == nil {
		next.prefix = in.path
		next.old, ok = s.ownLock(in, flake.place)
	}
	if !ok {
		return
	}
	s.parents = append(s.parents, in.want.ref)
	s.visit(next)
	s.parents = s.parents[:len(s.parents)-1]
}

// node gives an entry its name and its place.
func (s *resolver) node(in pending, node *Node) {
	name := in.path[len(in.path)-1]
	node.Key = s.made.freeKey(name)
	s.made.Nodes[node.Key] = node
	in.to.Inputs = append(in.to.Inputs, Edge{Name: name, Node: node.Key})
}

// flake is a flake that was read.
type flake struct {
	place
	locked Attrs
	inputs []declaration
}

// flake reads the inputs of a flake. It is not ok when it has to be fetched
// first, or cannot be read.
func (s *resolver) flake(in pending, ref Attrs) (f flake, ok bool) {
	f.place, f.locked, ok = s.tree(in, ref)
	if !ok {
		return f, false
	}
	text, err := f.file("flake.nix")
	if err == nil {
		f.inputs, err = readFlake(text, in.path)
	}
	if err != nil {
		s.fail(in.path, ref, fmt.Errorf("%s: %w", path.Join(f.dir, "flake.nix"), err))
		return f, false
	}
	s.checkSaid(in, f.inputs)
	return f, true
}

// tree finds the directory of a flake, and the reference to exactly it.
func (s *resolver) tree(in pending, ref Attrs) (at place, locked Attrs, ok bool) {
	dir := ref.Text("dir")
	if ref.isRelative() {
		at, err := in.from.join(ref.Text("path"), dir)
		if err != nil {
			s.fail(in.path, ref, err)
		}
		return at, ref, err == nil
	}
	key := ref.Without("dir")
	tree, registered, known := s.request.Known(key)
	if !known {
		s.need(in.path, key)
		return place{}, nil, false
	}
	if registered != "" {
		dir = registered
	}
	return place{read: tree.file, dir: path.Clean(dir)}, tree.Locked.With(map[string]string{"dir": dir}), true
}

// ownLock is the lock that a flake brings; the entry is empty when it has none.
func (s *resolver) ownLock(in pending, at place) (entry, bool) {
	data, err := at.file("flake.lock")
	if err != nil {
		return entry{}, true
	}
	l, problems := Read(data, path.Join(at.dir, "flake.lock"))
	if l == nil {
		s.fail(in.path, in.want.ref, fmt.Errorf("its flake.lock: %s", problems[0].Detail))
		return entry{}, false
	}
	return entry{l, l.RootNode()}, true
}

func (s *resolver) need(at []string, ref Attrs) {
	if key := ref.Key(); !s.asked[key] {
		s.asked[key] = true
		s.needs = append(s.needs, Need{Ref: ref, Path: joined(at)})
	}
}
