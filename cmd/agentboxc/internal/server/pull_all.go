package server

import (
	"maps"
	"slices"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

func workspaceDiagnosticFeature() feature {
	return onAll(protocol.MethodWorkspaceDiagnostic, nil, pullAll)
}

// pullAll answers with the diagnostics of all units, apart from those that the client
// has. Clients ask again and again, so what is said of a unit is kept.
func pullAll(a *ask, p *protocol.WorkspaceDiagnosticParams) (any, error) {
	all := map[uri.URI]part{}
	for _, t := range a.server.world.openTrees(a.at) {
		dirs := a.server.world.unitsOf(t, a.at)
		for _, dir := range dirs {
			if a.ctx.Err() != nil {
				return nil, failuref(requestCancelled, "the request was cancelled")
			}
			a.progress.step(func() []string { return dirs })
			a.addSaid(all, a.server.world.unitAt(t, dir))
		}
	}
	has := map[uri.URI]string{}
	for _, previous := range p.PreviousResultIds {
		has[previous.URI] = previous.Value
		if _, known := all[previous.URI]; !known {
			all[previous.URI] = part{uri: previous.URI, items: []protocol.Diagnostic{}}
		}
	}
	report := &protocol.WorkspaceDiagnosticReport{Items: []protocol.WorkspaceDocumentDiagnosticReport{}}
	for _, u := range slices.Sorted(maps.Keys(all)) {
		report.Items = append(report.Items, all[u].report(has[u]))
	}
	return report, nil
}

// addSaid adds what is said of a unit. Files are told apart by the names that the
// client has for them.
func (a *ask) addSaid(all map[uri.URI]part, u *unit) {
	if u == nil {
		return
	}
	for _, said := range a.server.said(u, a.at) {
		before, known := all[said.uri]
		if known {
			said.items = join(before.items, said.items)
		}
		all[said.uri] = said
	}
}

// said is what a unit says of files, as it was found before if nothing has changed.
func (s *server) said(u *unit, at *state) []part {
	w := s.world
	w.mu.Lock()
	known := u.said
	w.mu.Unlock()
	if known != nil && known.since <= at.version {
		return known.parts
	}
	a := w.analysis(u, at)
	parts := s.parts(a)
	var list []part
	for _, path := range slices.Sorted(maps.Keys(parts)) {
		list = append(list, parts[path])
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if u.kept == a { // nothing has changed meanwhile
		u.said = &said{a.at.version, list}
	}
	return list
}

// said is what a unit says from a version of the state on.
type said struct {
	since int
	parts []part
}

// report is unchanged for a client that has the same result.
func (p part) report(has string) protocol.WorkspaceDocumentDiagnosticReport {
	id := digest(p.items)
	if id == has {
		return &protocol.WorkspaceUnchangedDocumentDiagnosticReport{
			UnchangedDocumentDiagnosticReport: protocol.UnchangedDocumentDiagnosticReport{Kind: "unchanged", ResultID: id},
			URI:                               p.uri, Version: p.version,
		}
	}
	return &protocol.WorkspaceFullDocumentDiagnosticReport{
		FullDocumentDiagnosticReport: protocol.FullDocumentDiagnosticReport{Kind: "full", ResultID: &id, Items: p.items},
		URI:                          p.uri, Version: p.version,
	}
}
