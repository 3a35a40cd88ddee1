package server

import "go.lsp.dev/protocol"

func hoverFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) { c.HoverProvider = protocol.Boolean(true) }
	return onFile(protocol.MethodTextDocumentHover, offer, hover)
}

func hover(f *file, p *protocol.HoverParams) (any, error) {
	found, ok := f.Hover(f.name, f.offset(p.Position), f.facts)
	if !ok {
		return nil, nil
	}
	at := f.rangeOf(found.Range)
	return &protocol.Hover{
		Contents: &protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: valid(found.Text)}, Range: &at,
	}, nil
}
