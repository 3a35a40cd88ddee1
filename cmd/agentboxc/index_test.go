package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/agentboxc/agentboxc/rig"
)

const namedUnit = `
platform "x86_64-linux" {}
platform "aarch64-linux" {}

package "python_env" "main" {
  packages = ["requests"]
}

layer "base" {
  packages = [pkgs.bash, pkgs.nodejs_22, package.python_env.main, pkgs.python312Packages.pip, pkgs.openssl.out]
}

variant "runtime" {
  layers = [layer.base]
}
`

// unwrapped is a text with its lines put together.
func unwrapped(text string) string { return strings.Join(strings.Fields(text), " ") }

// cached are the files of the index.
func (w *workshop) cached() []string {
	w.t.Helper()
	var files []string
	for _, e := range w.env {
		if dir, ok := strings.CutPrefix(e, "XDG_CACHE_HOME="); ok {
			found, err := filepath.Glob(filepath.Join(dir, "agentboxc", "names-1", "*"))
			if err != nil {
				w.t.Fatal(err)
			}
			files = found
		}
	}
	return files
}

func TestIndex(t *testing.T) {
	w := openWorkshop(t, namedUnit)
	if _, said := w.run(1, "search", "node"); !strings.Contains(said, "agentboxc lock --index") {
		t.Errorf("without an index: %s", said)
	}
	out, _ := w.run(0, "lock", "--index", "--offline")
	wants(t, out, "+ names of pkgs for x86_64-linux: 1", "+ names of pkgs for aarch64-linux: 1")
	files := w.cached()
	out, _ = w.run(0, "lock", "--index", "--json")
	var doc struct {
		Index []struct {
			Pkgset, Platform string
			Names            int
			Known, Complete  bool
		}
	}
	if err := json.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Index) != 2 || !doc.Index[0].Known || !doc.Index[0].Complete || doc.Index[0].Names < 100 {
		t.Errorf("the second time: %+v", doc.Index)
	}
	if !slices.Equal(files, w.cached()) {
		t.Error("the second time makes other files")
	}

	// From here on no Nix is needed, and none is asked.
	env := w.env
	w.env = append(slices.Clone(env), "PATH=/nowhere")
	w.run(0, "validate")
	out, _ = w.run(0, "search", "nodejs")
	wants(t, out, "pkgs.nodejs\n", "pkgs.nodejs_20\n", "pkgs.nodejs_22  22.14.0\n")
	out, _ = w.run(0, "search", "python312Packages.request", "--json")
	wants(t, out, `"address": "pkgs.python312Packages.requests"`, `"match": "prefix"`, `"address": "pkgs.python312Packages.types-requests"`, `"match": "part"`, `"total": 2`)
	_, said := w.run(0, "search", "python313Packages.pip")
	wants(t, said, "The names in pkgs.python313Packages are not indexed: use a package of it in the unit")
	w.write("agentbox.hcl", strings.NewReplacer("nodejs_22", "nodejs_99", `"requests"`, `"reqests"`, "Packages.pip", "Packages.pipp", "openssl.out", "openssl.outt").Replace(namedUnit))
	for _, command := range []string{"validate", "plan", "apply"} {
		_, said := w.run(1, command)
		wants(t, unwrapped(said), `There is no "nodejs_99" in pkgs, as flake.lock pins input.nixpkgs. Did you mean pkgs.nodejs_22`, "(22.14.0)?",
			`There is no "reqests" among the Python packages of pkgs.python3,`, `Did you mean "requests"`,
			`There is no "pipp" in pkgs.python312Packages,`, `There is no "outt" in pkgs.openssl,`)
	}
	// Locking asks nobody about names: what it moves to may well have them.
	w.run(0, "lock")
	w.env = env

	// Nix agrees.
	w.env = append(slices.Clone(env), "XDG_CACHE_HOME="+t.TempDir())
	w.write("agentbox.hcl", strings.Replace(namedUnit, "nodejs_22", "nodejs_99", 1))
	_, said = w.run(1, "build", "--platform", "amd64")
	wants(t, said, "AB7001", "attribute 'nodejs_99' missing")
}

