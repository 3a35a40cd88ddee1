package server

import (
	"slices"

	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/query"
)

func codeActionFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) {
		kinds := []protocol.CodeActionKind{}
		for _, k := range query.ActionKinds() {
			kinds = append(kinds, protocol.CodeActionKind(k))
		}
		c.CodeActionProvider = &protocol.CodeActionOptions{CodeActionKinds: kinds}
	}
	return onFile(protocol.MethodTextDocumentCodeAction, offer, codeActions)
}

// codeActions come with their edits: all of them are quick to find, so that there is
// nothing to resolve.
func codeActions(f *file, p *protocol.CodeActionParams) (any, error) {
	start, end := f.text.bounds(p.Range)
	k := &f.ask.server.client
	actions := []protocol.CodeAction{}
	for _, a := range f.actionsFor(p.Context.Only, start, end) {
		kind := protocol.CodeActionKind(a.Kind)
		action := protocol.CodeAction{Title: valid(a.Title), Kind: &kind, Edit: f.workspaceEdit(a.Edits, k)}
		if a.Preferred {
			action.IsPreferred = &a.Preferred
		}
		for _, d := range a.Solves {
			action.Diagnostics = append(action.Diagnostics, f.diagnostic(d, k))
		}
		actions = append(actions, action)
	}
	return actions, nil
}

// shown are the diagnostics of the file.
func (f *file) shown() diag.List {
	var all diag.List
	for _, list := range f.found {
		for _, d := range list {
			if f.fileOf(d) == f.name {
				all = append(all, d)
			}
		}
	}
	return all
}

// actionsFor are the actions of the kinds that a client asks for. What is done to a
// file as a whole is only for those who ask for it.
func (f *file) actionsFor(only []protocol.CodeActionKind, start, end int) []query.Action {
	wanted := func(kind query.ActionKind) bool {
		return slices.ContainsFunc(only, func(o protocol.CodeActionKind) bool { return kind.Holds(string(o)) })
	}
	if len(only) == 0 {
		return query.Actions(f.Snapshot, f.name, start, end, f.shown(), f.facts)
	}
	var actions []query.Action
	if wanted(query.FixAll) || wanted(query.Organize) {
		actions = query.FileActions(f.Snapshot, f.name, f.shown())
	}
	if slices.ContainsFunc([]query.ActionKind{query.QuickFix, query.Extract, query.Inline, query.Rewrite}, wanted) {
		actions = append(actions, query.Actions(f.Snapshot, f.name, start, end, f.shown(), f.facts)...)
	}
	return slices.DeleteFunc(actions, func(a query.Action) bool { return !wanted(a.Kind) })
}
