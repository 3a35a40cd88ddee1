package server_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func codesOf(found []diagnostic) []string {
	codes := []string{}
	for _, d := range found {
		codes = append(codes, d.Code)
	}
	return codes
}

func (e *editor) wants(name string, version int, codes ...string) {
	e.t.Helper()
	if got := codesOf(e.diagnostics(name, version)); !slices.Equal(got, codes) {
		e.t.Errorf("%s, version %d: %q, want %q", name, version, got, codes)
	}
}

// eventually waits until a file has diagnostics of the codes, whatever its version.
func (e *editor) eventually(name string, codes ...string) {
	e.t.Helper()
	e.wait(fmt.Sprintf("%q in %s", codes, name), func() bool {
		all := e.publishedFor(name)
		return len(all) > 0 && slices.Equal(codesOf(all[len(all)-1].Diagnostics), codes)
	})
}

func TestFilesOfAUnitAreOne(t *testing.T) {
	e := openFolder(t, map[string]string{"agentbox.hcl": unit, "more.agentbox.hcl": "layer \"more\" {\n  packages = [pkgs.git]\n}\n"})
	e.open("agentbox.hcl", 1, strings.Replace(unit, "layer.base", "layer.base, layer.more", 1))
	e.wants("agentbox.hcl", 1)
	// The other file, which is open and not saved, loses what this one uses.
	e.open("more.agentbox.hcl", 1, "layer \"less\" {\n  packages = [pkgs.git]\n}\n")
	e.eventually("agentbox.hcl", "AB3001")
	// A file that is not open has diagnostics, too.
	e.change("more.agentbox.hcl", 2, "layer \"more\" {\n  packages = [pkgs.git]\n}\nlayer \"base\" {\n  packages = [pkgs.git]\n}\n")
	e.eventually("more.agentbox.hcl", "AB2007")
	e.close("more.agentbox.hcl")
	e.eventually("more.agentbox.hcl")
	e.eventually("agentbox.hcl")
}

// TestNewFiles opens documents that are not on disk, in directories that are not there
// either, or have no place at all.
func TestNewFiles(t *testing.T) {
	e := openFolder(t, nil)
	e.open("agentbox.hcl", 1, unit+"nonsense {}\n")
	e.wants("agentbox.hcl", 1, "AB2001")
	e.open("not/there/agentbox.hcl", 1, unit+"nonsense {}\n")
	e.wants("not/there/agentbox.hcl", 1, "AB2001")
	e.tell("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": "untitled:Untitled-1", "languageId": "agentbox", "version": 1, "text": "nonsense {}\n",
	}})
	e.wait("diagnostics of what was never saved", func() bool {
		return slices.ContainsFunc(e.told, func(m told) bool {
			return strings.Contains(string(m.Params), `"untitled:Untitled-1"`) && strings.Contains(string(m.Params), "AB2001")
		})
	})
}

func TestJSONTestsAndValues(t *testing.T) {
	e := openFolder(t, map[string]string{"agentbox.hcl": unit + "variable \"n\" { type = number }\n"})
	e.open("agentbox.hcl", 1, unit+"variable \"n\" { type = number }\n")
	e.wants("agentbox.hcl", 1, "AB4007")
	e.open("x.auto.agentboxvars", 1, "n = 3\n")
	e.eventually("agentbox.hcl")
	e.change("x.auto.agentboxvars", 2, "n = 3\nm = var.n\n")
	e.wants("x.auto.agentboxvars", 2, "AB4001")
	e.open("x.agentboxtest.hcl", 1, "run \"a\" {\n  assert {\n    condition = layer.none\n    error_message = \"x\"\n  }\n}\n")
	if got := e.diagnostics("x.agentboxtest.hcl", 1); len(got) == 0 {
		t.Error("a test that names what is not there has no diagnostics")
	}
	e.open("more.agentbox.hcl.json", 1, "{\"layer\": {\"x\": {\"packages\": 7}}}")
	if got := e.diagnostics("more.agentbox.hcl.json", 1); len(got) == 0 {
		t.Error("a file of JSON has no diagnostics")
	}
	e.open("prod.agentboxvars", 1, "block {}\n")
	if got := e.diagnostics("prod.agentboxvars", 1); len(got) != 1 {
		t.Errorf("a file of values that nobody reads unasked: %+v", got)
	}
}