// Damage counts as nothing, and is mended by making the index again.
func TestDamagedIndex(t *testing.T) {
	w := openWorkshop(t, strings.Replace(namedUnit, "nodejs_22", "nodejs_99", 1))
	w.run(0, "lock", "--index")
	w.run(1, "validate")
	for _, damage := range []func(data []byte) []byte{
		func(data []byte) []byte { return data[:len(data)/2] },
		func([]byte) []byte { return nil },
		func(data []byte) []byte { return slices.Concat(data[:len(data)-40], []byte(strings.Repeat("x", 40))) },
		func(data []byte) []byte { return []byte(strings.ReplaceAll(string(data), "\n", "\r")) },
	} {
		for _, file := range w.cached() {
			data, err := os.ReadFile(file)
			if err == nil {
				err = os.WriteFile(file, damage(data), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if out, said := w.run(0, "validate"); strings.Contains(out+said, "AB3011") {
			t.Errorf("with a damaged index it says\n%s%s", out, said)
		}
		w.run(0, "lock", "--index")
		_, said := w.run(1, "validate")
		wants(t, unwrapped(said), "Did you mean pkgs.nodejs_22 (22.14.0)?")
	}
}

// Another tree has another index: what the old one lacks is not said of the new.
func TestIndexIsOfTheLockedTree(t *testing.T) {
	w := openWorkshop(t, strings.Replace(namedUnit, "nodejs_22", "nodejs_99", 1))
	w.run(0, "lock", "--index")
	w.run(1, "validate")
	r := rig.Use(t)
	w.write("flake.lock", strings.ReplaceAll(w.read("flake.lock"), r.Input("nixpkgs").NarHash, r.Input("other").NarHash))
	w.run(0, "validate")
}

func TestIndexOfOverlays(t *testing.T) {
	const sets = `
input "rust-overlay" {
  url     = "github:oxalica/rust-overlay"
  follows = { nixpkgs = input.nixpkgs }
}

pkgset "default" {
  overlays     = [input.rust-overlay.overlays.default]
  allow_unfree = ["unrar"]
}

pkgset "own" {
  input    = input.nixpkgs
  overlays = [overlay.own]
}

overlay "own" {
  file = "own.nix"
}

layer "more" {
  packages = [pkgs.rust-bin.stable.latest.minimal, pkgset.own.added, pkgset.own.hello]
}
`
	unit := strings.Replace(namedUnit, "[layer.base]", "[layer.base, layer.more]", 1) + sets
	w := openWorkshop(t, unit)
	lock, err := os.ReadFile("../../examples/agentbox/flake.lock")
	if err != nil {
		t.Fatal(err)
	}
	if lock, err = rig.Use(t).Pin(lock); err != nil {
		t.Fatal(err)
	}
	w.write("flake.lock", string(lock))
	w.write("own.nix", "final: prev: { added = prev.hello; }\n")
	out, _ := w.run(0, "lock", "--index")
	wants(t, out, "names of pkgs for x86_64-linux: ", "names of pkgset.own for x86_64-linux: ", ", without those that overlays of the unit add")
	w.run(0, "validate")
	// What an overlay of an input adds is known, and what is missing is certain.
	w.write("agentbox.hcl", strings.NewReplacer("rust-bin.stable", "rust-bni.stable", "own.hello", "own.helo").Replace(unit))
	_, said := w.run(1, "validate")
	wants(t, unwrapped(said), `There is no "rust-bni" in pkgs`, "Did you mean pkgs.rust-bin")
	if strings.Contains(said, `"helo"`) {
		t.Errorf("it claims to know what an overlay of the unit adds:\n%s", said)
	}
	out, _ = w.run(0, "search", "--pkgset", "own", "hello", "--describe")
	wants(t, out, "pkgset.own.hello  2.12.1")
	_, said = w.run(64, "search", "--pkgset", "onw", "hello")
	wants(t, said, `did you mean "own"?`)
}

// Several processes at once make one good index.
func TestIndexInParallel(t *testing.T) {
	w := openWorkshop(t, strings.Replace(namedUnit, "nodejs_22", "nodejs_99", 1))
	w.run(0, "lock")
	other := openWorkshop(t, w.read("agentbox.hcl"))
	other.env = w.env
	var all sync.WaitGroup
	for _, each := range []*workshop{w, other} {
		all.Go(func() {
			if out, err := each.command("lock", "--index").CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	all.Wait()
	_, said := w.run(1, "validate")
	wants(t, unwrapped(said), "Did you mean pkgs.nodejs_22 (22.14.0)?")
}

// What is not in the store is not fetched offline, and not by who did not ask.
func TestIndexOffline(t *testing.T) {
	w := openWorkshop(t, namedUnit)
	lock, err := os.ReadFile("../../examples/hello/flake.lock")
	if err != nil {
		t.Fatal(err)
	}
	w.write("flake.lock", string(lock))
	_, said := w.run(1, "lock", "--index", "--offline")
	wants(t, unwrapped(said), "error: listing the names of packages: an input is not in the Nix store, and offline nothing is fetched:")
	_, said = w.run(0, "apply", "--verbose")
	if strings.Contains(said, "Asking Nix") || len(w.cached()) > 0 {
		t.Errorf("it asks nevertheless, or keeps %q:\n%s", w.cached(), said)
	}
}

// A cache that cannot be written to fails who asked for it, and nobody else.
func TestIndexCannotBeKept(t *testing.T) {
	w := openWorkshop(t, namedUnit)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "agentboxc"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	w.env = append(w.env, "XDG_CACHE_HOME="+dir)
	_, said := w.run(1, "lock", "--index")
	wants(t, said, "error: making the cache directory: ", dir)
	w.run(0, "validate")
	w.run(0, "apply")
}

// apply makes an index where that costs little, and does without where it does
// not: the files are the same.
func TestApplyIndexes(t *testing.T) {
	w := openWorkshop(t, namedUnit)
	env := w.env
	w.env = append(slices.Clone(env), "PATH=/nowhere")
	w.run(0, "apply")
	if files := w.cached(); len(files) > 0 {
		t.Errorf("without Nix it keeps %q", files)
	}
	before := w.read("flake.nix") + w.read("flake.lock")
	w.env = env
	w.run(0, "apply")
	files := w.cached()
	if len(files) == 0 {
		t.Fatal("with Nix it keeps nothing")
	}
	w.env = append(slices.Clone(env), "PATH=/nowhere")
	_, said := w.run(0, "apply")
	if said != "" || before != w.read("flake.nix")+w.read("flake.lock") {
		t.Errorf("with an index the files are others, or it says %q", said)
	}

	// What failed once is not tried again for who did not ask.
	failing := t.TempDir()
	script := "#!/bin/sh\ncase \"$1\" in\n--version) echo 'nix (Nix) 2.26.3' ;;\n*) echo asked >>\"$ASKED\"; echo 'error: no' >&2; exit 1 ;;\nesac\n"
	if err := os.WriteFile(filepath.Join(failing, "nix"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	asked := filepath.Join(t.TempDir(), "asked")
	w.env = append(slices.Clone(env), "PATH="+failing+":/usr/bin:/bin", "ASKED="+asked, "XDG_CACHE_HOME="+t.TempDir())
	for range 2 {
		w.run(0, "apply")
	}
	data, err := os.ReadFile(asked)
	if err != nil || strings.Count(string(data), "asked") != 2 { // once for each platform
		t.Errorf("Nix was asked %q, %v", data, err)
	}

	// Another package is no reason to ask, another set inside a set is one.
	w.env = append(slices.Clone(env), "PATH="+failing+":/usr/bin:/bin", "ASKED="+asked+"-again")
	w.write("agentbox.hcl", strings.Replace(namedUnit, "pkgs.bash,", "pkgs.bash, pkgs.jq,", 1))
	w.run(0, "apply")
	if _, err := os.Stat(asked + "-again"); err == nil {
		t.Error("Nix was asked about a package")
	}
	w.write("agentbox.hcl", strings.Replace(namedUnit, "pkgs.bash,", "pkgs.bash, pkgs.python313Packages.pip,", 1))
	w.run(0, "apply")
	if _, err := os.Stat(asked + "-again"); err != nil {
		t.Error("Nix was not asked about a set")
	}
	w.env = append(w.env, "XDG_CACHE_HOME="+t.TempDir())
	if _, said := w.run(1, "lock", "--index"); !strings.Contains(said, "error: listing the names in pkgs: no\n") {
		t.Errorf("who asks is told\n%s", said)
	}
}

// A unit without an index costs the look for one.
func TestNoIndexNoTrace(t *testing.T) {
	w := openWorkshop(t, namedUnit)
	w.run(0, "validate")
	err := filepath.WalkDir(w.dir, func(name string, _ fs.DirEntry, err error) error {
		if strings.Contains(name, "names-1") {
			t.Errorf("there is %s", name)
		}
		return err
	})
	if err != nil || len(w.cached()) > 0 {
		t.Errorf("validate keeps something: %v, %v", err, w.cached())
	}
}
