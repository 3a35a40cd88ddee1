package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// session is an editor that talks to `agentboxc lsp` as a process of its own. It keeps
// what was published of each file last.
type session struct {
	t         *testing.T
	cmd       *exec.Cmd
	in        io.WriteCloser
	out       *bufio.Reader
	lastID    int
	published map[string]publication // by URI
}

type publication struct {
	URI         string
	Version     int
	Diagnostics []editorDiagnostic
}

type editorDiagnostic struct {
	Range              editorRange
	Severity           int
	Code, Message      string
	RelatedInformation []struct {
		Location struct {
			URI   string
			Range editorRange
		}
		Message string
	}
	Data struct {
		Fixes []struct {
			Title string
			Safe  bool
			Edits []struct {
				URI     string
				Range   editorRange
				NewText string
			}
		}
	}
}

type editorRange struct{ Start, End struct{ Line, Character int } }

// newSession starts the server in a directory and initializes it.
func newSession(t *testing.T, dir string) *session {
	t.Helper()
	s := &session{t: t, cmd: agentboxc(t, dir, "lsp"), published: map[string]publication{}}
	in, err := s.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	s.cmd.Stderr = os.Stderr
	s.in, s.out = in, bufio.NewReader(out)
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	s.ask("initialize", fmt.Sprintf(`{"processId":%d,"rootUri":"file://%s","capabilities":{"textDocument":{"publishDiagnostics":{"relatedInformation":true,"dataSupport":true}}}}`, os.Getpid(), dir))
	s.tell("initialized", `{}`)
	return s
}

func (s *session) send(body string) {
	if _, err := fmt.Fprintf(s.in, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		s.t.Fatal(err)
	}
}

func (s *session) tell(method, params string) {
	s.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":%q,"params":%s}`, method, params))
}

// ask waits until a request is answered.
func (s *session) ask(method, params string) {
	s.t.Helper()
	s.lastID++
	id := fmt.Sprint(s.lastID)
	s.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"method":%q,"params":%s}`, id, method, params))
	for {
		m := s.next()
		if string(m.ID) == id && m.Method == "" {
			return
		}
	}
}

type editorMessage struct {
	ID     json.RawMessage
	Method string
	Params json.RawMessage
}

// next reads what the server says. It ends the test at the end of the stream.
func (s *session) next() editorMessage {
	s.t.Helper()
	m, err := s.read()
	if err != nil {
		s.t.Fatalf("the server says nothing more: %v", err)
	}
	return m
}

func (s *session) read() (m editorMessage, err error) {
	length := 0
	for {
		line, err := s.out.ReadString('\n')
		if err != nil {
			return m, err
		}
		if line = strings.TrimSpace(line); line == "" {
			break
		}
		if _, err := fmt.Sscanf(line, "Content-Length: %d", &length); err != nil {
			return m, err
		}
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(s.out, body); err != nil {
		return m, err
	}
	if err := json.Unmarshal(body, &m); err != nil {
		return m, err
	}
	if m.Method == "textDocument/publishDiagnostics" {
		var p publication
		if err := json.Unmarshal(m.Params, &p); err != nil {
			return m, err
		}
		s.published[p.URI] = p
	}
	return m, nil
}

// open opens a document.
func (s *session) open(uri, text string) {
	s.t.Helper()
	params, err := json.Marshal(map[string]any{"textDocument": map[string]any{"uri": uri, "languageId": "agentbox", "version": 1, "text": text}})
	if err != nil {
		s.t.Fatal(err)
	}
	s.tell("textDocument/didOpen", string(params))
}

// await waits for the diagnostics of a version of a document.
func (s *session) await(uri string, version int) {
	s.t.Helper()
	for s.published[uri].Version != version {
		s.next()
	}
}

// end shuts the server down and takes what it still has to say.
func (s *session) end() {
	s.t.Helper()
	s.ask("shutdown", `null`)
	s.tell("exit", `null`)
	for {
		if _, err := s.read(); err != nil {
			break
		}
	}
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("the server ends with %v", err)
	}
}
