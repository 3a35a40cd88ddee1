// Package server is the language server: the protocol, the documents of an editor and
// what the compiler makes of them. It compiles through the function that `validate`
// uses, over a file system that has the open documents in the place of their files, and
// asks lang/query what an editor wants to know. Positions of the protocol and URIs
// exist only here. It states no rule of the language.
//
// # How it works
//
// One goroutine reads frames (frame.go, conn.go), one takes what they say in its order
// (server.go). Notifications change the world (world.go, sync.go, watch.go) and nothing
// else: they store text and mark what depends on it as stale. A request is answered
// beside what comes next, for the documents as they are in its place in the order: a
// state, which does not change once somebody has it. What the compiler makes of a unit
// is an analysis (analysis.go), made when the first asks for it and kept as long as
// nothing that it looked at has changed (unit.go). Diagnostics wait for a moment without
// changes (publish.go).
//
// # How to add a feature
//
// A feature is a file with its handler and a line in features.go. formatting.go is an
// example. A handler is a function of a file, which is a document with the snapshot of
// its unit at the moment of the request, and of the decoded parameters:
//
//	func hoverFeature() feature {
//		offer := func(c *protocol.ServerCapabilities, _ *client) { c.HoverProvider = protocol.Boolean(true) }
//		return onFile(protocol.MethodTextDocumentHover, offer, hover)
//	}
//
//	func hover(f *file, p *protocol.HoverParams) (any, error) {
//		found := f.Hover(f.name, f.offset(p.Position)) // a question of lang/query
//		if found == nil {
//			return nil, nil // null
//		}
//		span := f.rangeOf(found.Range)
//		return &protocol.Hover{Contents: …, Range: &span}, nil
//	}
//
// f.name is the file as the compiler calls it, f.offset turns a position into an offset,
// f.rangeOf a range of the compiler into one of the protocol, f.location the same with its
// file, f.uri the name of a file into a URI, f.text(name) the text of any file of the
// unit. onAll is for requests that are about no document. An error that is no failure
// becomes RequestFailed; a panic becomes InternalError and is told once. Nothing has to be
// locked. editor_test.go has a client for tests.
package server
