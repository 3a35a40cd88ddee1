package lang_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

func readWorkspace(text string) (*lang.Workspace, string) {
	w, diags := lang.ReadWorkspace(fstest.MapFS{source.WorkspaceFile: &fstest.MapFile{Data: []byte(text)}})
	var said strings.Builder
	for _, d := range diags {
		fmt.Fprintf(&said, "%d %s %s\n", d.Subject.Start.Line, d.Code, d.Detail)
	}
	return w, said.String()
}

func TestWorkspaceMembers(t *testing.T) {
	w, said := readWorkspace("workspace {\n  members = [\"services/*\", \"tools/**\", \"one\"]\n  exclude = [\"services/attic\", \"**/testdata\"]\n  lock = \"shared\"\n}\n")
	if said != "" || !w.SharedLock {
		t.Fatalf("shared: %v, said: %s", w.SharedLock, said)
	}
	for dir, want := range map[string]bool{
		"one": true, "two": false, ".": false,
		"services/web": true, "services/web/deep": false, "services/attic": false,
		"tools/a/b": true, "tools/a/testdata": false,
	} {
		if got := w.Has(dir); got != want {
			t.Errorf("%s is a member: %v, want %v", dir, got, want)
		}
	}
	if w, diags := lang.ReadWorkspace(fstest.MapFS{}); w != nil || diags != nil {
		t.Errorf("without a file: %v, %v", w, diags)
	}
}

func TestWorkspaceMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"workspace {\n}\n":                                                 `1 AB2003 workspace needs the attribute "members"`,
		"workspace {\n  members = \"a\"\n}\n":                              "2 AB4002 members wants a list of strings",
		"workspace {\n  members = [\"[a\"]\n}\n":                           `2 AB4003 "[a" is no pattern`,
		"workspace {\n  members = [for x in [\"a\"] : x]\n}\n":             "2 AB4001 The values of a workspace are written out",
		"workspace {\n  members = []\n  lock = \"shred\"\n}\n":             `3 AB4003 lock is "shred", but it must be one of own, shared. Did you mean "shared"?`,
		"workspace {\n  members = []\n}\nworkspace {\n  members = []\n}\n": "4 AB2006 There may be only one workspace block",
		"layer \"a\" {\n}\n":                                               `1 AB2001 There is no block "layer"`,
		"workspace {\n  member = []\n}\n":                                  `2 AB2002 There is no attribute "member"`,
		"workspace {\n  members = [\n":                                     "AB1008",
	} {
		if _, said := readWorkspace(text); !strings.Contains(said, want) {
			t.Errorf("of\n%s\nis said\n%s\nwant\n%s", text, said, want)
		}
	}
}

// A directory that leads to no member need not be entered.
func TestWorkspaceLeads(t *testing.T) {
	w, said := readWorkspace("workspace {\n  members = [\"services/*\", \"tools/**\", \"{x,y}/z\"]\n  exclude = [\"tools/data/**\"]\n}\n")
	if said != "" {
		t.Fatal(said)
	}
	for dir, want := range map[string]bool{
		".": true, "services": true, "services/web": true, "tools": true, "tools/a/b/c": true, "tools/data": false, "tools/data/a": false,
		"docs": true, // for all that is known of braces
	} {
		if got := w.Leads(dir); got != want {
			t.Errorf("%s leads to members: %v, want %v", dir, got, want)
		}
	}
	w, _ = readWorkspace("workspace {\n  members = [\"services/*\", \"a/*/b\"]\n}\n")
	for dir, want := range map[string]bool{
		"docs": false, "services/web": true, "services/web/src": false, "a/x": true, "a/x/b": true, "a/x/c": false, "a/x/b/d": false,
	} {
		if got := w.Leads(dir); got != want {
			t.Errorf("%s leads to members: %v, want %v", dir, got, want)
		}
	}
}

func TestWorkspaceTellsIdlePatterns(t *testing.T) {
	w, _ := readWorkspace("workspace {\n  members = [\n    \"services/*\",\n    \"tols/**\",\n  ]\n}\n")
	diags := w.Idle([]string{".", "services", "services/web", "tools"}, nil)
	if len(diags) != 1 || diags[0].Code != diag.IdlePattern || diags[0].Subject.Start.Line != 4 || diags.HasErrors() {
		t.Errorf("said of the patterns: %+v", diags)
	}
	diags = w.Idle([]string{".", "services", "services/web"}, []string{"build", "tols/x"})
	if len(diags) != 1 || !strings.Contains(diags[0].Detail, "may be meant for tols/x, but git ignores that") {
		t.Errorf("said of what is ignored: %+v", diags)
	}
}
