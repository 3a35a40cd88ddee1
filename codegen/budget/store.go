package budget

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// Store is what is known of one system's store paths, which are given whole or
// without the directory that they lie in.
type Store struct {
	// References are what each path refers to. A path that is missing refers to
	// nothing.
	References map[string][]string
	// Roots are the packages that layers and variants list.
	Roots []Root
	// Forbidden are the packages of policies.
	Forbidden []Output

	graph *graph // of the above, made when it is first asked for
}

// Root is a package where it is listed.
type Root struct {
	Address string // of the layer or the variant, in the source
	Package ir.PackageRef
	Path    string
}

// Output is one output of a package.
type Output struct {
	Package ir.PackageRef
	Path    string
}

// graph has paths by their hashes.
type graph struct {
	references map[string][]measure.Path // sorted by label, then hash
	roots      []root                    // sorted by label of the path
}

type root struct {
	Root
	path measure.Path
}

// chain is the shortest way from a package to a path.
type chain struct {
	root  Root
	paths []measure.Path // the package's own first, what was looked for last
}

// String is "a-1 → b-2 → c-3".
func (c *chain) String() string {
	names := make([]string, len(c.paths))
	for i, p := range c.paths {
		names[i] = p.Label()
	}
	return strings.Join(names, " → ")
}

// made returns the graph. What is no store path is left out.
func (s *Store) made() *graph {
	if s.graph != nil {
		return s.graph
	}
	g := &graph{references: make(map[string][]measure.Path, len(s.References))}
	for from, to := range s.References {
		p, ok := parse(from)
		if !ok {
			continue
		}
		var list []measure.Path
		for _, name := range to {
			if t, ok := parse(name); ok && t.Hash != p.Hash {
				list = append(list, t)
			}
		}
		slices.SortFunc(list, byLabel)
		g.references[p.Hash] = list
	}
	for _, r := range s.Roots {
		if p, ok := parse(r.Path); ok {
			g.roots = append(g.roots, root{r, p})
		}
	}
	slices.SortStableFunc(g.roots, func(a, b root) int { return byLabel(a.path, b.path) })
	s.graph = g
	return g
}

func parse(storePath string) (measure.Path, bool) { return measure.ParsePath(path.Base(storePath)) }

func byLabel(a, b measure.Path) int {
	return cmp.Or(cmp.Compare(a.Label(), b.Label()), cmp.Compare(a.Hash, b.Hash))
}

// why returns the shortest chain to a path from the packages that one of the
// addresses lists. Of several that are as short it is the first by name. It is nil
// when no package brought the path, as with what a configuration refers to.
func (s *Store) why(hash string, addresses ...string) *chain {
	if s == nil {
		return nil
	}
	g := s.made()
	// Looking at a level in the order of the chains' names keeps that order in
	// the next level.
	from := map[string]*step{}
	var queue []*step
	visit := func(p measure.Path, before *step, r Root) {
		if from[p.Hash] == nil {
			at := &step{p, before, r}
			from[p.Hash] = at
			queue = append(queue, at)
		}
	}
	for _, r := range g.roots {
		if slices.Contains(addresses, r.Address) {
			visit(r.path, nil, r.Root)
		}
	}
	for from[hash] == nil && len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, p := range g.references[at.path.Hash] {
			visit(p, at, at.root)
		}
	}
	if from[hash] == nil {
		return nil
	}
	return from[hash].chain()
}

// step is a path and the one that led there.
type step struct {
	path   measure.Path
	before *step
	root   Root
}

func (s *step) chain() *chain {
	c := &chain{root: s.root}
	for at := s; at != nil; at = at.before {
		c.paths = append(c.paths, at.path)
	}
	slices.Reverse(c.paths)
	return c
}

// outputs are the hashes of a package's outputs, as far as they are known.
func (s *Store) outputs(ref ir.PackageRef) []string {
	if s == nil {
		return nil
	}
	var hashes []string
	for _, o := range s.Forbidden {
		if p, ok := parse(o.Path); ok && samePackage(o.Package, ref) {
			hashes = append(hashes, p.Hash)
		}
	}
	return hashes
}

func samePackage(a, b ir.PackageRef) bool {
	return a.Pkgset == b.Pkgset && a.Kind == b.Kind && a.Name == b.Name && slices.Equal(a.Path, b.Path)
}
