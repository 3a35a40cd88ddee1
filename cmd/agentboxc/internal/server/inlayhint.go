package server

import (
	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/lang/query"
)

func inlayHintFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) { c.InlayHintProvider = protocol.Boolean(true) }
	return onFile(protocol.MethodTextDocumentInlayHint, offer, inlayHints)
}

func inlayHints(f *file, p *protocol.InlayHintParams) (any, error) {
	start, end := f.text.bounds(p.Range)
	apart := true
	hints := []protocol.InlayHint{}
	for _, h := range query.Hints(f.Snapshot, f.name, start, end, f.facts) {
		hints = append(hints, protocol.InlayHint{
			Position: f.rangeOf(h.At).Start, Label: protocol.String(h.Label), Tooltip: protocol.String(h.Why), PaddingLeft: &apart,
		})
	}
	return hints, nil
}
