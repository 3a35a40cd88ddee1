package rig_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
	for _, pattern := range []string{"../examples/*/agentbox.hcl", "../golden/*/in/agentbox.hcl"} {
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

// TestEndToEnd takes every unit through both Nix: its lock file is accepted,
// it evaluates for every system, its images are built and right, and its
// shells have the programs of the images.
func TestEndToEnd(t *testing.T) {
	r := rig.Use(t)
	units := units(t, r)
	results := make([]result, len(r.Nixes))
	t.Run("nix", func(t *testing.T) {
		for i, n := range r.Nixes {
			t.Run(n.Name, func(t *testing.T) {
				t.Parallel()
				results[i] = endToEnd(t, n, place(t, r, units))
			})
		}
	})
	if diff := cmp.Diff(results[0].outputs, results[1].outputs); diff != "" {
		t.Errorf("Nix %s and %s do not make the same derivations:\n%s", r.Nixes[0].Version, r.Nixes[1].Version, diff)
	}
	t.Run("run", func(t *testing.T) {
		flakes := place(t, r, units)
		for name, unit := range results[0].outputs {
			t.Run(name, func(t *testing.T) { runPrograms(t, r.Nixes[0], flakes[name], unit) })
		}
	})
	t.Run("thirty layers in a row", func(t *testing.T) {
		image, err := r.Nixes[0].ReadImage(results[0].outputs["thirty-layers"].Packages[rig.System()]["all"].OutPath)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for i := range thirtyPackages {
			want = append(want, fmt.Sprintf("agentboxc layer l%02d", i+1))
		}
		if got := image.LayerNames(); !slices.Equal(got[:len(want)], want) {
			t.Errorf("layers are %q, want %q", got, want)
		}
	})
	for name, description := range results[0].images {
		if !bytes.Equal(description, results[1].images[name]) {
			t.Errorf("Nix %s and %s build different images for %s", r.Nixes[0].Version, r.Nixes[1].Version, name)
		}
	}
}

// result is what one Nix makes of the units.
type result struct {
	outputs map[string]rig.Outputs
	images  map[string][]byte // descriptions, by unit, system and name
}

func endToEnd(t *testing.T, n *rig.Nix, flakes map[string]*rig.Flake) result {
	for _, name := range slices.Sorted(maps.Keys(flakes)) {
		if err := flakes[name].AcceptLock(n); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := flakes[name].Check(n); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	outputs, err := n.Evaluate(flakes)
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Build(derivations(outputs)...); err != nil {
		t.Fatal(err)
	}
	images := map[string][]byte{}
	for name, unit := range outputs {
		for system, packages := range unit.Packages {
			for attr, out := range packages {
				id := name + "/" + system + "/" + attr
				t.Run(id, func(t *testing.T) {
					images[id] = verify(t, n, out, unit.DevShells[system][attr])
				})
			}
		}
		t.Run(name+"/shells", func(t *testing.T) { compareShells(t, n, flakes[name], unit) })
	}
	return result{outputs, images}
}

func derivations(outputs map[string]rig.Outputs) []string {
	var drvs []string
	for _, unit := range outputs {
		for _, set := range []map[string]map[string]rig.Output{unit.Packages, unit.DevShells, unit.Checks} {
			for _, outs := range set {
				for _, out := range outs {
					drvs = append(drvs, out.DrvPath)
				}
			}
		}
	}
	slices.Sort(drvs)
	return slices.Compact(drvs)
}

// verify checks an image, which must hold all that the shell has.
func verify(t *testing.T, n *rig.Nix, out, shell rig.Output) []byte {
	image, err := n.ReadImage(out.OutPath)
	if err != nil {
		t.Fatal(err)
	}
	problems, err := image.Verify(shell.Packages...)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range problems {
		t.Error(problem)
	}
	return image.Bytes
}

// compareShells runs each shell that is named like an image, and looks up
// there every program that the image has in /bin.
func compareShells(t *testing.T, n *rig.Nix, f *rig.Flake, unit rig.Outputs) {
	seen := map[string]bool{}
	for name, shell := range unit.DevShells[rig.System()] {
		out, ok := unit.Packages[rig.System()][name]
		if !ok || seen[shell.DrvPath+out.DrvPath] {
			continue
		}
		seen[shell.DrvPath+out.DrvPath] = true
		image, err := n.ReadImage(out.OutPath)
		if err != nil {
			t.Fatal(err)
		}
		want, err := image.Programs()
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.ShellPrograms(n, name, slices.Sorted(maps.Keys(want)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("image and shell %s have different programs:\n%s", name, diff)
		}
	}
}

// tries are commands that say something about the program that runs them.
var tries = []string{
	"bash --version", "git --version", "jq --version", "ls --version", "node --version", "python3 --version",
	"rustc --version", "sqlite3 --version", "tar --version",
	"jq .a <<<'{\"a\": 1}'", "git hash-object --stdin <<<text", "sqlite3 :memory: 'select 6 * 7'",
}

// runPrograms unpacks each image that is named like a shell, and runs the
// same programs from it and in the shell.
func runPrograms(t *testing.T, n *rig.Nix, f *rig.Flake, unit rig.Outputs) {
	for name := range unit.DevShells[rig.System()] {
		out, ok := unit.Packages[rig.System()][name]
		if !ok {
			continue
		}
		image, err := n.ReadImage(out.OutPath)
		if err != nil {
			t.Fatal(err)
		}
		programs, err := image.Programs()
		if err != nil {
			t.Fatal(err)
		}
		if programs["bash"] == "" {
			t.Logf("image %s has no shell to run the others with", name)
			continue
		}
		var script strings.Builder
		script.WriteString("export HOME=/\n")
		for _, try := range tries {
			if programs[strings.Fields(try)[0]] != "" {
				fmt.Fprintf(&script, "%s 2>&1 || echo failed: $?\n", try)
			}
		}
		root := t.TempDir()
		if err := image.Unpack(root); err != nil {
			t.Fatal(err)
		}
		inImage, err := image.RunIn(root, 0, 0, "/bin/bash", "-c", script.String())
		if err != nil {
			t.Error(err)
		}
		inShell, err := f.Develop(n, name, "bash", "-c", script.String())
		if err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(inImage, inShell); diff != "" || strings.Contains(inImage, "failed") {
			t.Errorf("programs of %s run differently in the image and in the shell:\n%s\n%s", name, diff, inImage)
		}
	}
}
