package rig

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const lockToPin = `{
	"nodes": {
		"a": {
			"inputs": { "nixpkgs": ["nixpkgs"] },
			"locked": { "lastModified": 5, "narHash": "sha256-a", "owner": "x", "repo": "Nix2Container", "rev": "1", "type": "github" },
			"original": { "owner": "x", "repo": "Nix2Container", "type": "github" }
		},
		"nixpkgs": {
			"locked": { "narHash": "sha256-b", "type": "tarball", "url": "https://example.org/nixpkgs.git" },
			"original": { "type": "tarball", "url": "https://example.org/nixpkgs.git" }
		},
		"source": {
			"flake": false,
			"locked": { "lastModified": 5, "narHash": "sha256-c", "rev": "2", "type": "git", "url": "https://example.org/x" },
			"original": { "type": "git", "url": "https://example.org/x" }
		},
		"beside": {
			"locked": { "path": "./nixpkgs", "type": "path" },
			"original": { "path": "./nixpkgs", "type": "path" },
			"parent": []
		},
		"root": { "inputs": { "a": "a", "b": "nixpkgs" } }
	},
	"root": "root",
	"version": 7
}`

func TestPin(t *testing.T) {
	n2c, pkgs, other := Input{NarHash: "n2c"}, Input{NarHash: "pkgs"}, Input{NarHash: "other"}
	r := &Rig{trees: &trees{inputs: map[string]Input{"nix2container": n2c, "nixpkgs": pkgs, "other": other}}}
	pinned, err := r.Pin([]byte(lockToPin))
	if err != nil {
		t.Fatal(err)
	}
	type object = map[string]any
	var got, want object
	for text, value := range map[string]*object{string(pinned): &got, lockToPin: &want} {
		if err := json.Unmarshal([]byte(text), value); err != nil {
			t.Fatal(err)
		}
	}
	set := func(node string, values object) {
		maps.Copy(want["nodes"].(object)[node].(object)["locked"].(object), values)
	}
	set("a", object{"narHash": "n2c", "rev": n2c.revision(), "lastModified": 1.0})
	set("nixpkgs", object{"narHash": "pkgs"})
	set("source", object{"narHash": "other", "rev": other.revision(), "lastModified": 1.0})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
