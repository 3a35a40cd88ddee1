package rig_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/rig"
)

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
			t.Run(name, func(t *testing.T) { comparePrograms(t, r.Nixes[0], flakes[name], unit) })
			if strings.HasPrefix(name, "examples/") {
				t.Run(name+"/start", func(t *testing.T) { start(t, r.Nixes[0], unit) })
			}
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
	outputs := evaluate(t, n, flakes)
	if err := n.Build(derivations(outputs)...); err != nil {
		t.Error(err) // the units that it concerns fail below
	}
	images := map[string][]byte{}
	for name, unit := range outputs {
		for system, packages := range unit.Packages {
			for attr, out := range packages {
				id := name + "/" + system + "/" + attr
				t.Run(id, func(t *testing.T) {
					images[id] = verify(t, n, out, pairedShell(unit, system, attr))
				})
			}
		}
		t.Run(name+"/build", func(t *testing.T) { buildByName(t, n, flakes[name], unit) })
		t.Run(name+"/shells", func(t *testing.T) { compareShells(t, n, flakes[name], unit) })
	}
	return result{outputs, images}
}

// evaluate evaluates all flakes at once, which is quick, or tells which of
// them cannot be evaluated.
func evaluate(t *testing.T, n *rig.Nix, flakes map[string]*rig.Flake) map[string]rig.Outputs {
	t.Helper()
	outputs, err := n.Evaluate(flakes)
	if err == nil {
		return outputs
	}
	for name, f := range flakes {
		if _, err := n.Evaluate(map[string]*rig.Flake{name: f}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	t.FailNow()
	return nil
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

// buildByName builds the images as the README says.
func buildByName(t *testing.T, n *rig.Nix, f *rig.Flake, unit rig.Outputs) {
	var attrs, want []string
	for attr, out := range unit.Packages[rig.System()] {
		attrs = append(attrs, attr)
		want = append(want, out.OutPath)
	}
	if len(attrs) == 0 {
		return // none for this system
	}
	got, err := f.BuildAttrs(n, attrs...)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(want)
	if want = slices.Compact(want); !slices.Equal(got, want) {
		t.Errorf("nix build gives %q, want %q", got, want)
	}
}

// pairedShell is the shell of that name when it is made from a variant, which
// the flake then checks. Others need not have what an image of the name has.
func pairedShell(unit rig.Outputs, system, name string) rig.Output {
	if _, ok := unit.Checks[system]["shell-"+name]; !ok {
		return rig.Output{}
	}
	return unit.DevShells[system][name]
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

// compareShells runs each shell that is paired with an image of its name, and looks up
// there every program that the image has in /bin.
func compareShells(t *testing.T, n *rig.Nix, f *rig.Flake, unit rig.Outputs) {
	seen := map[string]bool{}
	for name := range unit.DevShells[rig.System()] {
		shell := pairedShell(unit, rig.System(), name)
		out, ok := unit.Packages[rig.System()][name]
		if !ok || shell.DrvPath == "" || seen[shell.DrvPath+out.DrvPath] {
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
