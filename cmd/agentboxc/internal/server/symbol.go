package server

import (
	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/query"
)

func outlineFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) { c.DocumentSymbolProvider = protocol.Boolean(true) }
	return onFile(protocol.MethodTextDocumentDocumentSymbol, offer, func(f *file, _ *protocol.DocumentSymbolParams) (any, error) {
		items := f.Outline(f.name)
		if c := f.ask.server.client.Capabilities.TextDocument; c != nil && c.DocumentSymbol != nil && isSet(c.DocumentSymbol.HierarchicalDocumentSymbolSupport) {
			return f.outline(items), nil
		}
		return f.flatOutline(items, "", []protocol.SymbolInformation{}), nil
	})
}

func (f *file) outline(items []query.Outline) []protocol.DocumentSymbol {
	symbols := make([]protocol.DocumentSymbol, len(items))
	for i, item := range items {
		symbols[i] = protocol.DocumentSymbol{
			Name: valid(item.Name), Kind: symbolKind(item.Block), Range: f.rangeOf(item.Range), SelectionRange: f.rangeOf(item.Selected),
			Children: f.outline(item.Inside),
		}
		if item.Detail != "" {
			symbols[i].Detail = &item.Detail
		}
	}
	return symbols
}

// flatOutline is for clients that know no hierarchy.
func (f *file) flatOutline(items []query.Outline, in string, symbols []protocol.SymbolInformation) []protocol.SymbolInformation {
	for _, item := range items {
		s := protocol.SymbolInformation{Location: f.location(item.Range)}
		s.Name, s.Kind = valid(item.Name), symbolKind(item.Block)
		if in != "" {
			s.ContainerName = &in
		}
		symbols = f.flatOutline(item.Inside, s.Name, append(symbols, s))
	}
	return symbols
}

// symbolKind is the picture beside what a block declares. An attribute is no block.
func symbolKind(blockType string) protocol.SymbolKind {
	switch blockType {
	case "":
		return protocol.SymbolKindProperty
	case "variable":
		return protocol.SymbolKindVariable
	case "locals", "variables":
		return protocol.SymbolKindNamespace
	case "local":
		return protocol.SymbolKindConstant
	case "function", "run":
		return protocol.SymbolKindFunction
	case "layer":
		return protocol.SymbolKindStruct
	case "variant":
		return protocol.SymbolKindClass
	case "package":
		return protocol.SymbolKindPackage
	case "module", "input", "pkgset":
		return protocol.SymbolKindModule
	case "group":
		return protocol.SymbolKindArray
	case "file", "directory", "symlink":
		return protocol.SymbolKindFile
	}
	return protocol.SymbolKindObject
}

// maxSymbols is how many declarations of all units are listed: a person who looks for
// one types another letter.
const maxSymbols = 200

func searchFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) { c.WorkspaceSymbolProvider = protocol.Boolean(true) }
	return onAll(protocol.MethodWorkspaceSymbol, offer, search)
}

func search(a *ask, p *protocol.WorkspaceSymbolParams) (any, error) {
	symbols := []protocol.SymbolInformation{}
	for _, t := range a.server.world.openTrees(a.at) {
		units := a.units(t)
		for _, e := range units.Search(p.Query, maxSymbols-len(symbols)) {
			s := protocol.SymbolInformation{Location: a.locationIn(t, e.Symbol.Unit, e.Name)}
			s.Name, s.Kind = e.Symbol.Key, symbolKind(e.Block)
			if e.Symbol.Kind == query.Local {
				s.Kind = symbolKind("local")
			}
			s.ContainerName = &e.Symbol.Unit
			symbols = append(symbols, s)
		}
	}
	return symbols, nil
}

// locationIn is a range in a file of a unit.
func (a *ask) locationIn(t *tree, dir string, r diag.Range) protocol.Location {
	w := a.server.world
	return w.analysis(w.unitAt(t, dir), a.at).location(r)
}
