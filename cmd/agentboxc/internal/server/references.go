package server

import (
	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/lang/query"
)

func referencesFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) { c.ReferencesProvider = protocol.Boolean(true) }
	return onFile(protocol.MethodTextDocumentReferences, offer, references)
}

func references(f *file, p *protocol.ReferenceParams) (any, error) {
	found := []protocol.Location{}
	for _, r := range f.tree().References(f.Snapshot, f.name, f.offset(p.Position), p.Context.IncludeDeclaration) {
		found = append(found, f.location(r))
	}
	return found, nil
}

func highlightFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) { c.DocumentHighlightProvider = protocol.Boolean(true) }
	return onFile(protocol.MethodTextDocumentDocumentHighlight, offer, highlight)
}

func highlight(f *file, p *protocol.DocumentHighlightParams) (any, error) {
	found := []protocol.DocumentHighlight{}
	for _, o := range f.Highlights(f.name, f.offset(p.Position)) {
		kind := protocol.DocumentHighlightKindWrite
		if o.Use == query.Reads {
			kind = protocol.DocumentHighlightKindRead
		}
		found = append(found, protocol.DocumentHighlight{Range: f.rangeOf(o.Name), Kind: kind})
	}
	return found, nil
}
