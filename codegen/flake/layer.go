package flake

import (
	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// layerSet holds the layer blocks of a platform.
func (b *builder) layerSet(p *ir.Platform) *nix.Attrs {
	set := &nix.Attrs{}
	for _, l := range p.Layers {
		bind := short(l.Name, b.layer(l))
		bind.Comment = comment(l.Description)
		set.Binds = append(set.Binds, bind)
	}
	return set
}

func (b *builder) layer(l *ir.Layer) *nix.Attrs {
	if x, ok := b.layers[l]; ok {
		return x
	}
	set := nix.A(nix.B("packages", nix.At(b.pkgs(l.Packages), l.Range)))
	if l.MaxLayers > 1 {
		set.Binds = append(set.Binds, nix.B("maxLayers", &nix.Int{Value: int64(l.MaxLayers)}))
	}
	b.layers[l] = nix.At(set, l.Range)
	return b.layers[l]
}

func layerNames(refs []ir.LayerRef) *nix.List {
	list := &nix.List{}
	for _, ref := range refs {
		list.Items = append(list.Items, nix.At(nix.S(ref.Name), ref.Range))
	}
	return list
}
