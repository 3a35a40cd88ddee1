package build

import (
	"context"
	"path"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/budget"
	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/lang/ir"
)

const storeDir = "/nix/store/"

// nowhere is a store path that no image has.
const nowhere = storeDir + "00000000000000000000000000000000-nothing"

// forbidden finds the packages of policies among what was measured, by their
// names, for each system. Those that an image does not have are nowhere, which is
// as it should be.
func (b *builder) forbidden() map[string]*budget.Store {
	stores := map[string]*budget.Store{}
	for _, t := range b.Targets {
		s := stores[t.System]
		if s == nil {
			s = &budget.Store{References: map[string][]string{}}
			stores[t.System] = s
		}
		for _, policy := range b.Program.Policies {
			for _, ref := range policy.Packages {
				s.Forbidden = append(s.Forbidden, budget.Output{Package: ref, Path: nowhere})
				for _, p := range named(b.Result.Measured.Image(t.Variant, t.System), ref) {
					s.Forbidden = append(s.Forbidden, budget.Output{Package: ref, Path: p})
				}
			}
		}
	}
	return stores
}

func named(m *measure.Image, ref ir.PackageRef) []string {
	var paths []string
	for _, l := range m.Layers {
		for _, p := range l.Paths {
			if bears(p.Name, ref) {
				paths = append(paths, storeDir+p.Hash+"-"+p.Label())
			}
		}
	}
	return paths
}

// explainTo asks Nix what refers to what in the images, and reports whether it
// could tell.
func (b *builder) explainTo(ctx context.Context, stores map[string]*budget.Store) bool {
	for _, built := range b.Result.Images {
		graph, err := b.nix.References(ctx, built.StorePaths())
		if err != nil {
			return false // the breach is told all the same, without its causes
		}
		s := stores[built.System]
		for from, info := range graph {
			s.References[from] = info.References
		}
		s.Roots = append(s.Roots, b.roots(built)...)
	}
	return true
}

// roots finds the packages that layers and the variant list among the store
// paths of an image, by their names.
func (b *builder) roots(built Image) []budget.Root {
	var roots []budget.Root
	for _, p := range b.Program.Platforms {
		if p.System != built.System {
			continue
		}
		for _, l := range p.Layers {
			roots = append(roots, rootsOf("layer."+l.Name, l.Packages, built)...)
		}
		for _, v := range p.Variants {
			if v.Name == built.Variant {
				roots = append(roots, rootsOf("variant."+v.Name, v.Packages, built)...)
			}
		}
	}
	return roots
}

func rootsOf(address string, packages []ir.PackageRef, built Image) []budget.Root {
	var roots []budget.Root
	for _, ref := range packages {
		for _, full := range built.StorePaths() {
			p, ok := measure.ParsePath(path.Base(full))
			if ok && bears(p.Name, ref) {
				roots = append(roots, budget.Root{Address: address, Package: ref, Path: full})
				break
			}
		}
	}
	return roots
}

// bears reports whether a store path has the name of a package. Names in nixpkgs
// often end in a version that store paths have apart: nodejs_20 is nodejs.
func bears(name string, ref ir.PackageRef) bool {
	want := ref.Name
	if len(ref.Path) > 0 {
		want = ref.Path[len(ref.Path)-1]
	}
	return name == want || name == strings.TrimRight(strings.TrimRight(want, "0123456789"), "_")
}
