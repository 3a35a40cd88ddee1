package lang

import (
	"sort"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// addContext gives each diagnostic that lies in the body of a block the header
// of that block as its context, unless the pass that made it knew a better one.
func addContext(diags diag.List, units []*Unit) {
	if len(diags) == 0 {
		return
	}
	blocks := map[string]hclsyntax.Blocks{}
	for _, u := range units {
		for _, f := range u.Files {
			blocks[f.Source.Path] = f.Body.Blocks
		}
	}
	for i, d := range diags {
		if !d.Context.IsZero() {
			continue
		}
		if block := blockAt(blocks[d.Subject.File], d.Subject.Start.Byte); block != nil {
			diags[i].Context = syntax.Range(block.DefRange())
		}
	}
}

// blockAt returns the block whose body holds the offset. The blocks are in
// source order.
func blockAt(blocks hclsyntax.Blocks, offset int) *hclsyntax.Block {
	i := sort.Search(len(blocks), func(i int) bool { return blocks[i].CloseBraceRange.End.Byte > offset })
	if i == len(blocks) || blocks[i].OpenBraceRange.End.Byte > offset {
		return nil
	}
	return blocks[i]
}
