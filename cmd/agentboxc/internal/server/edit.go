package server

import (
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// textEdits are edits of one file.
func (a *analysis) textEdits(edits []diag.Edit) []protocol.TextEdit {
	all := make([]protocol.TextEdit, len(edits))
	for i, e := range edits {
		all[i] = protocol.TextEdit{Range: a.rangeOf(e.Range), NewText: valid(e.NewText)}
	}
	return all
}

// workspaceEdit is edits of any files. Those of open documents are for the version
// that they were made for, if the client can be told.
func (a *analysis) workspaceEdit(edits []diag.Edit, k *client) *protocol.WorkspaceEdit {
	byFile := map[string][]diag.Edit{}
	var order []string
	for _, e := range edits {
		if byFile[e.Range.File] == nil {
			order = append(order, e.Range.File)
		}
		byFile[e.Range.File] = append(byFile[e.Range.File], e)
	}
	out := &protocol.WorkspaceEdit{}
	for _, name := range order {
		if !k.versionedEdits() {
			if out.Changes == nil {
				out.Changes = map[uri.URI][]protocol.TextEdit{}
			}
			out.Changes[a.uri(name)] = a.textEdits(byFile[name])
			continue
		}
		change := &protocol.TextDocumentEdit{}
		change.TextDocument.URI = a.uri(name)
		if d := a.document(name); d != nil {
			change.TextDocument.Version = &d.version
		}
		for _, e := range a.textEdits(byFile[name]) {
			change.Edits = append(change.Edits, &e)
		}
		out.DocumentChanges = append(out.DocumentChanges, change)
	}
	return out
}

// versionedEdits reports whether the client takes edits of a version.
func (k *client) versionedEdits() bool {
	e := k.Capabilities.Workspace
	return e != nil && e.WorkspaceEdit != nil && e.WorkspaceEdit.DocumentChanges != nil && *e.WorkspaceEdit.DocumentChanges
}
