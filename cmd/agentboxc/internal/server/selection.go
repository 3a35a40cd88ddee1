package server

import (
	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/lang/query"
)

func selectionFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) { c.SelectionRangeProvider = protocol.Boolean(true) }
	return onFile(protocol.MethodTextDocumentSelectionRange, offer, selections)
}

// maxCursors bounds for how many places selections are looked for.
const maxCursors = 1000

// selections has an entry for each position, in their order.
func selections(f *file, p *protocol.SelectionRangeParams) (any, error) {
	if len(p.Positions) > maxCursors {
		return nil, failuref(invalidParams, "there are %d positions, and may be %d", len(p.Positions), maxCursors)
	}
	all := []protocol.SelectionRange{}
	for _, at := range p.Positions {
		offset := f.offset(at)
		found := query.Selection(f.Snapshot, f.name, offset)
		var outer *protocol.SelectionRange
		for i := len(found) - 1; i >= 0; i-- {
			outer = &protocol.SelectionRange{Range: f.rangeOf(found[i]), Parent: outer}
		}
		if outer == nil {
			outer = &protocol.SelectionRange{Range: f.text.span(offset, offset)}
		}
		all = append(all, *outer)
	}
	return all, nil
}
