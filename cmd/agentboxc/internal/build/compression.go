package build

import (
	"slices"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/image"
	"github.com/agentboxc/agentboxc/codegen/budget"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// compression is how a target has to be compressed: as it will be sent away, or
// as its budgets are to be measured.
func (b *builder) compression(t Target) (c image.Compression, wanted bool) {
	if c, wanted = b.Compressed[t]; wanted {
		return c, c.Method != image.None
	}
	return Published(b.Program, t.Variant), b.limitsCompressed(t)
}

// Published is the compression with which a variant is published: that of the
// first publish block that has it, or else what budgets take for it.
func Published(p *ir.Program, variant string) image.Compression {
	for _, block := range p.Publishes {
		if slices.Contains(block.Variants, variant) {
			return image.Compression{Method: block.Compression, Level: block.Level}
		}
	}
	return image.Compression{Method: budget.Default.Method, Level: budget.Default.Level}
}

// limitsCompressed reports whether a budget asks for compressed bytes.
func (b *builder) limitsCompressed(t Target) bool {
	for _, p := range b.Program.Platforms {
		if p.System != t.System {
			continue
		}
		for _, v := range p.Variants {
			if v.Name == t.Variant {
				return asksCompressed(v.Budgets) || slices.ContainsFunc(v.Layers, func(ref ir.LayerRef) bool {
					return slices.ContainsFunc(p.Layers, func(l *ir.Layer) bool { return l.Name == ref.Name && asksCompressed(l.Budgets) })
				})
			}
		}
	}
	return false
}

func asksCompressed(budgets []*ir.Budget) bool {
	return slices.ContainsFunc(budgets, func(b *ir.Budget) bool {
		return slices.ContainsFunc(b.Limits, func(l ir.Limit) bool { return l.Metric == ir.MaxCompressed })
	})
}
