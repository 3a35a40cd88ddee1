package server

import (
	"time"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
)

// parentEvery is how often the server looks for the editor that started it.
const parentEvery = 5 * time.Second

// notifications are what a client may tell, besides exit and cancellations.
var notifications = map[string]func(*server, protocol.LSPAny) error{
	protocol.MethodInitialized:                        told((*server).initialized),
	protocol.MethodTextDocumentDidOpen:                told((*server).didOpen),
	protocol.MethodTextDocumentDidChange:              told((*server).didChange),
	protocol.MethodTextDocumentDidSave:                told((*server).didSave),
	protocol.MethodTextDocumentDidClose:               told((*server).didClose),
	protocol.MethodWorkspaceDidChangeWatchedFiles:     told((*server).didChangeWatchedFiles),
	protocol.MethodWorkspaceDidChangeWorkspaceFolders: told((*server).didChangeWorkspaceFolders),
}

// told decodes what is told.
func told[P any](do func(*server, *P)) func(*server, protocol.LSPAny) error {
	return func(s *server, params protocol.LSPAny) error {
		var p P
		if err := decode(params, &p); err != nil {
			return err
		}
		do(s, &p)
		return nil
	}
}

func (s *server) initialize(params protocol.LSPAny) (any, error) {
	if s.phase != unborn {
		return nil, failuref(invalidRequest, "the server is initialized already")
	}
	s.client = readClient(params)
	s.phase = alive
	s.world.inUTF8 = s.client.inUTF8
	s.world.setFolders(s.client.folders)
	s.watchParent(s.client.process)
	result := &protocol.InitializeResult{Capabilities: s.capabilities()}
	result.ServerInfo = protocol.ServerInfo{Name: "agentboxc", Version: protocol.NewOptional(s.options.Version)}
	return result, nil
}

// capabilities are those of the server itself and of its features.
func (s *server) capabilities() protocol.ServerCapabilities {
	yes, incremental := true, protocol.TextDocumentSyncKindIncremental
	c := protocol.ServerCapabilities{
		PositionEncoding: protocol.PositionEncodingKindUTF16,
		TextDocumentSync: &protocol.TextDocumentSyncOptions{
			OpenClose: &yes, Change: &incremental, Save: protocol.Boolean(true),
		},
		Workspace: &protocol.WorkspaceOptions{WorkspaceFolders: &protocol.WorkspaceFoldersServerCapabilities{
			Supported: &yes, ChangeNotifications: protocol.Boolean(true),
		}},
	}
	if s.client.inUTF8 {
		c.PositionEncoding = protocol.PositionEncodingKindUTF8
	}
	for _, f := range features() {
		if f.offer != nil {
			f.offer(&c, &s.client)
		}
	}
	return c
}

func (s *server) initialized(*protocol.InitializedParams) {
	if s.client.watches {
		s.watchFiles()
	}
}

// watchParent ends the server when the editor that started it is gone. One that is not
// there at the start is in a place that cannot be seen from here.
func (s *server) watchParent(process int) {
	if process <= 0 || !host.IsAlive(process) {
		return
	}
	var look func()
	look = func() {
		if !host.IsAlive(process) {
			s.stop()
			return
		}
		host.Later(parentEvery, look)
	}
	host.Later(parentEvery, look)
}

func (s *server) didChangeWorkspaceFolders(p *protocol.DidChangeWorkspaceFoldersParams) {
	s.world.changeFolders(urisOf(p.Event.Added), urisOf(p.Event.Removed))
}

func urisOf(folders []protocol.WorkspaceFolder) []uri.URI {
	var all []uri.URI
	for _, f := range folders {
		all = append(all, f.URI)
	}
	return all
}
