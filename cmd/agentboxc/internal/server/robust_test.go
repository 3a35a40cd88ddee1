package server_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// The codes of errors in JSON-RPC and the protocol.
const (
	parseError           = -32700
	invalidRequest       = -32600
	methodNotFound       = -32601
	invalidParams        = -32602
	serverNotInitialized = -32002
	requestCancelled     = -32800
)

// alive fails unless the server still answers, with the text that the editor holds.
func (e *editor) alive() {
	e.t.Helper()
	var edits []textEdit
	const text = "a    = 1"
	e.open("alive.agentbox.hcl", 1, text)
	e.must("textDocument/formatting", e.formatting("alive.agentbox.hcl"), &edits)
	e.close("alive.agentbox.hcl")
	if edited(e.t, text, edits) != "a = 1\n" {
		e.t.Errorf("the server does not do its work any more: %+v", edits)
	}
}

func (e *editor) formatting(name string) map[string]any {
	params := e.document(name)
	params["options"] = map[string]any{"tabSize": 2, "insertSpaces": true}
	return params
}

// TestNothingEndsTheServer sends what no client should.
func TestNothingEndsTheServer(t *testing.T) {
	deep := strings.Repeat("[", 20_000)
	cases := []struct {
		name, raw, send string
		code            int // of the error that is answered without an id; 0 is silence
	}{
		{name: "no JSON", send: `{"jsonrpc":`, code: parseError},
		{name: "words", send: "hello", code: parseError},
		{name: "nothing", send: "", code: parseError},
		{name: "not UTF-8", send: "{\"jsonrpc\":\"2.0\",\"method\":\"\xff\xfe\"}"},
		{name: "an array", send: `[]`, code: invalidRequest},
		{name: "a batch", send: `[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]`, code: invalidRequest},
		{name: "a number", send: `1`, code: invalidRequest},
		{name: "null", send: `null`, code: invalidRequest},
		{name: "no method", send: `{"jsonrpc":"2.0","id":1}`, code: invalidRequest},
		{name: "a method that is a number", send: `{"jsonrpc":"2.0","id":1,"method":1}`, code: invalidRequest},
		{name: "an id that is an object", send: `{"jsonrpc":"2.0","id":{},"method":"shutdown"}`, code: invalidRequest},
		{name: "very deep", send: deep, code: parseError},
		{name: "an unknown notification", send: `{"jsonrpc":"2.0","method":"nobody/knows"}`},
		{name: "an unknown optional notification", send: `{"jsonrpc":"2.0","method":"$/foo","params":[1,2]}`},
		{name: "a request without an id", send: `{"jsonrpc":"2.0","method":"textDocument/hover","params":{}}`},
		{name: "bad parameters of a notification", send: `{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":7}}`},
		{name: "no parameters of a notification", send: `{"jsonrpc":"2.0","method":"textDocument/didChange"}`},
		{name: "parameters in order", send: `{"jsonrpc":"2.0","method":"textDocument/didClose","params":["x"]}`},
		{name: "cancelling nothing", send: `{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":77777}}`},
		{name: "cancelling badly", send: `{"jsonrpc":"2.0","method":"$/cancelRequest","params":7}`},
		{name: "an answer to nothing", send: `{"jsonrpc":"2.0","id":4711,"result":null}`},
		{name: "a huge message", raw: "Content-Length: 99000000000\r\n\r\n", code: parseError},
		{name: "a length that is no number", raw: "Content-Length: many\r\n\r\n", code: parseError},
		{name: "a negative length", raw: "Content-Length: -5\r\n\r\n", code: parseError},
		{name: "a length beyond all numbers", raw: "Content-Length: 99999999999999999999999999\r\n\r\n", code: parseError},
		{name: "no length", raw: "Content-Type: x\r\n\r\n", code: parseError},
		{name: "no header", raw: "{\"jsonrpc\":\"2.0\"}\r\n\r\n", code: parseError},
		{name: "an endless header", raw: strings.Repeat("x", 100_000) + "\r\n", code: parseError},
		{name: "many fields", raw: strings.Repeat("A: b\r\n", 100), code: parseError},
		{name: "fields in lower case", raw: "content-type: utf-8\r\ncontent-length: 37\r\n\r\n" + `{"jsonrpc":"2.0","method":"$/custom"}`},
		{name: "line ends alone", raw: "\r\n\r\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			e := openFolder(t, nil)
			if c.raw != "" {
				e.raw(c.raw)
			} else {
				e.send(c.send)
			}
			e.alive()
			if got := e.answerWithoutID(); got != c.code {
				t.Errorf("the answer has code %d, want %d", got, c.code)
			}
		})
	}
}

