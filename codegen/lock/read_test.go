package lock

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang/diag"
)

func TestReadLocatesDamage(t *testing.T) {
	const node = `"x":{"locked":{},"original":{}}`
	for _, test := range []struct {
		name, text, at, detail string
	}{
		{"cut off", "{\n  \"nodes\": {", "2:13", "ends too early"},
		{"conflict", "{\n<<<<<<< HEAD\n}", "2:1", "conflict markers"},

		{"array", `[]`, "1:1", "the document must be an object"},
		{"no version", `{"nodes":{},"root":"root"}`, "1:1", "version must be a number; it is missing"},
		{"version 8", "{\n\"version\": 8}", "2:12", "version 8 of the format"},
		{"version 7.0", `{"version":7.0}`, "1:12", "version 7.0"},
		{"version text", `{"version":"7"}`, "1:12", "must be a number; this is a string"},
		{"no nodes", `{"version":7,"root":"root"}`, "1:1", "nodes must be an object"},
		{"no root", `{"version":7,"nodes":{}}`, "1:1", "root must be a string"},
		{"no root node", `{"version":7,"nodes":{},"root":"root"}`, "1:32", `a node "root"`},
		{"missing node", `{"version":7,"root":"r","nodes":{"r":{"inputs":{"x":"y"}}}}`, "1:49", `a node "y"`},
		{"edge", `{"version":7,"root":"r","nodes":{"r":{"inputs":{"x":1}}}}`, "1:53", `"x" in inputs of node "r" must be a string or an array`},
		{"path", `{"version":7,"root":"r","nodes":{"r":{"inputs":{"x":[1]}}}}`, "1:54", "each element of a path"},
		{"no locked", `{"version":7,"root":"r","nodes":{"r":{},"x":{"original":{}}}}`, "1:45", `locked of node "x" must be an object; it is missing`},
		{"attribute", `{"version":7,"root":"r","nodes":{"r":{},"x":{"locked":{"a":[]},"original":{}}}}`, "1:60", `"a" in locked of node "x"`},
		{"flake", `{"version":7,"root":"r","nodes":{"r":{},"x":{"locked":{},"original":{},"flake":0}}}`, "1:80", `flake of node "x" must be a boolean`},
		{"self", `{"version":7,"root":"r","nodes":{"r":{"inputs":{"x":"x"}},"x":{"inputs":{"y":"x"},"locked":{},"original":{}}}}`, "1:74", "x → y lead back"},
		{"root again", `{"version":7,"root":"r","nodes":{"r":{"inputs":{"x":"r"}},` + node + `}}`, "1:49", "input of itself"},
	} {
		t.Run(test.name, func(t *testing.T) {
			l, diags := Read([]byte(test.text), "box/flake.lock")
			if l != nil || len(diags) != 1 {
				t.Fatalf("got a lock: %v; %d diagnostics: %v", l != nil, len(diags), diags)
			}
			d := diags[0]
			if d.Code != diag.LockUnreadable || d.Subject.File != "box/flake.lock" {
				t.Errorf("code %s in %s", d.Code, d.Subject.File)
			}
			if at := fmt.Sprintf("%d:%d", d.Subject.Start.Line, d.Subject.Start.Column); at != test.at {
				t.Errorf("at %s, want %s", at, test.at)
			}
			if !strings.Contains(d.Detail, test.detail) || !strings.Contains(d.Detail, "agentboxc lock") {
				t.Errorf("detail %q does not say %q", d.Detail, test.detail)
			}
		})
	}
}

func TestReadTellsAllProblems(t *testing.T) {
	_, diags := Read([]byte(`{"version":7,"root":"r","nodes":{"r":{"inputs":{"a":1,"b":2}},"x":{"locked":[]}}}`), "flake.lock")
	if len(diags) != 4 {
		t.Errorf("%d diagnostics, want 4: %v", len(diags), diags)
	}
}

func TestReadIsBounded(t *testing.T) {
	var doubled strings.Builder
	doubled.WriteString(`{"version":7,"root":"n0","nodes":{"n0":{"inputs":{"a":"n1","b":"n1"}}`)
	for i := 1; i < 40; i++ {
		fmt.Fprintf(&doubled, `,"n%d":{"inputs":{"a":"n%d","b":"n%d"},"locked":{},"original":{}}`, i, i+1, i+1)
	}
	doubled.WriteString(`,"n40":{"locked":{},"original":{}}}}`)
	for name, test := range map[string]struct {
		data   []byte
		detail string
	}{
		"bytes": {bytes.Repeat([]byte(" "), maxBytes+1), "are not read"},
		"paths": {[]byte(doubled.String()), "100000 paths"},
	} {
		_, diags := Read(test.data, "flake.lock")
		if len(diags) != 1 || !strings.Contains(diags[0].Detail, test.detail) {
			t.Errorf("%s: %v", name, diags)
		}
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.lock")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"version":5,"root":"r","nodes":{"r":{"inputs":{"x":"x","y":["x"]}},"x":{"info":{"a":1},"parent":[],"locked":{},"original":{}}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, diags := Read(data, "flake.lock")
		if (l == nil) != diags.HasErrors() {
			t.Fatalf("a lock: %v; diagnostics: %v", l != nil, diags)
		}
		if l == nil {
			return
		}
		once := l.Bytes()
		again, diags := Read(once, "flake.lock")
		if again == nil {
			t.Fatalf("what was written cannot be read: %v\n%s", diags, once)
		}
		if twice := again.Bytes(); !bytes.Equal(once, twice) {
			t.Fatalf("not stable:\n%s\n%s", once, twice)
		}
		l.normal()
		for _, e := range l.RootNode().Inputs {
			l.Find([]string{e.Name})
		}
	})
}
