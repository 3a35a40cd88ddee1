package server

import (
	"bytes"

	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

func formattingFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) {
		c.DocumentFormattingProvider = protocol.Boolean(true)
	}
	return onFile(protocol.MethodTextDocumentFormatting, offer, format)
}

// format lays a document out as `agentboxc fmt` does. One that has errors stays as it
// is: its diagnostics say why.
func format(f *file, _ *protocol.DocumentFormattingParams) (any, error) {
	file, diags := source.New(f.name, f.text.bytes)
	laidOut, found := syntax.Format(file)
	if diags.HasErrors() || found.HasErrors() || bytes.Equal(laidOut, file.Bytes) {
		return []protocol.TextEdit{}, nil
	}
	whole := f.text.span(0, len(f.text.bytes))
	return []protocol.TextEdit{{Range: whole, NewText: string(laidOut)}}, nil
}
