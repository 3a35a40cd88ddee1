package server_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

type location struct {
	URI   string `json:"uri"`
	Range span   `json:"range"`
}

// workspaceOfTwo is a unit that uses another.
var workspaceOfTwo = map[string]string{
	"agentbox.work.hcl":   "workspace {\n  members = [\"*\"]\n}\n",
	"common/agentbox.hcl": "layer \"base\" {\n  packages = [pkgs.git]\n}\n\nvariant \"root\" {\n  layers = [layer.base]\n}\n",
	"app/agentbox.hcl": "module \"common\" {\n  source = \"../common\"\n}\n\nvariant \"app\" {\n  extends = module.common.variant.root\n" +
		"  layers  = [module.common.layer.base]\n  tag     = twice(\"é€😀\")\n}\n\nfunction \"twice\" {\n  params = [x]\n  result = x\n}\n",
	"app/flake.lock": `{"nodes": {"nixpkgs": {"locked": {"lastModified": 1767225600, "narHash": "sha256-x", "owner": "NixOS", "repo": "nixpkgs", "rev": "0123456789012345678901234567890123456789", "type": "github"}, "original": {"owner": "NixOS", "repo": "nixpkgs", "type": "github"}}, "root": {"inputs": {"nixpkgs": "nixpkgs"}}}, "root": "root", "version": 7}`,
}

// at is the parameters for the place of a text in a file, moved by so many bytes.
func (e *editor) at(name, text string, by int) map[string]any {
	e.t.Helper()
	data, err := os.ReadFile(filepath.Join(e.dir, name))
	if err != nil {
		e.t.Fatal(err)
	}
	before, _, found := strings.Cut(string(data), text)
	if !found {
		e.t.Fatalf("%s has no %q", name, text)
	}
	before += text[:by]
	params := e.document(name)
	params["position"] = position{strings.Count(before, "\n"), len(before) - strings.LastIndex(before, "\n") - 1}
	return params
}

// places are locations as lines of FILE:LINE:CHARACTER, counted from 0.
func (e *editor) places(list []location) []string {
	var all []string
	for _, l := range list {
		all = append(all, fmt.Sprintf("%s:%d:%d", strings.TrimPrefix(l.URI, "file://"+e.dir+"/"), l.Range.Start.Line, l.Range.Start.Character))
	}
	return all
}

func wantPlaces(t *testing.T, e *editor, method string, params any, want ...string) {
	t.Helper()
	var got []location
	e.must(method, params, &got)
	if places := e.places(got); !slices.Equal(places, want) {
		t.Errorf("%s: %q; want %q", method, places, want)
	}
}

func TestNavigation(t *testing.T) {
	e := openFolder(t, workspaceOfTwo)
	e.open("app/agentbox.hcl", 1, workspaceOfTwo["app/agentbox.hcl"])
	base := e.at("app/agentbox.hcl", "layer.base", 7)
	wantPlaces(t, e, "textDocument/definition", base, "common/agentbox.hcl:0:7")
	wantPlaces(t, e, "textDocument/declaration", base, "common/agentbox.hcl:0:7")
	base["context"] = map[string]any{"includeDeclaration": true}
	wantPlaces(t, e, "textDocument/references", base, "app/agentbox.hcl:6:33", "common/agentbox.hcl:0:7", "common/agentbox.hcl:5:18")
	base["context"] = map[string]any{"includeDeclaration": false}
	wantPlaces(t, e, "textDocument/references", base, "app/agentbox.hcl:6:33", "common/agentbox.hcl:5:18")
	wantPlaces(t, e, "textDocument/implementation", e.at("common/agentbox.hcl", "root", 1), "app/agentbox.hcl:4:9")

	var marks []struct{ Kind int }
	e.must("textDocument/documentHighlight", e.at("app/agentbox.hcl", "twice", 1), &marks)
	if len(marks) != 2 || marks[0].Kind != 2 || marks[1].Kind != 3 {
		t.Errorf("highlights: %v; want a read and a write", marks)
	}
	var found []struct{ Name string }
	e.must("workspace/symbol", map[string]any{"query": "base"}, &found)
	if len(found) != 1 || found[0].Name != "layer.base" {
		t.Errorf("symbols: %v; want layer.base", found)
	}
	var items []struct {
		Name     string
		Location location
	}
	e.must("textDocument/documentSymbol", e.document("common/agentbox.hcl"), &items)
	if len(items) != 4 || items[0].Name != "base" || items[1].Name != "packages" {
		t.Errorf("document symbols: %v", items)
	}
	var links []struct{ Target string }
	e.must("textDocument/documentLink", e.document("app/agentbox.hcl"), &links)
	if len(links) != 1 || links[0].Target != e.uri("common/agentbox.hcl") {
		t.Errorf("links: %v", links)
	}
}

