// Package editor is a client of language servers that measures how long they take. It
// starts one, tells it what somebody types, and asks it things.
package editor

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"
)

// patience is how long anything may take.
const patience = time.Minute

// Client is a session with a server.
type Client struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	stderr bytes.Buffer

	mu       sync.Mutex
	lastID   int
	answers  map[int]chan message
	versions map[string]published // the last diagnostics of a document
	changed  chan struct{}        // closed when there are new ones, or the server is gone
	gone     error
}

type published struct {
	version int
	at      time.Time
}

type message struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
}

// Start runs a server and initializes it with a folder. took is from before the process
// is started to its answer.
func Start(args []string, dir string, options any) (c *Client, took time.Duration, err error) {
	c = &Client{cmd: exec.Command(args[0], args[1:]...), answers: map[int]chan message{}, versions: map[string]published{}, changed: make(chan struct{})}
	c.cmd.Dir = dir
	c.cmd.Stderr = &c.stderr
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return nil, 0, err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, 0, err
	}
	start := time.Now()
	if err := c.cmd.Start(); err != nil {
		return nil, 0, err
	}
	go c.listen(bufio.NewReaderSize(out, 1<<20))
	folder := map[string]any{"uri": URI(dir), "name": "bench"}
	_, _, err = c.Ask("initialize", map[string]any{
		"processId": os.Getpid(), "rootUri": URI(dir), "workspaceFolders": []any{folder}, "initializationOptions": options,
		"capabilities": map[string]any{"textDocument": map[string]any{
			"publishDiagnostics": map[string]any{"versionSupport": true, "relatedInformation": true},
			"completion":         map[string]any{"completionItem": map[string]any{"snippetSupport": true}},
		}},
	})
	took = time.Since(start)
	if err != nil {
		return nil, 0, err
	}
	return c, took, c.Tell("initialized", map[string]any{})
}

// URI is that of a file.
func URI(path string) string { return "file://" + path }

// Tell sends a notification.
func (c *Client) Tell(method string, params any) error {
	return c.send(map[string]any{"jsonrpc": "2.0", "method": method, "params": params})
}

// Ask sends a request and waits for the answer.
func (c *Client) Ask(method string, params any) (result json.RawMessage, took time.Duration, err error) {
	answer := make(chan message, 1)
	c.mu.Lock()
	c.lastID++
	id := c.lastID
	c.answers[id] = answer
	c.mu.Unlock()
	start := time.Now()
	if err := c.send(map[string]any{"jsonrpc": "2.0", "id": id, "method": method, "params": params}); err != nil {
		return nil, 0, err
	}
	select {
	case m, ok := <-answer:
		took = time.Since(start)
		switch {
		case !ok:
			return nil, 0, fmt.Errorf("%s: the server is gone: %w\n%s", method, c.gone, c.stderr.Bytes())
		case m.Error != nil:
			return nil, 0, fmt.Errorf("%s: %d %s", method, m.Error.Code, m.Error.Message)
		}
		return m.Result, took, nil
	case <-time.After(patience):
		return nil, 0, fmt.Errorf("%s: no answer", method)
	}
}

func (c *Client) send(m any) error {
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err = fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(body), body)
	return err
}

// Published waits until the diagnostics of a version of a document have come, and says
// when they did.
func (c *Client) Published(uri string, version int) (time.Time, error) {
	late := time.After(patience)
	for {
		c.mu.Lock()
		last, changed, gone := c.versions[uri], c.changed, c.gone
		c.mu.Unlock()
		switch {
		case last.version >= version:
			return last.at, nil
		case gone != nil:
			return time.Time{}, fmt.Errorf("waiting for diagnostics: %w", gone)
		}
		select {
		case <-changed:
		case <-late:
			return time.Time{}, fmt.Errorf("no diagnostics of version %d of %s", version, uri)
		}
	}
}

// Memory returns the bytes of resident memory that the server takes now.
func (c *Client) Memory() (int64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kilobytes, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kilobytes << 10, err
		}
	}
	return 0, fmt.Errorf("no VmRSS of process %d", c.cmd.Process.Pid)
}

// Close ends the server.
func (c *Client) Close() error {
	if _, _, err := c.Ask("shutdown", nil); err != nil {
		_ = c.cmd.Process.Kill() // the first error is the one to tell
		_ = c.cmd.Wait()
		return err
	}
	if err := c.Tell("exit", nil); err != nil {
		return err
	}
	return c.cmd.Wait()
}

func (c *Client) listen(out *bufio.Reader) {
	for {
		body, err := readFrame(out)
		now := time.Now()
		var m message
		if err == nil {
			err = json.Unmarshal(body, &m)
		}
		if err != nil {
			c.end(err)
			return
		}
		c.take(m, now)
	}
}

func (c *Client) end(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gone = err
	for _, answer := range c.answers {
		close(answer)
	}
	clear(c.answers)
	close(c.changed)
	c.changed = make(chan struct{})
}

func (c *Client) take(m message, now time.Time) {
	switch {
	case m.Method == "textDocument/publishDiagnostics":
		c.publish(m.Params, now)
	case m.Method != "" && m.ID != nil:
		go c.reply(m)
	case m.Method == "":
		id, err := strconv.Atoi(string(m.ID))
		c.mu.Lock()
		answer := c.answers[id]
		delete(c.answers, id)
		c.mu.Unlock()
		if err == nil && answer != nil {
			answer <- m
		}
	}
}

func (c *Client) publish(params json.RawMessage, now time.Time) {
	var p struct {
		URI     string `json:"uri"`
		Version int    `json:"version"`
	}
	if json.Unmarshal(params, &p) != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.versions[p.URI] = published{p.Version, now}
	close(c.changed)
	c.changed = make(chan struct{})
}

// reply answers what a server asks of its client with nothing. Settings are a list.
func (c *Client) reply(m message) {
	var result any
	if m.Method == "workspace/configuration" {
		var p struct{ Items []any }
		_ = json.Unmarshal(m.Params, &p) // no items are fine
		result = make([]any, len(p.Items))
	}
	_ = c.send(map[string]any{"jsonrpc": "2.0", "id": m.ID, "result": result}) // a server that is gone is noticed elsewhere
}

func readFrame(in *bufio.Reader) ([]byte, error) {
	length := -1
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return nil, err
		}
		line = strings.TrimSpace(line)
		if line == "" {
			break
		}
		if value, ok := strings.CutPrefix(line, "Content-Length:"); ok {
			if length, err = strconv.Atoi(strings.TrimSpace(value)); err != nil {
				return nil, err
			}
		}
	}
	if length < 0 {
		return nil, fmt.Errorf("a frame without a length")
	}
	body := make([]byte, length)
	_, err := io.ReadFull(in, body)
	return body, err
}
