package server

import (
	"slices"

	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/lang/query"
)

// showReferences is what a client does that lists places when a lens is clicked. It
// takes a URI, a position and locations, and says in its experimental capabilities
// that it knows the command: {"commands": {"commands": ["agentbox.showReferences"]}}.
const showReferences = "agentbox.showReferences"

func codeLensFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) { c.CodeLensProvider = &protocol.CodeLensOptions{} }
	return onFile(protocol.MethodTextDocumentCodeLens, offer, codeLenses)
}

func codeLenses(f *file, _ *protocol.CodeLensParams) (any, error) {
	lenses := []protocol.CodeLens{}
	for _, l := range query.Lenses(f.Snapshot, f.name, f.facts) {
		at := f.rangeOf(l.Range)
		lens := protocol.CodeLens{Range: at, Command: protocol.Command{Title: l.Title}}
		if len(l.Uses) > 0 && slices.Contains(f.ask.server.client.commands, showReferences) {
			places := []protocol.Location{}
			for _, use := range l.Uses {
				places = append(places, f.location(use))
			}
			arguments, err := marshaled(f.uri(f.name), at.Start, places)
			if err != nil {
				return nil, err
			}
			lens.Command.Command, lens.Command.Arguments = showReferences, arguments
		}
		lenses = append(lenses, lens)
	}
	return lenses, nil
}

func marshaled(values ...any) ([]protocol.LSPAny, error) {
	var all []protocol.LSPAny
	for _, v := range values {
		raw, err := protocol.Marshal(v)
		if err != nil {
			return nil, err
		}
		all = append(all, raw)
	}
	return all, nil
}
