package server

import (
	"encoding/json"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/agentboxc/agentboxc/lang/query"
)

// Variants are types: each is what it extends and something more.
func typeHierarchyFeatures() []feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) { c.TypeHierarchyProvider = protocol.Boolean(true) }
	return []feature{
		onFile(protocol.MethodTextDocumentPrepareTypeHierarchy, offer, func(f *file, p *protocol.TypeHierarchyPrepareParams) (any, error) {
			item, ok := f.ItemAt(f.name, f.offset(p.Position), query.Variant)
			if !ok {
				return nil, nil
			}
			return f.typeItems([]query.Item{item}), nil
		}),
		onAll(protocol.MethodTypeHierarchySupertypes, nil, func(a *ask, p *protocol.TypeHierarchySupertypesParams) (any, error) {
			return a.related(p.Item, (*query.Tree).Extended)
		}),
		onAll(protocol.MethodTypeHierarchySubtypes, nil, func(a *ask, p *protocol.TypeHierarchySubtypesParams) (any, error) {
			return a.related(p.Item, (*query.Tree).Extending)
		}),
	}
}

func (a *ask) related(item protocol.TypeHierarchyItem, find func(*query.Tree, query.Symbol) []query.Item) (any, error) {
	f, symbol, err := a.itemOf(item.URI, item.Data)
	if err != nil {
		return nil, err
	}
	return f.typeItems(find(f.tree(), symbol)), nil
}

// itemOf is what an item stands for that the client had from the server.
func (a *ask) itemOf(u uri.URI, data protocol.LSPAny) (*file, query.Symbol, error) {
	var symbol query.Symbol
	if err := json.Unmarshal(data, &symbol); err != nil {
		return nil, symbol, failuref(invalidParams, "the item is none of this server: %v", err)
	}
	f, err := a.file(u)
	return f, symbol, err
}

func (f *file) typeItems(items []query.Item) []protocol.TypeHierarchyItem {
	all := make([]protocol.TypeHierarchyItem, len(items))
	for i, item := range items {
		all[i] = protocol.TypeHierarchyItem(f.callItem(item))
	}
	return all
}

// callItem carries the symbol along, for what is asked of it next.
func (f *file) callItem(item query.Item) protocol.CallHierarchyItem {
	data, _ := json.Marshal(item.Symbol) // of strings
	kind := protocol.SymbolKindClass
	if item.Symbol.Kind != query.Variant {
		kind = protocol.SymbolKindFunction
	}
	return protocol.CallHierarchyItem{
		Name: item.Symbol.Name, Kind: kind, Detail: &item.Symbol.Unit, URI: f.uri(item.Name.File),
		Range: f.rangeOf(item.Whole), SelectionRange: f.rangeOf(item.Name), Data: data,
	}
}

func callHierarchyFeatures() []feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) { c.CallHierarchyProvider = protocol.Boolean(true) }
	return []feature{
		onFile(protocol.MethodTextDocumentPrepareCallHierarchy, offer, func(f *file, p *protocol.CallHierarchyPrepareParams) (any, error) {
			item, ok := f.ItemAt(f.name, f.offset(p.Position), query.Function)
			if !ok {
				return nil, nil
			}
			return []protocol.CallHierarchyItem{f.callItem(item)}, nil
		}),
		onAll(protocol.MethodCallHierarchyIncomingCalls, nil, func(a *ask, p *protocol.CallHierarchyIncomingCallsParams) (any, error) {
			f, symbol, err := a.itemOf(p.Item.URI, p.Item.Data)
			if err != nil {
				return nil, err
			}
			calls := []protocol.CallHierarchyIncomingCall{}
			for _, c := range f.tree().Callers(symbol) {
				calls = append(calls, protocol.CallHierarchyIncomingCall{From: f.callItem(c.Item), FromRanges: f.callRanges(c)})
			}
			return calls, nil
		}),
		onAll(protocol.MethodCallHierarchyOutgoingCalls, nil, func(a *ask, p *protocol.CallHierarchyOutgoingCallsParams) (any, error) {
			f, symbol, err := a.itemOf(p.Item.URI, p.Item.Data)
			if err != nil {
				return nil, err
			}
			calls := []protocol.CallHierarchyOutgoingCall{}
			for _, c := range f.tree().Calls(symbol) {
				calls = append(calls, protocol.CallHierarchyOutgoingCall{To: f.callItem(c.Item), FromRanges: f.callRanges(c)})
			}
			return calls, nil
		}),
	}
}

func (f *file) callRanges(c query.Call) []protocol.Range {
	ranges := make([]protocol.Range, len(c.Calls))
	for i, r := range c.Calls {
		ranges[i] = f.rangeOf(r)
	}
	return ranges
}
