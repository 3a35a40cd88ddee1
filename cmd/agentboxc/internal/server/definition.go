package server

import (
	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/lang/query"
)

func definitionFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) { c.DefinitionProvider = protocol.Boolean(true) }
	return onFile(protocol.MethodTextDocumentDefinition, offer, func(f *file, p *protocol.DefinitionParams) (any, error) {
		links := f.Definition(f.name, f.offset(p.Position))
		if c := f.ask.server.client.Capabilities.TextDocument; c != nil && c.Definition != nil && isSet(c.Definition.LinkSupport) {
			return f.locationLinks(links), nil
		}
		return f.locations(links), nil
	})
}

// declarationFeature is the same: what is declared is defined there.
func declarationFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) { c.DeclarationProvider = protocol.Boolean(true) }
	return onFile(protocol.MethodTextDocumentDeclaration, offer, func(f *file, p *protocol.DeclarationParams) (any, error) {
		return f.locations(f.Definition(f.name, f.offset(p.Position))), nil
	})
}

// implementationFeature finds the variants that extend one.
func implementationFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) { c.ImplementationProvider = protocol.Boolean(true) }
	return onFile(protocol.MethodTextDocumentImplementation, offer, func(f *file, p *protocol.ImplementationParams) (any, error) {
		found := []protocol.Location{}
		if item, ok := f.ItemAt(f.name, f.offset(p.Position), query.Variant); ok {
			for _, i := range f.tree().Extending(item.Symbol) {
				found = append(found, f.location(i.Name))
			}
		}
		return found, nil
	})
}

func isSet(flag *bool) bool { return flag != nil && *flag }

func (f *file) locations(links []query.Link) []protocol.Location {
	places := make([]protocol.Location, len(links))
	for i, l := range links {
		places[i] = f.location(l.Name)
	}
	return places
}

func (f *file) locationLinks(links []query.Link) []protocol.LocationLink {
	places := make([]protocol.LocationLink, len(links))
	for i, l := range links {
		from := f.rangeOf(l.From)
		places[i] = protocol.LocationLink{
			OriginSelectionRange: &from, TargetURI: f.uri(l.Name.File), TargetRange: f.rangeOf(l.To), TargetSelectionRange: f.rangeOf(l.Name),
		}
	}
	return places
}
