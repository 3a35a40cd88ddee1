package server_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/cli"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/server"
)

// patience is how long a test waits for what must come.
const patience = 20 * time.Second

// editor is a client of a server in this process, over pipes.
type editor struct {
	t    *testing.T
	dir  string // the folder that is open
	in   io.WriteCloser
	end  chan bool // what Serve returns
	bugs chan string

	mu      sync.Mutex
	changed *sync.Cond
	lastID  int
	answers map[string]answer
	told    []told
	gone    bool
}

type answer struct {
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
}

// told is a notification, or a request, of the server.
type told struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
}

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type diagnostic struct {
	Range    span   `json:"range"`
	Severity int    `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
}

type published struct {
	URI         string       `json:"uri"`
	Version     *int         `json:"version"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type textEdit struct {
	Range   span   `json:"range"`
	NewText string `json:"newText"`
}

// everything is a client that can do all that makes a difference.
const everything = `{
	"general": {"positionEncodings": ["utf-16"]},
	"textDocument": {"publishDiagnostics": {"relatedInformation": true, "dataSupport": true, "versionSupport": true}},
	"workspace": {"workspaceFolders": true}
}`

// connect starts a server, without a word.
func connect(t *testing.T, dir string) *editor {
	t.Helper()
	in, write := io.Pipe()
	read, out := io.Pipe()
	e := &editor{t: t, dir: dir, in: write, end: make(chan bool, 1), bugs: make(chan string, 100), answers: map[string]answer{}}
	e.changed = sync.NewCond(&e.mu)
	go func() {
		e.end <- server.Serve(t.Context(), in, out, server.Options{
			Version: "test", Compile: cli.CompileForEditor, Delay: time.Millisecond,
			Bug: func(cause any, stack []byte) { e.bugs <- fmt.Sprintf("%v\n%s", cause, stack) },
		})
		out.Close()
		in.Close()
	}()
	go e.listen(read)
	t.Cleanup(func() {
		write.Close()
		<-e.end
		close(e.bugs)
		for bug := range e.bugs {
			t.Error(bug)
		}
	})
	return e
}

// openFolder starts a server and initializes it with a folder that holds files.
func openFolder(t *testing.T, files map[string]string) *editor {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	e := connect(t, dir)
	for name, text := range files {
		e.write(name, text)
	}
	e.initialize(everything)
	return e
}

func (e *editor) initialize(capabilities string) {
	e.t.Helper()
	var result json.RawMessage
	e.must("initialize", fmt.Sprintf(`{"processId": null, "rootUri": %q, "capabilities": %s, "workspaceFolders": [{"uri": %[1]q, "name": "test"}]}`,
		e.uri("."), capabilities), &result)
	e.tell("initialized", `{}`)
}

// write puts a file on disk.
func (e *editor) write(name, text string) {
	e.t.Helper()
	path := filepath.Join(e.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		e.t.Fatal(err)
	}
}

func (e *editor) uri(name string) string {
	return (&url.URL{Scheme: "file", Path: filepath.Join(e.dir, name)}).String()
}

func (e *editor) open(name string, version int, text string) {
	e.tell("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": e.uri(name), "languageId": "agentbox", "version": version, "text": text,
	}})
}

// change sends the whole text.
func (e *editor) change(name string, version int, text string) {
	e.tell("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": e.uri(name), "version": version},
		"contentChanges": []any{map[string]any{"text": text}},
	})
}

// edit replaces a range of agentbox.hcl.
func (e *editor) edit(version int, r span, text string) {
	e.tell("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": e.uri("agentbox.hcl"), "version": version},
		"contentChanges": []any{map[string]any{"range": r, "text": text}},
	})
}

func (e *editor) close(name string) {
	e.tell("textDocument/didClose", e.document(name))
}

func (e *editor) document(name string) map[string]any {
	return map[string]any{"textDocument": map[string]any{"uri": e.uri(name)}}
}

// send writes a frame with anything in it.
func (e *editor) send(body string) {
	e.raw(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body))
}

// raw writes anything. That the server has gone away is seen by who waits for it.
func (e *editor) raw(text string) { _, _ = io.WriteString(e.in, text) }

// tell sends a notification. Parameters are JSON in a string, or what becomes it.
func (e *editor) tell(method string, params any) {
	e.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":%q,"params":%s}`, method, e.json(params)))
}