func TestHover(t *testing.T) {
	files := map[string]string{
		"agentbox.hcl": "input \"nixpkgs\" {\n  url = \"github:NixOS/nixpkgs\"\n}\n\npkgset \"old\" {\n  input = input.nixpkgs\n}\n",
		"flake.lock":   workspaceOfTwo["app/flake.lock"],
	}
	e := openFolder(t, files)
	var hover struct {
		Contents struct{ Kind, Value string }
		Range    span
	}
	e.must("textDocument/hover", e.at("agentbox.hcl", "input.nixpkgs", 8), &hover)
	if want := "Locked at `0123456789012345678901234567890123456789` of 2026-01-01."; hover.Contents.Kind != "markdown" || !strings.Contains(hover.Contents.Value, want) {
		t.Errorf("hover: %+v; want %s", hover, want)
	}
	if want := (span{position{5, 16}, position{5, 23}}); hover.Range != want {
		t.Errorf("range of the hover: %v, want %v", hover.Range, want)
	}
	got := e.answerTo(e.begin("textDocument/hover", e.at("agentbox.hcl", "}", 1)))
	if got.Error != nil || string(got.Result) != "null" {
		t.Errorf("hover of nothing: %s, %+v", got.Result, got.Error)
	}
}

func TestRename(t *testing.T) {
	e := openFolder(t, workspaceOfTwo)
	// What is open counts, and not what is on disk.
	e.open("app/agentbox.hcl", 1, strings.Replace(workspaceOfTwo["app/agentbox.hcl"], "tag     =", "tag =", 1))
	place := e.at("common/agentbox.hcl", "root", 1)
	var range_ struct{ Placeholder string }
	e.must("textDocument/prepareRename", place, &range_)
	if range_.Placeholder != "root" {
		t.Errorf("placeholder %q", range_.Placeholder)
	}
	place["newName"] = "bottom"
	var edit struct{ Changes map[string][]textEdit }
	e.must("textDocument/rename", place, &edit)
	if len(edit.Changes) != 2 || len(edit.Changes[e.uri("app/agentbox.hcl")]) != 1 || edit.Changes[e.uri("common/agentbox.hcl")][0].NewText != "bottom" {
		t.Errorf("edits: %v", edit)
	}
	place["newName"] = "no name"
	got := e.answerTo(e.begin("textDocument/rename", place))
	if got.Error == nil || !strings.Contains(got.Error.Message, `"no name" is no name`) {
		t.Errorf("a wrong name: %s %+v", got.Result, got.Error)
	}
	e.fails("textDocument/prepareRename", e.at("app/agentbox.hcl", "source", 1), -32803)
}

func TestRenameOfFiles(t *testing.T) {
	e := openFolder(t, workspaceOfTwo)
	var edit struct{ Changes map[string][]textEdit }
	e.must("workspace/willRenameFiles", map[string]any{"files": []any{map[string]any{"oldUri": e.uri("common"), "newUri": e.uri("lib/shared")}}}, &edit)
	edits := edit.Changes[e.uri("app/agentbox.hcl")]
	if len(edit.Changes) != 1 || len(edits) != 1 || edits[0].NewText != "../lib/shared" {
		t.Errorf("edits: %v", edit)
	}
}

func TestHierarchies(t *testing.T) {
	e := openFolder(t, workspaceOfTwo)
	var items, related []json.RawMessage
	e.must("textDocument/prepareTypeHierarchy", e.at("app/agentbox.hcl", "\"app\"", 2), &items)
	if len(items) != 1 {
		t.Fatalf("items: %s", items)
	}
	e.must("typeHierarchy/supertypes", map[string]any{"item": items[0]}, &related)
	if len(related) != 1 || !strings.Contains(string(related[0]), e.uri("common/agentbox.hcl")) {
		t.Errorf("supertypes: %s", related)
	}
	e.must("typeHierarchy/subtypes", map[string]any{"item": related[0]}, &related)
	if len(related) != 1 || !strings.Contains(string(related[0]), e.uri("app/agentbox.hcl")) {
		t.Errorf("subtypes: %s", related)
	}
	e.must("textDocument/prepareCallHierarchy", e.at("app/agentbox.hcl", "twice", 1), &items)
	if len(items) != 1 {
		t.Fatalf("items: %s", items)
	}
	var calls []struct{ FromRanges []span }
	e.must("callHierarchy/incomingCalls", map[string]any{"item": items[0]}, &calls)
	if len(calls) != 1 || len(calls[0].FromRanges) != 1 {
		t.Errorf("calls: %v", calls)
	}
	e.must("callHierarchy/outgoingCalls", map[string]any{"item": items[0]}, &calls)
	if len(calls) != 0 {
		t.Errorf("calls of a function without any: %v", calls)
	}
}
