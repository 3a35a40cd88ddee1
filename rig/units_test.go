package rig_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/codegen"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/rig"
)

// compile compiles the unit in dir. Without a lock file of its own it gets
// one that is made up. It returns nil for a unit that is meant to have
// errors: one whose golden directory has no flake.nix.
func compile(t *testing.T, r *rig.Rig, dir string) (flakeNix, flakeLock []byte) {
	t.Helper()
	result, diags := lang.Compile(os.DirFS(dir), ".", lang.Options{DirName: filepath.Base(dir)})
	if diags.HasErrors() {
		if filepath.Base(dir) == "in" && missing(t, filepath.Join(dir, "../flake.nix")) {
			return nil, nil
		}
		t.Fatalf("%s does not compile: %v", dir, diags)
	}
	present, err := os.ReadFile(filepath.Join(dir, "flake.lock"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	out, diags := codegen.Generate(result.Program, present)
	if out.Lock == nil && present != nil {
		t.Fatalf("the lock of %s does not fit: %v", dir, diags)
	}
	if out.Lock == nil {
		return out.Flake, lockOf(t, r, dir, out.Flake)
	}
	return out.Flake, out.Lock
}

// lockOf is the lock file of a flake, or one that is made up.
func lockOf(t *testing.T, r *rig.Rig, dir string, flakeNix []byte) []byte {
	t.Helper()
	lock, err := os.ReadFile(filepath.Join(dir, "flake.lock"))
	if errors.Is(err, fs.ErrNotExist) {
		lock, err = r.MakeLock(flakeNix)
	}
	if err != nil {
		t.Fatal(err)
	}
	return lock
}

func missing(t *testing.T, file string) bool {
	t.Helper()
	_, err := os.Stat(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return err != nil
}

// unit is a directory with the files that were generated for it.
type unit struct {
	dir         string
	flake, lock []byte
}

// units are all units of the repository that compile, and the flakes that
// people wrote to try the rig with, by a name for subtests.
func units(t *testing.T, r *rig.Rig) map[string]unit {
	t.Helper()
	units := map[string]unit{}
	for _, pattern := range []string{"../examples/*/agentbox.hcl*", "../golden/*/in/agentbox.hcl*"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			dir := filepath.Dir(file)
			flake, lock := compile(t, r, dir)
			if flake == nil {
				continue
			}
			name := strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(dir), "../"), "/in")
			units[name] = unit{dir, flake, lock}
		}
	}
	dir := thirtyLayers(t)
	flake, lock := compile(t, r, dir)
	units["thirty-layers"] = unit{dir, flake, lock}
	units["testdata/agentbox"] = written(t, r, "testdata/agentbox")
	return units
}

// thirtyPackages are packages of the rig, many of which share others.
var thirtyPackages = strings.Fields("bash coreutils findutils gnugrep gnused gnutar gzip git git-lfs jq sqlite curl " +
	"wget openssh nodejs_20 pnpm yarn python312 python312Packages.pandas python312Packages.requests tmux ffmpeg " +
	"imagemagick tigervnc openbox fluxbox postgresql redis ripgrep cacert")

// thirtyLayers writes a unit with an image of thirty layers, named 01 to 30.
func thirtyLayers(t *testing.T) string {
	t.Helper()
	var text, names strings.Builder
	for i, name := range thirtyPackages {
		fmt.Fprintf(&text, "layer \"l%02d\" {\n  packages = [pkgs.%s]\n}\n\n", i+1, name)
		fmt.Fprintf(&names, "layer.l%02d, ", i+1)
	}
	fmt.Fprintf(&text, "variant \"all\" {\n  layers = [%s]\n}\n", names.String())
	dir := filepath.Join(t.TempDir(), "thirty")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "agentbox.hcl"), []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// written is a flake that a person wrote.
func written(t *testing.T, r *rig.Rig, dir string) unit {
	t.Helper()
	flake, err := os.ReadFile(filepath.Join(dir, "flake.nix"))
	if err != nil {
		t.Fatal(err)
	}
	return unit{dir, flake, lockOf(t, r, dir, flake)}
}

// place puts the units into directories of their own. Where they lie makes no
// difference to what Nix makes of them.
func place(t *testing.T, r *rig.Rig, units map[string]unit) map[string]*rig.Flake {
	t.Helper()
	dir := t.TempDir()
	flakes := map[string]*rig.Flake{}
	for name, u := range units {
		f, err := r.Flake(filepath.Join(dir, name), u.dir, u.flake, u.lock)
		if err != nil {
			t.Fatal(err)
		}
		flakes[name] = f
	}
	return flakes
}
