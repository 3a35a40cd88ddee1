package flake

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/sebdah/goldie/v2"

	"github.com/agentboxc/agentboxc/codegen/nix"
)

func TestBuildGolden(t *testing.T) {
	golden := goldie.New(t, goldie.WithFixtureDir("testdata/golden"), goldie.WithNameSuffix(".nix"))
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		t.Run(name, func(t *testing.T) {
			out, _ := nix.Print(Build(cases[name]()))
			golden.Assert(t, name, out)
		})
	}
}

// TestBuildParses has real Nix parse every golden file, which also finds
// variables that nothing binds.
func TestBuildParses(t *testing.T) {
	parser, err := exec.LookPath("nix-instantiate")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("nix-instantiate is needed in CI: ", err)
		}
		t.Skip("NOT TESTED: nix-instantiate is not installed, so no generated flake was parsed")
	}
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		t.Run(name, func(t *testing.T) {
			out, _ := nix.Print(Build(cases[name]()))
			file := filepath.Join(t.TempDir(), "flake.nix")
			if err := os.WriteFile(file, out, 0o644); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(parser, "--parse", file)
			cmd.Env = append(os.Environ(), "HOME="+t.TempDir())
			if text, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, text)
			}
		})
	}
}
