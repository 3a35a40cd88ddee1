package rig

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// MakeLock writes a lock file for a flake that has none, from what its
// flake.nix declares, with the rig's trees as pins. The pins are of no use
// outside the tests.
func (r *Rig) MakeLock(flakeNix []byte) ([]byte, error) {
	dir, err := os.MkdirTemp("", "rig-lock-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "flake.nix"), flakeNix, 0o644); err != nil {
		return nil, err
	}
	var inputs map[string]declaredInput
	newest := r.Nixes[len(r.Nixes)-1] // the one that has parseFlakeRef
	if err := newest.Eval(dir, declared, &inputs); err != nil {
		return nil, fmt.Errorf("reading the inputs of the flake: %w", err)
	}
	nodes := map[string]any{}
	root := map[string]any{}
	for name, in := range inputs {
		if in.Follows != nil {
			root[name] = strings.FieldsFunc(*in.Follows, isSlash)
			continue
		}
		root[name] = name
		nodes[name] = r.lockNode(in, nodes)
	}
	nodes["root"] = map[string]any{"inputs": root}
	return json.MarshalIndent(map[string]any{"nodes": nodes, "root": "root", "version": 7}, "", "  ")
}

func isSlash(r rune) bool { return r == '/' }

type declaredInput struct {
	Original map[string]any
	Flake    bool
	Follows  *string
	Inputs   map[string]string // what its inputs follow
}

const declared = `
builtins.mapAttrs (name: input: {
  original =
    if input ? url then
      builtins.parseFlakeRef input.url
    else
      removeAttrs input [ "flake" "follows" "inputs" ];
  flake = input.flake or true;
  follows = input.follows or null;
  inputs = builtins.mapAttrs (_: i: i.follows or "") (input.inputs or { });
}) ((import ./flake.nix).inputs or { })
`

// lockNode makes the node of one input, and one for the nixpkgs that it has
// of its own when it follows none: every flake of the rig but nixpkgs has it.
func (r *Rig) lockNode(in declaredInput, nodes map[string]any) map[string]any {
	node := r.pinned(in.Original)
	if !in.Flake {
		node["flake"] = false
		return node
	}
	if r.input(in.Original).Name == "nixpkgs" {
		return node
	}
	if follows := in.Inputs["nixpkgs"]; follows != "" {
		node["inputs"] = map[string]any{"nixpkgs": strings.FieldsFunc(follows, isSlash)}
		return node
	}
	const own = "nixpkgs of its own"
	nodes[own] = r.pinned(map[string]any{"type": "github", "owner": "NixOS", "repo": "nixpkgs", "ref": "nixpkgs-unstable"})
	node["inputs"] = map[string]any{"nixpkgs": own}
	return node
}

func (r *Rig) pinned(original map[string]any) map[string]any {
	locked := map[string]any{}
	for key, value := range original {
		if key != "ref" {
			locked[key] = value
		}
	}
	if _, ok := locked["repo"]; ok {
		locked["rev"] = ""
	}
	r.pinNode(locked)
	return map[string]any{"original": original, "locked": locked}
}
