package rig

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"strings"
)

// Pin returns a lock file that asks for the same inputs as lock does, and
// locks each to a tree of the rig: nixpkgs, nix2container and rust-overlay by
// the name of the repository, anything else to a flake with next to nothing.
// Only what Nix would fetch is changed; the structure stays as it was.
func (r *Rig) Pin(lock []byte) ([]byte, error) {
	var file map[string]json.RawMessage
	var nodes map[string]map[string]any
	if err := json.Unmarshal(lock, &file); err != nil {
		return nil, fmt.Errorf("reading the lock file: %w", err)
	}
	if err := json.Unmarshal(file["nodes"], &nodes); err != nil {
		return nil, fmt.Errorf("reading the nodes of the lock file: %w", err)
	}
	for _, node := range nodes {
		if locked, ok := node["locked"].(map[string]any); ok {
			r.pinNode(locked)
		}
	}
	var err error
	if file["nodes"], err = json.Marshal(nodes); err != nil {
		return nil, err
	}
	return json.MarshalIndent(file, "", "  ")
}

func (r *Rig) pinNode(locked map[string]any) {
	if _, relative := locked["narHash"]; !relative && locked["type"] == "path" {
		return // a directory beside the flake itself
	}
	input := r.input(locked)
	locked["narHash"] = input.NarHash
	if _, ok := locked["rev"]; ok {
		// Nix remembers what it found under a revision, whatever the hash.
		locked["rev"] = input.revision()
	}
	if locked["type"] != "tarball" { // Nix 2.8 knows no time of a tarball
		locked["lastModified"] = 1
	}
}

// input finds the stand-in for what is locked.
func (r *Rig) input(locked map[string]any) Input {
	for _, key := range []string{"repo", "url", "path", "id"} {
		text, _ := locked[key].(string)
		name := strings.TrimSuffix(strings.ToLower(path.Base(text)), ".git")
		if input, ok := r.trees.inputs[name]; ok {
			return input
		}
	}
	return r.trees.inputs["other"]
}

// revision is an invented one that belongs to this tree and to no other.
func (i Input) revision() string {
	sum := sha256.Sum256([]byte(i.NarHash))
	return hex.EncodeToString(sum[:20])
}
