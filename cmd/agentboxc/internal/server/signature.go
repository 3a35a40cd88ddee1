package server

import (
	"slices"
	"unicode/utf16"

	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/lang/query"
)

func signatureFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) {
		c.SignatureHelpProvider = &protocol.SignatureHelpOptions{TriggerCharacters: []string{"(", ","}, RetriggerCharacters: []string{")"}}
	}
	return onFile(protocol.MethodTextDocumentSignatureHelp, offer, signature)
}

func signature(f *file, p *protocol.SignatureHelpParams) (any, error) {
	found, ok := query.SignatureAt(f.Snapshot, f.name, f.offset(p.Position))
	if !ok {
		return nil, nil
	}
	markdown, offsets := signatureClient(&f.ask.server.client)
	s := protocol.SignatureInformation{Label: found.Label}
	if found.Doc != "" {
		s.Documentation = documentation(found.Doc, markdown)
	}
	for _, param := range found.Params {
		one := protocol.ParameterInformation{Label: protocol.String(found.Label[param.Start:param.End])}
		if offsets {
			one.Label = protocol.ParameterInformationLabelTuple{units(found.Label[:param.Start]), units(found.Label[:param.End])}
		}
		if param.Doc != "" {
			one.Documentation = documentation(param.Doc, markdown)
		}
		s.Parameters = append(s.Parameters, one)
	}
	return &protocol.SignatureHelp{
		Signatures: []protocol.SignatureInformation{s}, ActiveParameter: protocol.NewNullable(uint32(found.Active)),
	}, nil
}

// signatureClient says whether a client shows Markdown, and takes offsets for the
// parameters in a label.
func signatureClient(c *client) (markdown, offsets bool) {
	inDocument := c.Capabilities.TextDocument
	if inDocument == nil || inDocument.SignatureHelp == nil || inDocument.SignatureHelp.SignatureInformation == nil {
		return false, false
	}
	k := inDocument.SignatureHelp.SignatureInformation
	markdown = slices.Contains(k.DocumentationFormat, protocol.MarkupKindMarkdown)
	return markdown, k.ParameterInformation != nil && isTrue(k.ParameterInformation.LabelOffsetSupport)
}

// units is the length of a text as offsets in labels count it, whatever positions
// count.
func units(text string) uint32 { return uint32(len(utf16.Encode([]rune(text)))) }
