package server_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestManyUnitsTakeTheirTime looks through a workspace, with and without a token of the
// client.
func TestManyUnitsTakeTheirTime(t *testing.T) {
	files := map[string]string{"agentbox.work.hcl": "workspace {\n  members = [\"*\"]\n}\n"}
	for i := range 250 {
		files[fmt.Sprintf("u%03d/agentbox.hcl", i)] = unit
	}
	for _, c := range []struct{ client, token, want string }{
		{everything, "", ""},
		{`{"window": {"workDoneProgress": true}}`, "", `"agentboxc/1"`},
		{everything, `, "workDoneToken": "mine"`, `"mine"`},
	} {
		dir := t.TempDir()
		e := connect(t, dir)
		for name, text := range files {
			e.write(name, text)
		}
		e.initialize(c.client)
		var found []any
		e.must("workspace/symbol", `{"query": "base"`+c.token+`}`, &found)
		if len(found) != 200 {
			t.Errorf("%d symbols", len(found))
		}
		want := []string{}
		if c.want != "" {
			want = []string{c.want + " begin", c.want + " report", c.want + " end"}
		}
		if got := e.progressed(); !slices.Equal(slices.Compact(got), want) {
			t.Errorf("%s %s: %q, want %q", c.client, c.token, got, want)
		}
	}
}

// progressed is what the client was told so far of how work goes on.
func (e *editor) progressed() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	got := []string{}
	for _, m := range e.told {
		var p struct {
			Token json.RawMessage
			Value struct{ Kind string }
		}
		if strings.HasPrefix(m.Method, "$/progress") && json.Unmarshal(m.Params, &p) == nil {
			got = append(got, string(p.Token)+" "+p.Value.Kind)
		}
	}
	return got
}
