package server

import (
	slashpath "path"
	"path/filepath"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/agentboxc/agentboxc/lang/query"
)

func prepareRenameFeature() feature {
	return onFile(protocol.MethodTextDocumentPrepareRename, nil, prepareRename)
}

func prepareRename(f *file, p *protocol.PrepareRenameParams) (any, error) {
	o, err := f.tree().CanRename(f.Snapshot, f.name, f.offset(p.Position))
	if err != nil {
		return nil, err
	}
	return &protocol.PrepareRenamePlaceholder{Range: f.rangeOf(o.Name), Placeholder: o.Symbol.Name}, nil
}

func renameFeature() feature {
	offer := func(c *protocol.ServerCapabilities, k *client) {
		prepare := false
		if t := k.Capabilities.TextDocument; t != nil && t.Rename != nil {
			prepare = isSet(t.Rename.PrepareSupport)
		}
		if !prepare {
			c.RenameProvider = protocol.Boolean(true) // options are for clients that prepare
			return
		}
		c.RenameProvider = &protocol.RenameOptions{PrepareProvider: &prepare}
	}
	return onFile(protocol.MethodTextDocumentRename, offer, rename)
}

func rename(f *file, p *protocol.RenameParams) (any, error) {
	edits, err := f.tree().Rename(f.Snapshot, f.name, f.offset(p.Position), p.NewName)
	if err != nil {
		return nil, err
	}
	return f.workspaceEdit(edits, &f.ask.server.client), nil
}

func moveFeature() feature {
	offer := func(c *protocol.ServerCapabilities, _ *client) {
		scheme := fileScheme
		c.Workspace.FileOperations = &protocol.FileOperationOptions{WillRename: protocol.FileOperationRegistrationOptions{
			Filters: []protocol.FileOperationFilter{{Scheme: &scheme, Pattern: protocol.FileOperationPattern{Glob: "**"}}},
		}}
	}
	return onAll(protocol.MethodWorkspaceWillRenameFiles, offer, move)
}

// move has the paths in units follow the files and directories that are renamed. All
// that are renamed at once are in one tree, or else nothing leads from one to another.
func move(a *ask, p *protocol.RenameFilesParams) (any, error) {
	var in *file
	var moves []query.Move
	for _, r := range p.Files {
		from, err := a.file(uri.URI(r.OldURI))
		if err != nil {
			continue // no unit can name it
		}
		to, ok := pathOf(uri.URI(r.NewURI))
		if !ok || in != nil && in.unit.tree != from.unit.tree {
			continue
		}
		rel, err := filepath.Rel(from.unit.tree.place.Path, filepath.Join(realDir(filepath.Dir(to)), filepath.Base(to)))
		if err != nil || !filepath.IsLocal(rel) {
			continue
		}
		in = from
		moves = append(moves, query.Move{From: slashpath.Clean(from.name), To: filepath.ToSlash(rel)})
	}
	if in == nil {
		return nil, nil
	}
	return in.workspaceEdit(in.tree().Moved(moves), &a.server.client), nil
}