func (e *editor) json(params any) string {
	if text, ok := params.(string); ok {
		return text
	}
	text, err := json.Marshal(params)
	if err != nil {
		e.t.Fatal(err)
	}
	return string(text)
}

// begin sends a request and returns its id.
func (e *editor) begin(method string, params any) string {
	e.mu.Lock()
	e.lastID++
	id := fmt.Sprint(e.lastID)
	e.mu.Unlock()
	e.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"method":%q,"params":%s}`, id, method, e.json(params)))
	return id
}

// answerTo waits for the answer to a request, by its id as JSON.
func (e *editor) answerTo(id string) answer {
	e.t.Helper()
	var got answer
	e.wait("an answer to request "+id, func() bool {
		var ok bool
		got, ok = e.answers[id]
		return ok
	})
	return got
}

// must sends a request that has a result.
func (e *editor) must(method string, params, result any) {
	e.t.Helper()
	got := e.answerTo(e.begin(method, params))
	if got.Error != nil {
		e.t.Fatalf("%s: %d %s", method, got.Error.Code, got.Error.Message)
	}
	if err := json.Unmarshal(got.Result, result); err != nil {
		e.t.Fatalf("%s: %v in %s", method, err, got.Result)
	}
}

// fails sends a request that is refused with a code.
func (e *editor) fails(method string, params any, code int) {
	e.t.Helper()
	got := e.answerTo(e.begin(method, params))
	if got.Error == nil || got.Error.Code != code {
		e.t.Errorf("%s %s: %s, %+v; want error %d", method, e.json(params), got.Result, got.Error, code)
	}
}

// diagnostics waits for those of a version of a document; 0 is a file that is not
// open.
func (e *editor) diagnostics(name string, version int) []diagnostic {
	e.t.Helper()
	var last published
	e.wait(fmt.Sprintf("diagnostics of %s, version %d", name, version), func() bool {
		for _, p := range e.publishedFor(name) {
			last = p
		}
		has := 0
		if last.Version != nil {
			has = *last.Version
		}
		return last.URI != "" && has == version
	})
	return last.Diagnostics
}

func (e *editor) publishedFor(name string) []published {
	var all []published
	for _, m := range e.told {
		var p published
		if m.Method == "textDocument/publishDiagnostics" && json.Unmarshal(m.Params, &p) == nil && p.URI == e.uri(name) {
			all = append(all, p)
		}
	}
	return all
}

// wait waits until something is so. is is called with the editor locked.
func (e *editor) wait(what string, is func() bool) {
	e.t.Helper()
	stop := time.AfterFunc(patience, e.changed.Broadcast)
	defer stop.Stop()
	until := time.Now().Add(patience)
	e.mu.Lock()
	defer e.mu.Unlock()
	for !is() {
		if e.gone || time.Now().After(until) {
			e.t.Fatalf("there is no %s; gone: %t; told: %s", what, e.gone, e.told)
		}
		e.changed.Wait()
	}
}

// listen takes what the server says.
func (e *editor) listen(out io.Reader) {
	for {
		body, err := readFrame(out)
		e.mu.Lock()
		if err != nil {
			e.gone = true
			e.changed.Broadcast()
			e.mu.Unlock()
			return
		}
		e.take(body)
		e.changed.Broadcast()
		e.mu.Unlock()
	}
}

func (e *editor) take(body []byte) {
	var m told
	var a answer
	if err := errors.Join(json.Unmarshal(body, &m), json.Unmarshal(body, &a)); err != nil {
		e.t.Errorf("%v: %s", err, body)
	}
	if m.Method == "" {
		e.answers[string(m.ID)] = a
		return
	}
	e.told = append(e.told, m)
	if m.ID != nil {
		go e.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"result":null}`, m.ID))
	}
}

func readFrame(in io.Reader) ([]byte, error) {
	var header strings.Builder
	for !strings.HasSuffix(header.String(), "\r\n\r\n") {
		var b [1]byte
		if _, err := io.ReadFull(in, b[:]); err != nil {
			return nil, err
		}
		header.Write(b[:])
	}
	var length int
	if _, err := fmt.Sscanf(header.String(), "Content-Length: %d\r\n", &length); err != nil {
		return nil, err
	}
	body := make([]byte, length)
	_, err := io.ReadFull(in, body)
	return body, err
}
