package layer

import (
	"cmp"
	"slices"
)

// StorePath is one entry of a closure, with the store paths it mentions.
type StorePath struct {
	Path       string   `json:"path"`
	References []string `json:"references"`
}

// byPopularity sorts a closure by the number of ways in which its members
// reach a path, most first, so that what many others need comes to lie in a
// layer of its own. Equals are told apart by when the closure first names
// them, latest first: the order that nix2container has.
func byPopularity(closure []StorePath) []string {
	g := newGraph(closure)
	score := g.scores()
	order := make([]int, len(g.names))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(b, a))
	})
	paths := make([]string, len(order))
	for i, node := range order {
		paths[i] = g.names[node]
	}
	return paths
}

// graph numbers store paths in the order in which the closure names them.
type graph struct {
	names []string
	nodes map[string]int
	to    [][]int // references, each once, without the path itself
}

func newGraph(closure []StorePath) *graph {
	g := &graph{nodes: map[string]int{}}
	for _, p := range closure {
		from := g.node(p.Path)
		for _, r := range p.References {
			to := g.node(r)
			if to != from && !slices.Contains(g.to[from], to) {
				g.to[from] = append(g.to[from], to)
			}
		}
	}
	return g
}

func (g *graph) node(path string) int {
	if n, ok := g.nodes[path]; ok {
		return n
	}
	n := len(g.names)
	g.nodes[path] = n
	g.names = append(g.names, path)
	g.to = append(g.to, nil)
	return n
}

// scores counts for each node the paths that end in it, itself included. Nix
// admits no cycle between store paths, so the count is finite.
func (g *graph) scores() []int64 {
	score := make([]int64, len(g.names))
	for _, n := range g.dependantsFirst() {
		score[n]++
		for _, to := range g.to[n] {
			score[to] += score[n]
		}
	}
	return score
}

func (g *graph) dependantsFirst() []int {
	waiting := make([]int, len(g.names))
	for _, tos := range g.to {
		for _, to := range tos {
			waiting[to]++
		}
	}
	var order []int
	for n, w := range waiting {
		if w == 0 {
			order = append(order, n)
		}
	}
	for i := 0; i < len(order); i++ {
		for _, to := range g.to[order[i]] {
			if waiting[to]--; waiting[to] == 0 {
				order = append(order, to)
			}
		}
	}
	return order
}
