package flake

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/rig"
)

// Every package set of the cases can be asked for its names by itself, by both
// Nix, with the lock of the unit, and whatever inputs and settings are called.
func TestAsking(t *testing.T) {
	r := rig.Use(t)
	asked := 0
	for name, program := range cases {
		p := program()
		for _, pl := range p.Platforms {
			for _, s := range pl.Pkgsets {
				if slices.ContainsFunc(s.Overlays, func(o ir.OverlayRef) bool { return o.Input == "" }) {
					continue // of the unit: not for asking
				}
				asked++
				label := fmt.Sprintf("%s-%s-%d", name, pl.System, asked)
				file, _ := nix.Print(Asking(p, "package+set", PackageSet(p, s, pl.System)))
				f, err := r.Flake(filepath.Join(t.TempDir(), label), "testdata/unit", file, lockOf(t, p.Inputs))
				if err != nil {
					t.Fatal(err)
				}
				checkAsked(t, r, f, label)
			}
		}
	}
	if asked < 10 {
		t.Errorf("only %d package sets were asked for", asked)
	}
}

func checkAsked(t *testing.T, r *rig.Rig, f *rig.Flake, label string) {
	t.Helper()
	var first []string
	for i, n := range r.Nixes {
		out, err := n.Run(f.Dir, nil, "nix", "eval", "--json", "--no-update-lock-file", "path:.#package+set", "--apply", "builtins.attrNames")
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		if err := json.Unmarshal([]byte(out), &names); err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(names, "hello") {
			t.Errorf("%s has %d names, and hello is none of them", label, len(names))
		}
		if i == 0 {
			first = names
		} else if !slices.Equal(names, first) {
			t.Errorf("%s has other names in Nix %s than in Nix %s", label, n.Version, r.Nixes[0].Version)
		}
	}
}
