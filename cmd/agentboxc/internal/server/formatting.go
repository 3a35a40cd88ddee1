package server

import (
	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/lang/query"
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
	return f.textEdits(query.Format(f.Snapshot, f.name)), nil
}

func rangeFormattingFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) {
		c.DocumentRangeFormattingProvider = protocol.Boolean(true)
	}
	return onFile(protocol.MethodTextDocumentRangeFormatting, offer, formatRange)
}

func formatRange(f *file, p *protocol.DocumentRangeFormattingParams) (any, error) {
	start, end := f.text.bounds(p.Range)
	return f.textEdits(query.FormatRange(f.Snapshot, f.name, start, end)), nil
}

func typeFormattingFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) {
		c.DocumentOnTypeFormattingProvider = protocol.DocumentOnTypeFormattingOptions{
			FirstTriggerCharacter: "}", MoreTriggerCharacter: []string{"\n"},
		}
	}
	return onFile(protocol.MethodTextDocumentOnTypeFormatting, offer, formatTyped)
}

func formatTyped(f *file, p *protocol.DocumentOnTypeFormattingParams) (any, error) {
	return f.textEdits(query.FormatTyped(f.Snapshot, f.name, f.offset(p.Position), p.Ch)), nil
}
