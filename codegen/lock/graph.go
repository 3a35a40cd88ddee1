package lock

import "math"

// maxPaths bounds the number of paths from the root to a node. Nix walks every
// one of them, so a small file with many shared nodes can mean endless work;
// the largest flakes have a few thousand.
const maxPaths = 100_000

// graph checks that every node the root reaches is there, that none is reached
// from itself other than by follows, and that the paths can be counted.
func (r *reader) graph(l *Lock) {
	w := &walker{reader: r, lock: l, paths: map[string]int{}, open: map[string]bool{}}
	w.open[l.Root] = true
	if w.count(l.RootNode()) > maxPaths && !r.diags.HasErrors() {
		r.diags.Add(tooManyPaths{At: l.RootNode().Range})
	}
}

type walker struct {
	*reader
	lock  *Lock
	paths map[string]int  // finished nodes: how many paths begin there
	open  map[string]bool // nodes on the current path
	trail []string        // input names of the current path
}

func (w *walker) count(n *Node) int {
	total := 1
	for _, e := range n.Inputs {
		if e.IsFollows() {
			continue
		}
		w.trail = append(w.trail, e.Name)
		total += w.edge(e)
		w.trail = w.trail[:len(w.trail)-1]
	}
	return min(total, math.MaxInt32)
}

func (w *walker) edge(e Edge) int {
	if n, done := w.paths[e.Node]; done {
		return n
	}
	child, ok := w.lock.Nodes[e.Node]
	switch {
	case !ok:
		w.diags.Add(missingNode{At: e.Range, Key: e.Node})
		return 0
	case w.open[e.Node]:
		w.diags.Add(nodeCycle{At: e.Range, Key: e.Node, Trail: append([]string(nil), w.trail...)})
		return 0
	}
	w.open[e.Node] = true
	n := w.count(child)
	delete(w.open, e.Node)
	w.paths[e.Node] = n
	return n
}