func (e *editor) answerWithoutID() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	if got, ok := e.answers["null"]; ok && got.Error != nil {
		return got.Error.Code
	}
	return 0
}

func TestRequestsThatAreRefused(t *testing.T) {
	e := openFolder(t, map[string]string{"agentbox.hcl": unit})
	e.fails("nobody/knows", `{}`, methodNotFound)
	e.fails("$/knows", `null`, methodNotFound)
	e.fails("textDocument/didOpen", `{}`, methodNotFound)
	e.fails("textDocument/formatting", `{"textDocument":{"uri":7}}`, invalidParams)
	e.fails("textDocument/formatting", `[]`, invalidParams)
	e.fails("textDocument/formatting", `"x"`, invalidParams)
	e.fails("textDocument/diagnostic", `{"textDocument":{"uri":"file:///x","previousResultId":{}}, "previousResultId": 5}`, invalidParams)
	e.fails("initialize", `{}`, invalidRequest)
	e.alive()
}

// TestDocumentsThatAreNotOpen asks about files that were never opened, that are not
// there, and that are no files.
func TestDocumentsThatAreNotOpen(t *testing.T) {
	e := openFolder(t, map[string]string{"agentbox.hcl": "platform    \"x86_64-linux\" {}\n", "sub/x.txt": "x"})
	for uri, edits := range map[string]int{
		e.uri("agentbox.hcl"): 1, e.uri("none.agentbox.hcl"): 0, e.uri("none/none/agentbox.hcl"): 0, e.uri("sub"): 0, e.uri("sub/x.txt"): 0,
		"file:///": 0, "file://": 0, "": 0, "x": 0, "%": 0, "untitled:Untitled-1": 0, "file:///c%3A/Users/x/agentbox.hcl": 0,
		"file:///C:/Users/agentbox.hcl": 0, "file://server/share/agentbox.hcl": 0, "file:///%zz/agentbox.hcl": 0, "file:///a%00b": 0,
		"file:///proc/self/mem": 0, "http://example.org/agentbox.hcl": 0, strings.Repeat("a", 10_000): 0,
	} {
		got := e.answerTo(e.begin("textDocument/formatting", map[string]any{
			"textDocument": map[string]any{"uri": uri}, "options": map[string]any{"tabSize": 2, "insertSpaces": true},
		}))
		var found []textEdit
		if err := json.Unmarshal(got.Result, &found); got.Error == nil && err != nil || len(found) != edits {
			t.Errorf("%s: %s, %+v", uri, got.Result, got.Error)
		}
		e.tell("textDocument/didChange", map[string]any{
			"textDocument": map[string]any{"uri": uri, "version": 3}, "contentChanges": []any{map[string]any{"text": "x"}},
		})
		e.tell("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": uri}})
	}
	e.alive()
}

func TestLife(t *testing.T) {
	t.Run("requests before initialize", func(t *testing.T) {
		e := connect(t, t.TempDir())
		e.fails("textDocument/hover", `{}`, serverNotInitialized)
		e.fails("shutdown", `null`, serverNotInitialized)
		e.open("agentbox.hcl", 1, "nonsense")
		e.initialize(everything)
		e.alive()
		e.mu.Lock()
		defer e.mu.Unlock()
		for _, got := range e.publishedFor("agentbox.hcl") {
			if got.Version != nil {
				t.Errorf("a document that was opened before initialize: %+v", got)
			}
		}
	})
	t.Run("after shutdown", func(t *testing.T) {
		e := openFolder(t, nil)
		e.must("shutdown", `null`, new(any))
		e.fails("textDocument/hover", `{}`, invalidRequest)
		e.fails("shutdown", `null`, invalidRequest)
		e.tell("exit", `null`)
		e.ends(true)
	})
	t.Run("exit without shutdown", func(t *testing.T) {
		e := openFolder(t, nil)
		e.tell("exit", `null`)
		e.ends(false)
	})
	t.Run("exit before initialize", func(t *testing.T) {
		e := connect(t, t.TempDir())
		e.tell("exit", `null`)
		e.ends(false)
	})
	t.Run("the stream ends in a message", func(t *testing.T) {
		e := openFolder(t, nil)
		e.raw("Content-Length: 100\r\n\r\n{")
		e.in.Close()
		e.ends(false)
	})
}

