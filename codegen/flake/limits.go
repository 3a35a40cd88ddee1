package flake

import (
	"cmp"
	"slices"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// Of layers and images, the metrics that their image.json tells. The growth of
// an image and its compressed size take more than that.
var (
	layerMetrics = []ir.Metric{ir.Max, ir.MaxLayer, ir.MaxLayers}
	imageMetrics = []ir.Metric{ir.Max, ir.MaxLayer, ir.MaxLayers, ir.MaxWaste}
)

// limitSet holds what the budgets of a platform's layers and variants allow.
func (b *builder) limitSet(p *scope) *nix.Attrs {
	layers, variants := &nix.Attrs{}, &nix.Attrs{}
	for _, l := range p.Layers {
		if set := b.limits(l.Name, "", l.Budgets, layerMetrics); len(set.Binds) > 0 {
			layers.Binds = append(layers.Binds, short(l.Name, set))
		}
	}
	for _, v := range p.Variants {
		if v.Abstract {
			continue
		}
		if set := b.limits("", v.Name, v.Budgets, imageMetrics); len(set.Binds) > 0 {
			variants.Binds = append(variants.Binds, short(v.Name, set))
		}
	}
	set := &nix.Attrs{}
	for _, kind := range []struct {
		name   string
		limits *nix.Attrs
	}{{"layer", layers}, {"variant", variants}} {
		if len(kind.limits.Binds) > 0 {
			set.Binds = append(set.Binds, short(kind.name, kind.limits))
		}
	}
	return set
}

// limits are, by metric, the figures that all budgets of a layer or variant allow.
func (b *builder) limits(layer, variant string, budgets []*ir.Budget, metrics []ir.Metric) *nix.Attrs {
	set := &nix.Attrs{}
	for _, metric := range metrics {
		var allowed []ir.Limit
		for _, budget := range budgets {
			for _, limit := range budget.Limits {
				if limit.Metric != metric {
					continue
				}
				if w := b.program.Waiver(layer, variant, limit); w != nil {
					limit = w.Limit
				}
				allowed = append(allowed, limit)
			}
		}
		if len(allowed) == 0 {
			continue
		}
		least := slices.MinFunc(allowed, func(a, b ir.Limit) int { return cmp.Compare(a.Value, b.Value) })
		set.Binds = append(set.Binds, nix.B(string(metric), nix.At(&nix.Int{Value: least.Value}, least.Range)))
	}
	return set
}
