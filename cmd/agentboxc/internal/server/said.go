package server

import (
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// part is what one unit says of a file. It does not hold on to the analysis, which is
// large.
type part struct {
	uri     uri.URI
	version *int32 // nil when it is not open
	items   []protocol.Diagnostic
}

// parts are what a unit says, by file. It says something, if only that all is well, of
// every document that is open in it.
func (s *server) parts(a *analysis) map[string]part {
	parts := map[string]part{}
	add := func(name string) {
		path := a.path(name)
		if _, known := parts[path]; !known {
			now := part{uri: a.uri(name), items: a.diagnostics(name, &s.client)}
			if d := a.document(name); d != nil {
				version := d.version // and not the document
				now.version = &version
			}
			parts[path] = now
		}
	}
	for _, list := range a.found {
		for _, d := range list {
			add(a.fileOf(d))
		}
	}
	for _, name := range a.openDocuments() {
		add(name)
	}
	return parts
}
