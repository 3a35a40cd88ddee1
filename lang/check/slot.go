package check

import (
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// attrSlot is the place for a further attribute of a block, with what stands
// around its value: before the closing brace, which is put on lines of its own
// for that when the block is on one.
func attrSlot(b *config.Block, before, after string) *ir.Slot {
	end := diag.Range{File: b.Body.File, Start: b.Body.End, End: b.Body.End}
	end.Start.Byte--
	end.Start.Column--
	end.End = end.Start
	slot := &ir.Slot{At: end, Before: "  " + before, After: after + "\n"}
	if b.Body.Start.Line == b.Body.End.Line {
		slot.Before = "\n" + slot.Before
		slot.Besides = []diag.Edit{{Range: behindFirst(b.Body), NewText: "\n "}}
	}
	return slot
}

// entrySlot is the place for a further entry of a map, behind its opening brace;
// nil when the map is not written out.
func entrySlot(a *config.Attr) *ir.Slot {
	if _, written := a.Expr.(*hclsyntax.ObjectConsExpr); !written {
		return nil
	}
	return &ir.Slot{At: behindFirst(a.Range), Before: " ", After: ","}
}

// behindFirst is the place behind the first byte of a range.
func behindFirst(r diag.Range) diag.Range {
	r.Start.Byte++
	r.Start.Column++
	r.End = r.Start
	return r
}