func TestModulesMakeTheirUsersStale(t *testing.T) {
	module := "variable \"tool\" { default = \"x\" }\nlayer \"tools\" {\n  packages = [pkgs.git]\n}\noutput \"tools\" { value = layer.tools }\n"
	user := strings.Replace(unit, "[layer.base]", "[layer.base, module.m.layer.tools]", 1) + "module \"m\" {\n  source = \"../module\"\n}\n"
	e := openFolder(t, map[string]string{".git/HEAD": "", "module/agentbox.hcl": module, "user/agentbox.hcl": user})
	e.open("user/agentbox.hcl", 1, user)
	before := codesOf(e.diagnostics("user/agentbox.hcl", 1))
	e.open("module/agentbox.hcl", 1, strings.Replace(module, "layer \"tools\"", "layer \"fools\"", 1))
	e.wait("other diagnostics of the user of a module", func() bool {
		all := e.publishedFor("user/agentbox.hcl")
		return !slices.Equal(codesOf(all[len(all)-1].Diagnostics), before)
	})
	e.close("module/agentbox.hcl")
	e.eventually("user/agentbox.hcl", before...)
}

func TestWatchedFiles(t *testing.T) {
	e := openFolder(t, map[string]string{"agentbox.hcl": unit})
	text := strings.Replace(unit, "layer.base", "layer.more", 1)
	e.open("agentbox.hcl", 1, text)
	e.wants("agentbox.hcl", 1, "AB3001")
	e.write("more.agentbox.hcl", "layer \"more\" {\n  packages = [pkgs.git]\n}\n")
	e.happened(1, "more.agentbox.hcl")
	e.eventually("agentbox.hcl")
	e.write("more.agentbox.hcl", "layer \"less\" {\n  packages = [pkgs.git]\n}\n")
	e.happened(2, "more.agentbox.hcl")
	e.eventually("agentbox.hcl", "AB3001")
	e.write("more.agentbox.hcl", "layer \"more\" {\n  packages = [pkgs.git]\n}\n")
	e.tell("textDocument/didSave", e.document("agentbox.hcl"))
	e.eventually("agentbox.hcl")
	if err := os.Remove(filepath.Join(e.dir, "more.agentbox.hcl")); err != nil {
		t.Fatal(err)
	}
	e.happened(3, "more.agentbox.hcl")
	e.eventually("agentbox.hcl", "AB3001")
}

// happened tells of a file on disk: 1 is created, 2 changed, 3 deleted.
func (e *editor) happened(how int, names ...string) {
	var changes []any
	for _, name := range names {
		changes = append(changes, map[string]any{"uri": e.uri(name), "type": how})
	}
	e.tell("workspace/didChangeWatchedFiles", map[string]any{"changes": changes})
}

// TestFilesThatChangeInSilence changes a file without telling: it is seen when somebody
// goes on typing.
func TestFilesThatChangeInSilence(t *testing.T) {
	e := openFolder(t, map[string]string{"agentbox.hcl": unit, "more.agentbox.hcl": "\n"})
	e.open("agentbox.hcl", 1, unit)
	e.wants("agentbox.hcl", 1)
	e.write("more.agentbox.hcl", "nonsense {}\n")
	for version, until := 2, time.Now().Add(patience); !e.hasPublished("more.agentbox.hcl"); version++ {
		if time.Now().After(until) {
			t.Fatal("what the file holds now is not seen")
		}
		time.Sleep(50 * time.Millisecond)
		e.edit(version, span{}, "#\n")
		e.diagnostics("agentbox.hcl", version)
	}
	e.eventually("more.agentbox.hcl", "AB2001")
}

func (e *editor) hasPublished(name string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.publishedFor(name)) > 0
}

// TestTheWorkspaceFileIsCompiled opens agentbox.work.hcl, which then begins a tree of its
// own for the units below.
func TestTheWorkspaceFileIsCompiled(t *testing.T) {
	e := openFolder(t, map[string]string{"ws/a/agentbox.hcl": unit, "ws/b/agentbox.hcl": unit})
	work := "workspace {\n  members = [\"*\"]\n  nonsense = 1\n}\n"
	e.open("ws/a/agentbox.hcl", 1, unit+"layer \"m\" {\n  packages = [module.b.x]\n}\nmodule \"b\" {\n  source = \"../b\"\n}\n")
	before := codesOf(e.diagnostics("ws/a/agentbox.hcl", 1))
	e.write("ws/agentbox.work.hcl", work)
	e.happened(1, "ws/agentbox.work.hcl")
	e.open("ws/agentbox.work.hcl", 1, work)
	e.wants("ws/agentbox.work.hcl", 1, "AB2002")
	e.wait("that ../b is inside of the workspace now", func() bool {
		all := e.publishedFor("ws/a/agentbox.hcl")
		return !slices.Equal(codesOf(all[len(all)-1].Diagnostics), before)
	})
	e.change("ws/agentbox.work.hcl", 2, "workspace {\n  members = [\"*\", \"none/*\"]\n}\n")
	e.wants("ws/agentbox.work.hcl", 2, "AB4027")
	e.close("ws/agentbox.work.hcl")
	e.eventually("ws/agentbox.work.hcl")
}

