package check

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/source"
)

// attrSlot is the place for the value of a further attribute of a block. With a
// key the value is that of the key in a map.
func attrSlot(b *config.Block, name, key string) *ir.Slot {
	if source.IsJSON(b.Body.File) {
		// Every block with a slot has an attribute at least, so a comma follows.
		slot := &ir.Slot{At: behindFirst(b.Body), Before: " " + strconv.Quote(name) + ": ", After: ","}
		if key != "" {
			slot.Before, slot.After = slot.Before+"{ "+strconv.Quote(key)+": ", " },"
		}
		return slot
	}
	if key != "" {
		return closingSlot(b, name+" = { "+key+" = ", " }")
	}
	return closingSlot(b, name+" = ", "")
}

// closingSlot is before the closing brace of a block, which is put on lines of its
// own for that when the block is on one, with what stands around the text there.
func closingSlot(b *config.Block, before, after string) *ir.Slot {
	end := diag.Range{File: b.Body.File, Start: b.Body.End, End: b.Body.End}
	end.Start.Byte--
	end.Start.Column--
	end.End = end.Start
	// What indents the brace comes before the attribute, and is missing behind it.
	slot := &ir.Slot{At: end, Before: "  " + before, After: after + "\n" + strings.Repeat(" ", b.Range.Start.Column-1)}
	if b.Body.Start.Line == b.Body.End.Line {
		slot.Before = "\n" + slot.Before
		slot.Besides = []diag.Edit{{Range: behindFirst(b.Body), NewText: "\n "}}
	}
	return slot
}

// entrySlot is the place for the value of a further key of a map, behind its
// opening brace; nil when the map is not written out.
func entrySlot(a *config.Attr, key string) *ir.Slot {
	object, written := config.Unbound(a.Expr()).(*hclsyntax.ObjectConsExpr)
	if !written {
		return nil
	}
	slot := &ir.Slot{At: behindFirst(a.Range), Before: " " + key + " = ", After: ","}
	if source.IsJSON(a.Range.File) {
		slot.Before = " " + strconv.Quote(key) + ": "
		if len(object.Items) == 0 {
			slot.After = " "
		}
	}
	return slot
}

// behindFirst is the place behind the first byte of a range.
func behindFirst(r diag.Range) diag.Range {
	r.Start.Byte++
	r.Start.Column++
	r.End = r.Start
	return r
}
