package server_test

import (
	"strings"
	"testing"
)

type action struct {
	Title       string
	Kind        string
	IsPreferred bool
	Diagnostics []diagnostic
	Edit        struct {
		Changes         map[string][]textEdit
		DocumentChanges []struct {
			TextDocument struct {
				URI     string
				Version *int
			}
			Edits []textEdit
		}
	}
}

// actions are what is offered for a part of agentbox.hcl.
func (e *editor) actions(at span, only ...string) []action {
	e.t.Helper()
	params := e.document("agentbox.hcl")
	params["range"] = at
	params["context"] = map[string]any{"diagnostics": []any{}, "only": only}
	if len(only) == 0 {
		params["context"] = map[string]any{"diagnostics": []any{}}
	}
	var found []action
	e.must("textDocument/codeAction", params, &found)
	return found
}

func TestCodeActions(t *testing.T) {
	e := openFolder(t, nil)
	text := strings.Replace(unit, "layer.base", "layer.bass", 1)
	e.open("agentbox.hcl", 1, text)
	at := span{position{7, 13}, position{7, 13}}
	found := e.actions(at)
	if len(found) == 0 || found[0].Kind != "quickfix" || !found[0].IsPreferred || len(found[0].Diagnostics) != 1 || found[0].Diagnostics[0].Code != "AB3001" {
		t.Fatalf("%+v", found)
	}
	if got := edited(t, text, found[0].Edit.Changes[e.uri("agentbox.hcl")]); got != unit {
		t.Errorf("it makes\n%s", got)
	}
	for _, a := range found {
		if strings.HasPrefix(a.Kind, "source") {
			t.Errorf("nobody asked for %s", a.Title)
		}
	}
	if found := e.actions(at, "refactor"); len(found) == 0 || !strings.HasPrefix(found[0].Kind, "refactor.") {
		t.Errorf("only refactorings: %+v", found)
	}
	unsorted := strings.Replace(unit, "pkgs.bash", "pkgs.jq, pkgs.bash", 1)
	e.change("agentbox.hcl", 2, unsorted)
	if found := e.actions(span{}, "source"); len(found) != 1 || found[0].Kind != "source.organize" {
		t.Errorf("only what is for the file: %+v", found)
	}
}

// Edits are of the version that they were made for.
func TestVersionedActions(t *testing.T) {
	e := connect(t, t.TempDir())
	e.initialize(`{"workspace": {"workspaceEdit": {"documentChanges": true}}}`)
	e.open("agentbox.hcl", 7, "waiver \"w\" {}\nlayer \"x\" {}\n")
	found := e.actions(span{})
	if len(found) != 1 || len(found[0].Edit.DocumentChanges) != 1 || len(found[0].Diagnostics) != 5 {
		t.Fatalf("%+v", found)
	}
	change := found[0].Edit.DocumentChanges[0]
	if change.TextDocument.URI != e.uri("agentbox.hcl") || change.TextDocument.Version == nil || *change.TextDocument.Version != 7 {
		t.Errorf("%+v", change)
	}
}

const measurements = `{
  "version": 1,
  "images": {"runtime": {"x86_64-linux": {
    "layers": ["layer.base sha256:0000000000000000000000000000000000000000000000000000000000000000"],
    "program": "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
  }}},
  "layers": {"x86_64-linux": {"layer.base": [{
    "digest": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
    "paths": {"bash-5.2 00000000000000000000000000000000": 2000000},
    "size": 3000000
  }]}}
}
`

func TestWhatWasMeasured(t *testing.T) {
	dir := t.TempDir()
	e := connect(t, dir)
	e.write("agentbox.hcl", unit)
	e.write("agentbox.lock.json", measurements)
	e.initialize(`{"experimental": {"commands": {"commands": ["agentbox.showReferences"]}}}`)
	var lenses []struct {
		Range   span
		Command struct {
			Title, Command string
			Arguments      []any
		}
	}
	e.must("textDocument/codeLens", e.document("agentbox.hcl"), &lenses)
	if len(lenses) != 3 || lenses[0].Command.Title != "used by 1 variant" || len(lenses[0].Command.Arguments) != 3 || lenses[1].Command.Title != "3.0 MB" {
		t.Errorf("%+v", lenses)
	}
	var hints []struct {
		Position position
		Label    string
	}
	params := e.document("agentbox.hcl")
	params["range"] = span{position{0, 0}, position{9, 0}}
	e.must("textDocument/inlayHint", params, &hints)
	if len(hints) != 1 || hints[0].Label != "2.0 MB" || hints[0].Position != (position{3, 23}) {
		t.Errorf("%+v", hints)
	}
}

const ownNixpkgs = `{
  "nodes": {
    "nixpkgs": {"locked": {"narHash": "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "owner": "NixOS", "repo": "nixpkgs", "rev": "0123456789012345678901234567890123456789", "type": "github"}, "original": {"owner": "NixOS", "ref": "nixos-unstable", "repo": "nixpkgs", "type": "github"}},
    "nixpkgs_2": {"locked": {"narHash": "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "owner": "NixOS", "repo": "nixpkgs", "rev": "9876543210987654321098765432109876543210", "type": "github"}, "original": {"owner": "NixOS", "repo": "nixpkgs", "type": "github"}},
    "nix2container": {"inputs": {"nixpkgs": ["nixpkgs"]}, "locked": {"narHash": "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "owner": "nlewo", "repo": "nix2container", "rev": "0123456789012345678901234567890123456789", "type": "github"}, "original": {"owner": "nlewo", "repo": "nix2container", "type": "github"}},
    "overlay": {"inputs": {"nixpkgs": "nixpkgs_2"}, "locked": {"narHash": "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "owner": "o", "repo": "overlay", "rev": "0123456789012345678901234567890123456789", "type": "github"}, "original": {"owner": "o", "repo": "overlay", "type": "github"}},
    "root": {"inputs": {"nix2container": "nix2container", "nixpkgs": "nixpkgs", "overlay": "overlay"}}
  },
  "root": "root",
  "version": 7
}
`

func TestInputsMayFollow(t *testing.T) {
	e := connect(t, t.TempDir())
	e.write("agentbox.hcl", "input \"overlay\" {\n  url = \"github:o/overlay\"\n}\n\nlayer \"x\" {\n  packages = [pkgs.git]\n}\n")
	e.write("flake.lock", ownNixpkgs)
	e.initialize(`{}`)
	for line, want := range map[int]int{1: 1, 5: 0} {
		var actions []struct{ Title string }
		params := e.document("agentbox.hcl")
		params["range"] = span{position{line, 2}, position{line, 2}}
		params["context"] = map[string]any{"diagnostics": []any{}}
		e.must("textDocument/codeAction", params, &actions)
		found := 0
		for _, a := range actions {
			if a.Title == "Let nixpkgs follow input.nixpkgs" {
				found++
			}
		}
		if found != want {
			t.Errorf("line %d: %+v", line, actions)
		}
	}
}
