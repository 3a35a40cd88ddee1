// Package rig is the machinery of the end-to-end tests: it gets two versions
// of Nix, and what they need to evaluate and build a generated flake without
// a network: a small nixpkgs (directory nixpkgs), a stand-in for nix2container
// (nix2container) and one for rust-overlay (rust-overlay). It is no part of
// agentboxc and is imported by tests only.
//
// # Parts
//
// One Nix is the machine's own, Debian's nix-bin. The other is the one of
// Debian's next release, in a root directory of its own made by debootstrap,
// with a store of its own. Both are installed when missing, once per machine;
// what cannot be fetched again quickly lies in the user's cache directory
// under agentboxc-rig. That wants root and Debian. Elsewhere tests that use
// the rig are skipped with a message; with CI=true they fail instead.
//
// The package set is made of stubs and of a few programs of the machine the
// tests run on (bash, coreutils, git, jq, …) with their libraries, so that
// something real runs in the images. Both Nix compute the same store paths
// for all of it.
//
// # Inputs
//
// Generated flakes have github: inputs. The rig pins their lock file to its
// own trees: each node keeps what it asks for and gets the hash of a tree
// that is already in the store, which Nix then never fetches. The flake
// itself stays byte for byte what was generated, and Nix runs without a
// network.
//
// # Locks
//
// A Network is one in which the hosts that flakes come from can be played by
// package forge, and a Locker is a Nix in it. What both Nix lock the flakes of
// many cases to is in testdata/lock/recorded; `go test -run TestLock -record`
// makes it anew.
//
// # By hand
//
//	go run ./rig/cmd/rig build DIR [ATTRIBUTE…]
//
// builds the flake in DIR (by default every package for this system) with
// both Nix, and checks the images.
//
//	go run ./rig/cmd/rig forge DIR COMMAND [ARGUMENT…]
//
// runs a command in a network with a forge that has the repositories of DIR,
// such as rig/testdata/lock/forge. AGENTBOXC_RIG_NIX2CONTAINER names a checkout
// of nix2container to use in the stand-in's place, and
// AGENTBOXC_RIG_NIX2CONTAINER_PROGRAM the program built from it.
package rig

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

// Rig is what tests build with. It is ready for use by several tests at once.
type Rig struct {
	Nixes []*Nix // oldest first
	trees *trees
}

// Input returns the stand-in of that name: nixpkgs, nix2container,
// rust-overlay or other.
func (r *Rig) Input(name string) Input { return r.trees.inputs[name] }

// Systems are the Nix systems that the package set has. Both can be built on
// either, since no build runs a program of its own system.
var Systems = []string{"aarch64-linux", "x86_64-linux"}

// System is the Nix system of this machine.
func System() string {
	return map[string]string{"amd64": "x86_64-linux", "arm64": "aarch64-linux"}[runtime.GOARCH]
}

// Use returns the rig of this machine, set up when needed. Where that is
// impossible the test is skipped, or fails if CI is set to true.
func Use(t testing.TB) *Rig {
	t.Helper()
	r, err := shared()
	if err == nil {
		return r
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("setting up the rig: %v", err)
	}
	t.Skipf("NOT TESTED with real Nix, the rig is not usable here: %v", err)
	return nil
}

var shared = sync.OnceValues(Open)

// Open sets up the rig of this machine: minutes the first time, a second or
// two later.
func Open() (*Rig, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = "/var/cache" // no home directory, as in a build service
	}
	cache = filepath.Join(cache, "agentboxc-rig")
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return nil, err
	}
	unlock, err := lock(cache)
	if err != nil {
		return nil, err
	}
	defer unlock()

	nixes, err := install(cache)
	if err != nil {
		return nil, fmt.Errorf("installing Nix: %w", err)
	}
	trees, err := plant(cache)
	if err != nil {
		return nil, fmt.Errorf("making the package set: %w", err)
	}
	for _, n := range nixes {
		if err := trees.addTo(n); err != nil {
			return nil, fmt.Errorf("filling the store of Nix %s: %w", n.Version, err)
		}
	}
	return &Rig{Nixes: nixes, trees: trees}, nil
}
