package server

import (
	"context"
	"path/filepath"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/agentboxc/agentboxc/lang/query"
)

// feature is a request that the server answers.
type feature struct {
	method string
	answer func(*ask) (any, error)
	// offer says in the server's capabilities that it is there; nil says nothing.
	offer offer
}

// offer may look at what the client can do.
type offer func(c *protocol.ServerCapabilities, k *client)

// ask is a request with the documents as they were in its place in the order.
type ask struct {
	server *server
	ctx    context.Context // done when nobody waits for the answer any more
	at     *state
	params protocol.LSPAny

	progress *progress
}

// onFile makes a feature of a function about one document, which params name as
// textDocument. The document need not be open.
func onFile[P any](method string, offer offer, do func(*file, *P) (any, error)) feature {
	return feature{method, func(a *ask) (any, error) {
		var named struct {
			TextDocument struct {
				URI uri.URI `json:"uri"`
			} `json:"textDocument"`
		}
		if err := decode(a.params, &named); err != nil {
			return nil, err
		}
		var p P
		if err := decode(a.params, &p); err != nil {
			return nil, err
		}
		f, err := a.file(named.TextDocument.URI)
		if err != nil {
			return nil, err
		}
		return do(f, &p)
	}, offer}
}

// onAll makes a feature of a function about everything.
func onAll[P any](method string, offer offer, do func(*ask, *P) (any, error)) feature {
	return feature{method, func(a *ask) (any, error) {
		var p P
		if err := decode(a.params, &p); err != nil {
			return nil, err
		}
		return do(a, &p)
	}, offer}
}

// file is a document with the unit that it is in, at the moment of a request.
type file struct {
	*analysis
	*query.Snapshot
	ask  *ask
	name string // in the tree, as the compiler calls it
	text *text
}

func (a *ask) file(u uri.URI) (*file, error) {
	path, home := a.server.world.find(u)
	if home == nil {
		return nil, failuref(invalidParams, "%q is not the URI of a file that can be there", u)
	}
	name, err := filepath.Rel(home.tree.place.Path, path)
	if err != nil {
		return nil, failuref(invalidParams, "%q: %v", u, err)
	}
	found := a.server.world.analysis(home, a.at)
	name = filepath.ToSlash(name)
	return &file{found, found.snap, a, name, found.text(name)}, nil
}

// offset is where a position in the file is.
func (f *file) offset(p protocol.Position) int { return f.text.offset(p) }
