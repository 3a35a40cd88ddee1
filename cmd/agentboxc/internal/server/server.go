package server

import (
	"context"
	"io"
	"io/fs"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"go.lsp.dev/protocol"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/lang"
)

// Options are what the server is given by the command.
type Options struct {
	Version string
	// Compile runs the front end over a unit of a tree, as `validate` does.
	Compile func(tree fs.FS, place *host.Place, memory *lang.Memory) *Compiled
	// Bug is told of panics that were caught.
	Bug func(cause any, stack []byte)
	// Delay is how long diagnostics wait for the next change; 0 is a time that suits
	// people who type.
	Delay time.Duration
}

// phase is how far the life of a server has come.
type phase uint8

const (
	unborn phase = iota // before initialize
	alive
	closing // after shutdown
)

// server is one session with one client.
type server struct {
	options  Options
	conn     *conn
	world    *world
	requests map[string]feature
	phase    phase
	client   client
	push     *publisher
	painted  paintings
	tokens   atomic.Int64 // for progress
	running  sync.WaitGroup
	turn     chan struct{} // as many as may work at the same time
	telling  sync.Mutex
	told     map[string]bool // faults that the user was told of
	stop     context.CancelFunc
}

// Serve speaks with a client until it says exit, goes away or ends its stream. clean
// is false when that came without a request to shut down.
func Serve(ctx context.Context, in io.Reader, out io.Writer, options Options) (clean bool) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := &server{
		options: options, conn: newConn(in, out), requests: map[string]feature{}, told: map[string]bool{},
		turn: make(chan struct{}, max(2, runtime.GOMAXPROCS(0))), stop: stop,
	}
	s.world = newWorld(options.Compile)
	s.push = newPublisher(s)
	for _, f := range features() {
		s.requests[f.method] = f
	}
	go s.conn.read(ctx)
	s.listen(ctx)
	s.push.stop()
	// What was asked before the end is answered.
	s.running.Wait()
	s.world.close()
	return s.phase == closing
}

// listen takes what the client sends in its order.
func (s *server) listen(ctx context.Context) {
	for {
		select {
		case next, ok := <-s.conn.calls:
			if !ok || next.id == nil && next.method == protocol.MethodExit {
				return
			}
			s.take(next)
		case <-ctx.Done():
			return
		}
	}
}

// take notifies, or starts to answer. Notifications are done when it returns.
func (s *server) take(c *call) {
	defer s.guard(c)
	switch {
	case s.phase == unborn && c.method != protocol.MethodInitialize:
		c.answer(nil, failuref(serverNotInitialized, "the first request is %s", protocol.MethodInitialize))
	case s.phase == closing:
		c.answer(nil, failuref(invalidRequest, "the server was shut down"))
	case c.id == nil:
		if do := notifications[c.method]; do != nil {
			s.notified(c, do(s, c.params))
		}
	case c.method == protocol.MethodInitialize:
		c.answer(s.initialize(c.params))
	case c.method == protocol.MethodShutdown:
		s.phase = closing
		c.answer(nil, nil)
	default:
		s.begin(c)
	}
}

// notified tells of a notification that could not be understood. There is nobody to
// answer.
func (s *server) notified(c *call, err error) {
	if err != nil {
		s.log(protocol.MessageTypeWarning, c.method+": "+err.Error())
	}
}

// begin answers a request beside what comes next, for the documents as they are now.
func (s *server) begin(c *call) {
	f, ok := s.requests[c.method]
	if !ok {
		c.answer(nil, failuref(methodNotFound, "there is no method %q", c.method))
		return
	}
	a := &ask{server: s, ctx: c.ctx, at: s.world.moment(), params: c.params, progress: newProgress(s, c.params)}
	s.running.Go(func() {
		defer s.guard(c)
		select {
		case s.turn <- struct{}{}:
			defer func() { <-s.turn }()
		case <-c.ctx.Done():
		}
		if c.ctx.Err() == nil {
			defer a.progress.end() // where there is a fault, too
			result, err := f.answer(a)
			a.progress.end()
			c.answer(result, err)
		}
	})
}

// guard turns a panic into the answer to what caused it.
func (s *server) guard(c *call) {
	cause := recover()
	if cause == nil {
		return
	}
	f := faultOf(cause)
	c.answer(nil, failuref(internalError, "%s: a fault of agentboxc: %v", c.method, f.cause))
	s.tell(f)
}

// tell shows a fault of ours, each once.
func (s *server) tell(f *fault) {
	s.telling.Lock()
	defer s.telling.Unlock()
	if s.told[f.Error()] {
		return
	}
	s.told[f.Error()] = true
	if s.options.Bug != nil {
		s.options.Bug(f.cause, f.stack)
	}
	s.conn.notify(protocol.MethodWindowShowMessage, &protocol.ShowMessageParams{
		Type: protocol.MessageTypeError, Message: "agentboxc has a fault, of which its output tells more: " + f.Error(),
	})
}

func (s *server) log(kind protocol.MessageType, message string) {
	s.conn.notify(protocol.MethodWindowLogMessage, &protocol.LogMessageParams{Type: kind, Message: message})
}
