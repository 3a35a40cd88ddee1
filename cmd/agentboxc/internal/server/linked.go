package server

import (
	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/lang/query"
)

func linkedFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) { c.LinkedEditingRangeProvider = protocol.Boolean(true) }
	return onFile(protocol.MethodTextDocumentLinkedEditingRange, offer, linked)
}

func linked(f *file, p *protocol.LinkedEditingRangeParams) (any, error) {
	found := query.Linked(f.Snapshot, f.name, f.offset(p.Position))
	if len(found) == 0 {
		return nil, nil
	}
	ranges := &protocol.LinkedEditingRanges{}
	for _, r := range found {
		ranges.Ranges = append(ranges.Ranges, f.rangeOf(r))
	}
	return ranges, nil
}
