package server

import (
	"fmt"
	"sync"

	"go.lsp.dev/protocol"
)

// progressAfter is how many units a request has to look at before the user is told how
// far it is, and how often.
const progressAfter = 100

// progress tells how a request goes on that looks at many units. The first ones are not
// worth a word.
type progress struct {
	server *server
	token  protocol.ProgressToken // nil where the client shows nothing

	mu    sync.Mutex
	count int
}

// newProgress uses the token of the request, if there is one.
func newProgress(s *server, params protocol.LSPAny) *progress {
	var given protocol.WorkDoneProgressParams
	if decode(params, &given) != nil {
		given.WorkDoneToken = nil
	}
	return &progress{server: s, token: given.WorkDoneToken}
}

// step counts a unit of all that there are.
func (p *progress) step(all func() []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.count++; p.count%progressAfter != 0 {
		return
	}
	if p.count == progressAfter {
		p.begin()
	}
	of := len(all())
	message := fmt.Sprintf("%d of %d units", p.count, of)
	percentage := uint32(min(100, 100*p.count/max(of, 1)))
	p.say(&protocol.WorkDoneProgressReport{Kind: "report", Message: &message, Percentage: &percentage})
}

// begin asks the client for a token where the request has none.
func (p *progress) begin() {
	if p.token == nil && p.server.client.progress {
		token := protocol.String(fmt.Sprintf("agentboxc/%d", p.server.tokens.Add(1)))
		p.server.conn.ask(protocol.MethodWindowWorkDoneProgressCreate, &protocol.WorkDoneProgressCreateParams{Token: token}, nil)
		p.token = token
	}
	none := uint32(0)
	p.say(&protocol.WorkDoneProgressBegin{Kind: "begin", Title: "Reading the units of the workspace", Percentage: &none})
}

// end is the last word, if there was a first.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.count >= progressAfter {
		p.count = 0
		p.say(&protocol.WorkDoneProgressEnd{Kind: "end"})
	}
}

func (p *progress) say(value any) {
	raw, err := protocol.Marshal(value)
	if err != nil || p.token == nil {
		return
	}
	p.server.conn.notify(protocol.MethodProgress, &protocol.ProgressParams{Token: p.token, Value: raw})
}