func TestFolders(t *testing.T) {
	e := openFolder(t, nil)
	other := t.TempDir()
	e.tell("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{
		"added": []any{map[string]any{"uri": "file://" + other, "name": "other"}}, "removed": []any{map[string]any{"uri": e.uri("."), "name": "test"}},
	}})
	e.open("agentbox.hcl", 1, "nonsense {}\n") // outside of any folder
	e.wants("agentbox.hcl", 1, "AB2001")
}

// TestFolderBehindALink opens a folder by a link: messages call files as the editor does.
func TestFolderBehindALink(t *testing.T) {
	real, link := t.TempDir(), filepath.Join(t.TempDir(), "a link")
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	e := connect(t, link)
	e.write("agentbox.hcl", unit)
	e.write("broken.agentbox.hcl", "nonsense {}\n")
	e.initialize(everything)
	e.open("agentbox.hcl", 1, unit)
	e.wants("agentbox.hcl", 1)
	e.eventually("broken.agentbox.hcl", "AB2001")
}

func TestPull(t *testing.T) {
	e := openFolder(t, nil)
	e.open("agentbox.hcl", 1, unit+"nonsense {}\n")
	var full struct {
		Kind, ResultID string
		Items          []diagnostic
	}
	params := e.document("agentbox.hcl")
	e.must("textDocument/diagnostic", params, &full)
	if full.Kind != "full" || !slices.Equal(codesOf(full.Items), []string{"AB2001"}) {
		t.Errorf("%+v", full)
	}
	id := full.ResultID
	params["previousResultId"] = id
	e.must("textDocument/diagnostic", params, &full)
	if full.Kind != "unchanged" || full.ResultID != id {
		t.Errorf("asked again: %+v", full)
	}
	e.change("agentbox.hcl", 2, unit)
	e.must("textDocument/diagnostic", params, &full)
	if full.Kind != "full" || full.ResultID == id || len(full.Items) != 0 {
		t.Errorf("after a change: %+v", full)
	}
}

// TestClientsThatPullAreNotTold: an editor that does both shows everything twice.
func TestClientsThatPullAreNotTold(t *testing.T) {
	e := connect(t, t.TempDir())
	var result struct {
		Capabilities struct {
			DiagnosticProvider *struct{ InterFileDependencies bool }
		}
	}
	e.must("initialize", `{"capabilities":{"textDocument":{"diagnostic":{}, "publishDiagnostics":{}}},"initializationOptions":{"diagnostics":"pull"}}`, &result)
	if p := result.Capabilities.DiagnosticProvider; p == nil || !p.InterFileDependencies {
		t.Errorf("%+v", result)
	}
	e.open("agentbox.hcl", 1, "nonsense {}\n")
	e.alive()
	e.mu.Lock()
	defer e.mu.Unlock()
	if got := e.publishedFor("agentbox.hcl"); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestPullOfEverything(t *testing.T) {
	dir := realDir(t)
	e := connect(t, dir)
	e.write(".git/HEAD", "")
	e.write("a/agentbox.hcl", unit)
	e.write("b/agentbox.hcl", unit+"nonsense {}\n")
	e.must("initialize", `{"rootUri":"`+e.uri(".")+`","capabilities":{"textDocument":{"diagnostic":{}},"workspace":{"diagnostics":{"refreshSupport":true}}}}`, new(any))
	ids := []any{}
	pull := func() (kinds []string) {
		var report struct {
			Items []struct {
				Kind, ResultID, URI string
				Items               []diagnostic
			}
		}
		e.must("workspace/diagnostic", map[string]any{"previousResultIds": ids}, &report)
		ids = []any{}
		for _, i := range report.Items {
			kinds = append(kinds, fmt.Sprintf("%s %s %q", strings.TrimPrefix(i.URI, e.uri("")), i.Kind, codesOf(i.Items)))
			ids = append(ids, map[string]any{"uri": i.URI, "value": i.ResultID})
		}
		return kinds
	}
	wants := func(want ...string) {
		t.Helper()
		if got := pull(); !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	wants(`/b/agentbox.hcl full ["AB2001"]`)
	wants(`/b/agentbox.hcl unchanged []`)
	e.open("a/agentbox.hcl", 1, unit+"more {}\n")
	wants(`/a/agentbox.hcl full ["AB2001"]`, `/b/agentbox.hcl unchanged []`)
	e.write("b/agentbox.hcl", unit)
	e.happened(2, "b/agentbox.hcl")
	e.wait("the word to ask again", func() bool {
		return slices.ContainsFunc(e.told, func(m told) bool { return m.Method == "workspace/diagnostic/refresh" })
	})
	wants(`/a/agentbox.hcl unchanged []`, `/b/agentbox.hcl full []`)
	e.close("a/agentbox.hcl")
	wants(`/a/agentbox.hcl full []`, `/b/agentbox.hcl unchanged []`)
}

func realDir(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
