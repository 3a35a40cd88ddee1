package server

import (
	"crypto/sha256"
	"fmt"

	"go.lsp.dev/protocol"
)

func diagnosticFeature() feature {
	offer := func(c *protocol.ServerCapabilities, k *client) {
		if k.pull {
			name := sourceName
			c.DiagnosticProvider = &protocol.DiagnosticOptions{
				Identifier: &name, InterFileDependencies: true, WorkspaceDiagnostics: true,
			}
		}
	}
	return onFile(protocol.MethodTextDocumentDiagnostic, offer, pullDiagnostics)
}

// pullDiagnostics answers with the diagnostics of a document, or that they are those
// that the client has.
func pullDiagnostics(f *file, p *protocol.DocumentDiagnosticParams) (any, error) {
	items := f.diagnostics(f.name, &f.ask.server.client)
	id := digest(items)
	if p.PreviousResultID != nil && *p.PreviousResultID == id {
		return &protocol.RelatedUnchangedDocumentDiagnosticReport{
			UnchangedDocumentDiagnosticReport: protocol.UnchangedDocumentDiagnosticReport{Kind: "unchanged", ResultID: id},
		}, nil
	}
	return &protocol.RelatedFullDocumentDiagnosticReport{
		FullDocumentDiagnosticReport: protocol.FullDocumentDiagnosticReport{Kind: "full", ResultID: &id, Items: items},
	}, nil
}

// digest tells lists of diagnostics apart.
func digest(items []protocol.Diagnostic) string {
	text, err := protocol.Marshal(items)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return fmt.Sprintf("%x", sum[:12])
}
