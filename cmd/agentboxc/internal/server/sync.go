package server

import (
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

func (s *server) didOpen(p *protocol.DidOpenTextDocumentParams) {
	d := p.TextDocument
	s.world.put(d.URI, d.Version, []byte(d.Text))
	s.push.soon()
}

func (s *server) didChange(p *protocol.DidChangeTextDocumentParams) {
	if !s.world.edit(p) {
		s.log(protocol.MessageTypeWarning, "a change of a document that is not open: "+string(p.TextDocument.URI))
		return
	}
	s.push.soon()
}

// didSave looks at the disk again: an editor may have written more than one file.
func (s *server) didSave(p *protocol.DidSaveTextDocumentParams) {
	if p.Text != nil {
		s.world.replace(p.TextDocument.URI, *p.Text)
	}
	s.world.saved(p.TextDocument.URI)
	s.push.soon()
}

func (s *server) didClose(p *protocol.DidCloseTextDocumentParams) {
	s.world.remove(p.TextDocument.URI)
	s.push.soon()
}

// put opens a document, or replaces one that is open.
func (w *world) put(u uri.URI, version int32, data []byte) {
	path, dir := place(u)
	w.mu.Lock()
	defer w.mu.Unlock()
	before := w.now.docs[path]
	home := w.unit(path, dir)
	if home == nil {
		return
	}
	w.change(path, &document{uri: u, path: path, version: version, bytes: data, home: home, inUTF8: w.inUTF8})
	w.lookAway()
	if before == nil {
		w.open[home]++
	} else {
		delete(w.paths, before.uri)
	}
	w.paths[u] = path
	w.soon(home)
	w.touch(path, before == nil)
}

// edit reports whether the document is open.
func (w *world) edit(p *protocol.DidChangeTextDocumentParams) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.document(p.TextDocument.URI)
	if d == nil {
		return false
	}
	w.change(d.path, d.edited(p.TextDocument.Version, p.ContentChanges))
	w.soon(d.home)
	w.touch(d.path, false)
	return true
}

// replace is for an editor that sends the text again when it saves.
func (w *world) replace(u uri.URI, text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.document(u)
	if d == nil || string(d.bytes) == text {
		return
	}
	w.change(d.path, d.with(d.version, []byte(text)))
	w.touch(d.path, false)
}

func (w *world) saved(u uri.URI) {
	path, _ := place(u)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pass()
	if d := w.now.docs[path]; d != nil {
		w.renew(d.home)
	}
	w.touch(path, true)
}

func (w *world) remove(u uri.URI) {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.document(u)
	if d == nil {
		return
	}
	delete(w.paths, d.uri)
	w.lookAway()
	w.change(d.path, nil)
	w.soon(d.home)
	w.touch(d.path, true)
	if w.open[d.home]--; w.open[d.home] == 0 {
		delete(w.open, d.home)
	}
}
