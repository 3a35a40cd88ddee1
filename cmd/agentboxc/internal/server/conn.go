package server

import (
	"context"
	"errors"
	"io"
	"strconv"
	"sync"

	"go.lsp.dev/protocol"
)

// maxWaiting bounds the requests that are not answered yet. Behind it the client is
// not read, so that it has to wait.
const maxWaiting = 1024

// call is a request or a notification in its place in the order of the client.
type call struct {
	id     protocol.LSPAny // nil for a notification
	method string
	params protocol.LSPAny
	ctx    context.Context // done when the client cancels
	answer func(result any, err error)
}

// conn is the connection to a client. It hands on what comes in the order in which it
// comes, but for cancellations and responses, which have effect at once.
type conn struct {
	in    *frameReader
	out   *frameWriter
	calls chan *call // closed at the end of the stream
	room  chan struct{}

	mu      sync.Mutex
	running map[string]context.CancelFunc // requests that are not answered, by id
	asked   map[string]func(result protocol.LSPAny, err error)
	lastID  int64
}

func newConn(in io.Reader, out io.Writer) *conn {
	return &conn{
		in: newFrameReader(in), out: &frameWriter{out: out},
		calls: make(chan *call, 64), room: make(chan struct{}, maxWaiting),
		running: map[string]context.CancelFunc{}, asked: map[string]func(protocol.LSPAny, error){},
	}
}

// read reads to the end of the stream, or until ctx is done.
func (c *conn) read(ctx context.Context) {
	defer close(c.calls)
	for {
		body, err := c.in.next()
		var m *message
		switch {
		case errors.As(err, &badFrame{}):
			err = failuref(parseError, "%v", err)
		case err != nil:
			return
		default:
			m, err = parse(body)
		}
		if err != nil {
			c.out.write(encodeResponse(nil, nil, err))
			continue
		}
		next := c.take(ctx, m)
		if next == nil {
			continue
		}
		select {
		case c.calls <- next:
		case <-ctx.Done():
			return
		}
	}
}

// take deals with what has effect at once, and returns the rest.
func (c *conn) take(ctx context.Context, m *message) *call {
	switch {
	case m.Method == nil:
		c.answered(m)
		return nil
	case *m.Method == protocol.MethodCancelRequest:
		c.cancel(m.Params)
		return nil
	case !m.isRequest():
		return &call{method: *m.Method, params: m.Params, ctx: ctx, answer: func(any, error) {}}
	}
	return c.request(ctx, m)
}

// request notes a request, so that it can be cancelled before anybody looks at it.
func (c *conn) request(ctx context.Context, m *message) *call {
	c.room <- struct{}{}
	ctx, cancel := context.WithCancel(ctx)
	id := string(m.ID)
	var once sync.Once
	next := &call{id: m.ID, method: *m.Method, params: m.Params, ctx: ctx}
	c.mu.Lock()
	_, twice := c.running[id]
	if !twice {
		c.running[id] = cancel
	}
	c.mu.Unlock()
	stop := context.AfterFunc(ctx, func() {
		next.answer(nil, failuref(requestCancelled, "the request was cancelled"))
	})
	next.answer = func(result any, err error) {
		once.Do(func() {
			stop()
			c.out.write(encodeResponse(m.ID, result, err))
			c.mu.Lock()
			if !twice {
				delete(c.running, id)
			}
			c.mu.Unlock()
			cancel()
			<-c.room
		})
	}
	if twice {
		next.answer(nil, failuref(invalidRequest, "a request with the id %s has not been answered yet", id))
		return nil
	}
	return next
}

func (c *conn) cancel(params protocol.LSPAny) {
	var p struct {
		ID protocol.LSPAny `json:"id"`
	}
	if decode(params, &p) != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if stop := c.running[string(p.ID)]; stop != nil {
		stop()
	}
}

// notify tells the client something.
func (c *conn) notify(method string, params any) {
	if body, err := encodeRequest(nil, method, params); err == nil {
		c.out.write(body)
	}
}

// ask sends the client a request, and does not wait: then is called with the answer,
// if one comes.
func (c *conn) ask(method string, params any, then func(result protocol.LSPAny, err error)) {
	c.mu.Lock()
	c.lastID++
	id := c.lastID
	body, err := encodeRequest(&id, method, params)
	if err == nil && then != nil {
		c.asked[strconv.FormatInt(id, 10)] = then
	}
	c.mu.Unlock()
	if err == nil {
		c.out.write(body)
	}
}

func (c *conn) answered(m *message) {
	c.mu.Lock()
	then := c.asked[string(m.ID)]
	delete(c.asked, string(m.ID))
	c.mu.Unlock()
	if then == nil {
		return
	}
	if m.Error != nil && m.Error.Kind() != 'n' {
		then(nil, errors.New(string(m.Error)))
		return
	}
	then(m.Result, nil)
}
