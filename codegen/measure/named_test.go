package measure

import (
	"slices"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/flake"
	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

func TestNamed(t *testing.T) {
	p := &ir.Program{
		Dir: ".", Name: "box",
		Inputs: []*ir.Input{
			{Name: "a", URL: "path:../a?dir=x", Flake: true},
			{Name: "b", URL: "path:/elsewhere", Flake: true},
			{Name: "c", URL: "./c/", Flake: true},
			{Name: "d", URL: "path:d", Flake: true},
			{Name: "nixpkgs", URL: "github:NixOS/nixpkgs", Flake: true},
		},
		Platforms: []*ir.Platform{{
			System: "x86_64-linux", OS: "linux", Arch: "amd64",
			Pkgsets:  []*ir.Pkgset{{Name: "default", Input: "nixpkgs"}},
			Packages: []*ir.Package{{Kind: "nix", Name: "tool", Recipe: &ir.NixFile{File: "nix/tool.nix"}}},
			Layers:   []*ir.Layer{{Name: "l", Packages: []ir.PackageRef{{Kind: "nix", Name: "tool"}}, MaxLayers: 1}},
			Variants: []*ir.Variant{{Name: "v", Image: "box", Tag: "v", MaxLayers: 1, Layers: []ir.LayerRef{{Name: "l"}}}},
		}},
	}
	src, _ := nix.Print(flake.Build(p))
	parsed, err := nix.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"../a", "c", "d", "nix/tool.nix"}
	for name, f := range map[string]*nix.File{"built": flake.Build(p), "read back": parsed} {
		if got := Named(f); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
