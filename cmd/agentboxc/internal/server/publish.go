package server

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
)

// The time that diagnostics wait for the next change, and how much longer at most when
// changes do not end.
const (
	quietFor  = 30 * time.Millisecond
	quietMost = 5
)

// publisher tells the client of diagnostics, some time after documents have changed.
// It works in the background, on one unit after the other, the one that changed last
// first.
type publisher struct {
	server *server
	delay  time.Duration
	wake   chan struct{}
	done   sync.WaitGroup

	mu           sync.Mutex
	ended        bool
	quiet, limit *time.Timer

	// Of the background alone.
	files map[string]map[*unit]part // what units say of a file, by its path
	sent  map[string]report         // what the client has, by path
	said  map[*unit][]string        // the files that a unit says something of
}

// report is what the client was told of a file.
type report struct {
	uri     uri.URI
	version *int32
	digest  string
	count   int
}

func (r report) equal(o report) bool {
	sameVersion := r.version == o.version || r.version != nil && o.version != nil && *r.version == *o.version
	return sameVersion && r.uri == o.uri && r.digest == o.digest
}

func newPublisher(s *server) *publisher {
	p := &publisher{
		server: s, delay: s.options.Delay, wake: make(chan struct{}, 1),
		files: map[string]map[*unit]part{}, sent: map[string]report{}, said: map[*unit][]string{},
	}
	if p.delay == 0 {
		p.delay = quietFor
	}
	p.done.Go(p.work)
	return p
}

// soon publishes when nothing has changed for a while, and at the latest after some
// times that.
func (p *publisher) soon() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended || p.server.client.pull {
		return
	}
	if p.quiet != nil {
		p.quiet.Reset(p.delay)
		return
	}
	p.quiet = host.Later(p.delay, p.fire)
	p.limit = host.Later(quietMost*p.delay, p.fire)
}

func (p *publisher) fire() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended || p.quiet == nil {
		return
	}
	p.quiet.Stop()
	p.limit.Stop()
	p.quiet = nil
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

func (p *publisher) stop() {
	p.mu.Lock()
	p.ended = true
	close(p.wake)
	p.mu.Unlock()
	p.done.Wait()
}

func (p *publisher) work() {
	for range p.wake {
		for p.one() {
		}
	}
}

// one deals with one unit, and reports whether there was one.
func (p *publisher) one() bool {
	u, open, at := p.server.world.next()
	if u == nil {
		return false
	}
	defer func() {
		if cause := recover(); cause != nil {
			p.server.tell(faultOf(cause))
		}
	}()
	if !open {
		p.replace(u, nil)
		return true
	}
	p.replace(u, p.server.parts(p.server.world.analysis(u, at)))
	return true
}

// replace publishes what a unit says now in the place of what it said before.
func (p *publisher) replace(u *unit, parts map[string]part) {
	var paths []string
	for _, path := range p.said[u] {
		delete(p.files[path], u)
		paths = append(paths, path)
	}
	delete(p.said, u)
	for path, now := range parts {
		if p.files[path] == nil {
			p.files[path] = map[*unit]part{}
		}
		p.files[path][u] = now
		p.said[u] = append(p.said[u], path)
		paths = append(paths, path)
	}
	slices.Sort(paths)
	for _, path := range slices.Compact(paths) {
		p.publish(path)
	}
}

// publish tells all that is said of a file, unless the client has it already.
func (p *publisher) publish(path string) {
	units := slices.SortedFunc(maps.Keys(p.files[path]), func(a, b *unit) int { return strings.Compare(a.key, b.key) })
	if len(units) == 0 {
		p.withdraw(path)
		return
	}
	var now report
	var all []protocol.Diagnostic
	for _, u := range units {
		said := p.files[path][u]
		now.uri = said.uri
		if said.version != nil && (now.version == nil || *said.version > *now.version) {
			now.version = said.version
		}
		all = join(all, said.items)
	}
	p.send(path, now, all)
}

// join adds what is new: what several units say of a file that they have in common is
// said once, as `validate` does.
func join(all, more []protocol.Diagnostic) []protocol.Diagnostic {
	before := len(all)
	for _, d := range more {
		if !slices.ContainsFunc(all[:before], func(o protocol.Diagnostic) bool {
			return o.Code == d.Code && o.Range == d.Range && o.Message == d.Message
		}) {
			all = append(all, d)
		}
	}
	return all
}

// withdraw publishes that nothing is said of a file any more.
func (p *publisher) withdraw(path string) {
	delete(p.files, path)
	if had, ok := p.sent[path]; ok {
		if had.count > 0 {
			p.send(path, report{uri: had.uri}, nil)
		}
		delete(p.sent, path)
	}
}

func (p *publisher) send(path string, now report, all []protocol.Diagnostic) {
	if all == nil {
		all = []protocol.Diagnostic{}
	}
	now.digest, now.count = digest(all), len(all)
	if had, ok := p.sent[path]; ok && had.equal(now) {
		return
	} else if !ok && now.version == nil && now.count == 0 {
		return
	}
	p.sent[path] = now
	params := &protocol.PublishDiagnosticsParams{URI: now.uri, Diagnostics: all}
	if now.version != nil {
		params.Version = protocol.NewOptional(*now.version)
	}
	p.server.conn.notify(protocol.MethodTextDocumentPublishDiagnostics, params)
}
