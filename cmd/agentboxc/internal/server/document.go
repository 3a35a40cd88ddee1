package server

import (
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// document is a file that an editor has open, at one version. It does not change.
type document struct {
	uri     uri.URI // as the editor writes it
	path    string  // absolute, in a directory without symbolic links
	version int32
	bytes   []byte
	home    *unit

	inUTF8 bool
	once   sync.Once
	index  *text
}

func (d *document) text() *text {
	d.once.Do(func() { d.index = newText(d.bytes, d.inUTF8, false) })
	return d.index
}

// with is the document at another version.
func (d *document) with(version int32, data []byte) *document {
	return &document{uri: d.uri, path: d.path, version: version, bytes: data, home: d.home, inUTF8: d.inUTF8}
}

// edited is the document after changes, each of which starts from what the one before
// it left.
func (d *document) edited(version int32, changes []protocol.TextDocumentContentChangeEvent) *document {
	now := d.with(version, d.bytes)
	for i, change := range changes {
		switch c := change.(type) {
		case *protocol.TextDocumentContentChangeWholeDocument:
			now = d.with(version, []byte(c.Text))
		case *protocol.TextDocumentContentChangePartial:
			before := now
			if i == 0 {
				before = d // which may know its lines already
			}
			now = d.with(version, before.text().replaced(c.Range, c.Text))
		}
	}
	return now
}

// state is what the editor holds at one moment. It does not change once somebody
// has it.
type state struct {
	version int                  // counts changes
	docs    map[string]*document // by path
}