// ends waits for the end of the server.
func (e *editor) ends(clean bool) {
	e.t.Helper()
	select {
	case got := <-e.end:
		if got != clean {
			e.t.Errorf("the server ended with %t, want %t", got, clean)
		}
		e.end <- got
	case <-time.After(patience):
		e.t.Error("the server did not end")
	}
}

// TestInitializeIsRead sends capabilities of the wrong types, which must not cost the
// session.
func TestInitializeIsRead(t *testing.T) {
	for _, params := range []string{
		`null`, `{}`, `[]`, `{"processId": 1.5, "capabilities": 7}`,
		`{"processId": "x", "rootUri": 7, "workspaceFolders": {}, "capabilities": {"textDocument": {"completion": 5, "hover": []}, "general": {"positionEncodings": "utf-8"}}}`,
		`{"processId": 999999999, "capabilities": {"general": {"positionEncodings": ["utf-32", 7]}}, "initializationOptions": "x"}`,
	} {
		e := connect(t, t.TempDir())
		var result struct {
			Capabilities struct{ PositionEncoding string }
		}
		e.must("initialize", params, &result)
		if result.Capabilities.PositionEncoding != "utf-16" {
			t.Errorf("%s: %+v", params, result)
		}
		e.alive()
	}
}

func TestIDs(t *testing.T) {
	e := openFolder(t, nil)
	for _, id := range []string{`"a string"`, `""`, `0`, `-7`, `9007199254740993`, `"\u00e9\n"`} {
		e.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"method":"textDocument/formatting","params":%s}`, id, e.json(e.formatting("x.agentbox.hcl"))))
		if got := e.answerTo(id); got.Error != nil {
			t.Errorf("%s: %+v", id, got.Error)
		}
	}
}

// TestCancelledRequestsAreAnswered cancels requests that wait behind others.
func TestCancelledRequestsAreAnswered(t *testing.T) {
	e := openFolder(t, nil)
	large := "platform \"x86_64-linux\" {}\n" + layers(100)
	e.open("agentbox.hcl", 1, large)
	var ids []string
	for range 16 {
		ids = append(ids, e.begin("textDocument/formatting", e.formatting("agentbox.hcl")))
	}
	e.tell("$/cancelRequest", fmt.Sprintf(`{"id":%s}`, ids[15]))
	if got := e.answerTo(ids[15]); got.Error == nil || got.Error.Code != requestCancelled {
		t.Errorf("the request that was cancelled: %+v", got.Error)
	}
	for _, id := range ids[:15] {
		if got := e.answerTo(id); got.Error != nil {
			t.Errorf("a request that was not cancelled: %+v", got.Error)
		}
	}
}

func layers(n int) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, "layer \"l%d\" {\n  packages = [pkgs.bash,   pkgs.coreutils]\n}\n", i)
	}
	return text.String()
}

// TestRequestsSeeTheTextOfTheirPlace changes a document before and behind each request.
func TestRequestsSeeTheTextOfTheirPlace(t *testing.T) {
	e := openFolder(t, nil)
	e.open("agentbox.hcl", 0, "")
	var ids []string
	const count = 200
	for i := range count {
		e.change("agentbox.hcl", i+1, fmt.Sprintf("a    = %d", i))
		ids = append(ids, e.begin("textDocument/formatting", e.formatting("agentbox.hcl")))
	}
	e.change("agentbox.hcl", count+1, "")
	for i, id := range ids {
		var edits []textEdit
		got := e.answerTo(id)
		if err := json.Unmarshal(got.Result, &edits); err != nil || edited(t, fmt.Sprintf("a    = %d", i), edits) != fmt.Sprintf("a = %d\n", i) {
			t.Errorf("request %d: %s", i, got.Result)
		}
	}
}
