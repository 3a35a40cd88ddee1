package server

import (
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

func linkFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) {
		c.DocumentLinkProvider = &protocol.DocumentLinkOptions{}
	}
	return onFile(protocol.MethodTextDocumentDocumentLink, offer, links)
}

func links(f *file, _ *protocol.DocumentLinkParams) (any, error) {
	found := []protocol.DocumentLink{}
	for _, l := range f.Links(f.name) {
		target := uri.URI(l.URL)
		if l.File != "" {
			target = f.uri(l.File)
		}
		found = append(found, protocol.DocumentLink{Range: f.rangeOf(l.Range), Target: &target, Tooltip: &l.Tip})
	}
	return found, nil
}
