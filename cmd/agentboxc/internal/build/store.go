package build

import (
	"context"
	"slices"

	"github.com/agentboxc/agentboxc/codegen/budget"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// nothing is a store path that no image has.
const nothing = "00000000000000000000000000000000-nothing"

// forbidden tells for each system where the packages of policies are in the
// store. One that Nix refuses to evaluate there, as nixpkgs has it of packages
// that are broken or not free, is in no image.
func (b *builder) forbidden(found contents) map[string]*budget.Store {
	stores := map[string]*budget.Store{}
	for _, system := range b.systems() {
		s := &budget.Store{References: map[string][]string{}}
		stores[system] = s
		for _, policy := range b.Program.Policies {
			pair(found[system]["policy."+policy.Name], policy.Packages, func(ref ir.PackageRef, outputs []string) {
				s.Forbidden = append(s.Forbidden, budget.Output{Package: ref, Path: nothing})
				for _, path := range outputs {
					s.Forbidden = append(s.Forbidden, budget.Output{Package: ref, Path: path})
				}
			})
		}
	}
	return stores
}

// pair calls do for every package with what was found of it, which may be nothing.
func pair(found [][]string, packages []ir.PackageRef, do func(ref ir.PackageRef, outputs []string)) {
	for i, ref := range packages {
		var outputs []string
		if i < len(found) {
			outputs = found[i]
		}
		do(ref, outputs)
	}
}

// trace also tells what refers to what in the images, and which packages are
// listed. It is nil when Nix cannot tell.
func (b *builder) trace(ctx context.Context, found contents) map[string]*budget.Store {
	if found == nil {
		if found, _, _ = b.ask(ctx); found == nil {
			return nil
		}
	}
	stores := b.forbidden(found)
	for _, built := range b.Result.Images {
		graph, err := b.nix.References(ctx, built.StorePaths())
		if err != nil {
			return nil
		}
		s := stores[built.System]
		for from, info := range graph {
			s.References[from] = info.References
		}
		s.Roots = append(s.Roots, b.roots(built, found[built.System])...)
	}
	return stores
}

// roots are the packages that layers and the variant list, where their store
// paths are in the image.
func (b *builder) roots(built Image, found map[string][][]string) []budget.Root {
	var roots []budget.Root
	paths := built.StorePaths()
	add := func(listed, address string, packages []ir.PackageRef) {
		pair(found[listed], packages, func(ref ir.PackageRef, outputs []string) {
			for _, path := range outputs {
				if slices.Contains(paths, path) {
					roots = append(roots, budget.Root{Address: address, Package: ref, Path: path})
				}
			}
		})
	}
	for _, p := range b.Program.Platforms {
		if p.System != built.System {
			continue
		}
		for _, l := range p.Layers {
			add("layer."+l.Name, l.Address(), l.Packages)
		}
		for _, v := range p.Variants {
			if v.Name == built.Variant {
				add("variant."+v.Name, v.Address(), v.Packages)
			}
		}
	}
	return roots
}
