package server

import (
	"maps"
	"path/filepath"

	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/lang/source"
)

// watched are the files that units consist of. What else they read is looked at again
// when a document is saved.
var watched = []string{
	"**/" + source.MainFile, "**/*" + source.Suffix, "**/*" + source.TestSuffix,
	"**/" + source.MainFile + source.JSON, "**/*" + source.Suffix + source.JSON,
	"**/*" + valuesSuffix, "**/*" + valuesSuffix + source.JSON,
	"**/" + source.WorkspaceFile, "**/flake.lock", "**/agentbox.lock.json",
}

// watchFiles asks the client to tell of files that others change.
func (s *server) watchFiles() {
	var options protocol.DidChangeWatchedFilesRegistrationOptions
	for _, pattern := range watched {
		options.Watchers = append(options.Watchers, protocol.FileSystemWatcher{GlobPattern: protocol.Pattern(pattern)})
	}
	raw, err := protocol.Marshal(&options)
	if err != nil {
		return
	}
	s.conn.ask(protocol.MethodClientRegisterCapability, &protocol.RegistrationParams{Registrations: []protocol.Registration{{
		ID: "files", Method: protocol.MethodWorkspaceDidChangeWatchedFiles, RegisterOptions: raw,
	}}}, nil)
}

func (s *server) didChangeWatchedFiles(p *protocol.DidChangeWatchedFilesParams) {
	for _, e := range p.Changes {
		if path, _ := place(e.URI); filepath.IsAbs(path) {
			s.world.changed(path, e.Type)
		}
	}
	s.push.soon()
	if s.client.pull && s.client.refresh {
		s.conn.ask(protocol.MethodWorkspaceDiagnosticRefresh, nil, nil)
	}
}

// changed is told of a file on disk. A directory that is gone takes all in it along.
func (w *world) changed(path string, how protocol.FileChangeType) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pass()
	if filepath.Base(path) == source.WorkspaceFile && how != protocol.FileChangeTypeChanged {
		w.replant()
	}
	w.touch(path, how != protocol.FileChangeTypeChanged)
	if how == protocol.FileChangeTypeDeleted {
		w.touchBelow(path)
	}
}

// replant finds the trees of all documents anew: where a workspace begins has changed.
func (w *world) replant() {
	for _, t := range w.trees {
		w.former = append(w.former, t)
	}
	clear(w.trees)
	clear(w.units)
	clear(w.readers)
	clear(w.begun)
	clear(w.open)
	w.recent, w.kept = nil, 0
	w.now = &state{version: w.now.version + 1, docs: maps.Clone(w.now.docs)}
	w.lent = false
	for path, d := range w.now.docs {
		w.soon(d.home) // withdraws what was said of it
		_, dir := place(d.uri)
		home := w.unit(path, dir)
		if home == nil {
			delete(w.now.docs, path)
			continue
		}
		next := d.with(d.version, d.bytes)
		next.home = home
		w.now.docs[path] = next
		w.open[home]++
		w.soon(home)
	}
}
