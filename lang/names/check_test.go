package names_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/names"
)

// bySystem is an index that knows another default set for each system.
type bySystem map[string]names.Plain

func (b bySystem) Set(p *ir.Program, s *ir.Pkgset, system string) names.Set {
	set := b[system].Set(p, s, system)
	if set == nil {
		return nil
	}
	return described{set}
}

// described says something about every package.
type described struct{ names.Set }

func (described) About(path []string) names.About {
	name := path[len(path)-1]
	return names.About{Version: "1.2", Description: "What " + name + " is", Refused: name == "wink"}
}

func compile(t *testing.T, unit string, index names.Index) (*lang.Result, diag.List) {
	t.Helper()
	fsys := fstest.MapFS{"agentbox.hcl": {Data: []byte(unit)}}
	return lang.Compile(fsys, ".", lang.Options{DirName: "unit", Names: index})
}

func details(diags diag.List) []string {
	var list []string
	for _, d := range diags {
		list = append(list, string(d.Code)+" "+d.Detail)
	}
	return list
}

const twoPlatforms = `
platform "x86_64-linux" {}
platform "aarch64-linux" {}
layer "base" {
  packages = [pkgs.hello, pkgs.wine]
}
variant "runtime" {
  layers = [layer.base]
}
`

func TestWhatOnlySomePlatformsHave(t *testing.T) {
	both := names.Plain{"default": {"hello", "wine"}}
	one := names.Plain{"default": {"hello", "wide", "wink"}} // the latter is refused
	only := `AB3011 There is no "wine" in pkgs on aarch64-linux, as flake.lock pins input.nixpkgs. Only x86_64-linux has it: list it in a layer with only = ["x86_64-linux"], or choose by platform.system.`
	typo := `AB3011 There is no "wine" in pkgs, as flake.lock pins input.nixpkgs. Did you mean pkgs.wide (1.2, What wide is)?`
	for name, test := range map[string]struct {
		index names.Index
		want  []string
	}{
		"one lacks it":      {bySystem{"x86_64-linux": both, "aarch64-linux": one}, []string{only}},
		"all lack it":       {bySystem{"x86_64-linux": one, "aarch64-linux": one}, []string{typo}},
		"one is not known":  {bySystem{"aarch64-linux": one}, []string{typo}},
		"the one that has":  {bySystem{"x86_64-linux": both}, nil},
		"nothing is known":  {bySystem{}, nil},
		"there is no index": {nil, nil},
	} {
		if _, diags := compile(t, twoPlatforms, test.index); !slices.Equal(details(diags), test.want) {
			t.Errorf("%s: %q, want %q", name, details(diags), test.want)
		}
	}
	fixed := strings.Replace(twoPlatforms, ", pkgs.wine]", "]\n}\nlayer \"wine\" {\n  only     = [\"x86_64-linux\"]\n  packages = [pkgs.wine]", 1)
	if _, diags := compile(t, fixed, bySystem{"x86_64-linux": both, "aarch64-linux": one}); len(diags) > 0 {
		t.Errorf("the way out is none: %q", details(diags))
	}
}

func TestManyMissing(t *testing.T) {
	var unit strings.Builder
	unit.WriteString("layer \"base\" {\n  packages = [\n")
	for i := range 500 {
		unit.WriteString("    \"hell" + strings.Repeat("o", i) + "p\",\n")
	}
	unit.WriteString("  ]\n}\nvariant \"v\" {\n  layers = [layer.base]\n}\n")
	_, diags := compile(t, unit.String(), names.Plain{"default": {"hello"}})
	// Names have at most 200 characters.
	var unknown, suggested int
	for _, d := range diags {
		if d.Code == diag.UnknownPackage {
			unknown++
		}
		if len(d.Fixes) > 0 {
			suggested++
		}
	}
	if unknown < 150 || suggested == 0 || suggested > 20 {
		t.Errorf("%d are missing, %d with a suggestion", unknown, suggested)
	}
}

func TestWhatAProgramAsksFor(t *testing.T) {
	result, diags := compile(t, `
platform "x86_64-linux" {}
input "other" {
  url = "github:NixOS/nixpkgs/master"
}
pkgset "other" {
  input = input.other
}
package "python_env" "main" {
  python   = pkgset.other.python312
  packages = ["pip", "a.b", pkgs.python3Packages.pip]
}
variant "runtime" {
  packages = [package.python_env.main, pkgs.xorg.libX11.dev, "xorg.xorgserver"]
  config {
    entrypoint = ["${pkgs.bash}/bin/bash"]
  }
}
`, nil)
	if len(diags) > 0 {
		t.Fatal(details(diags))
	}
	written := func(sets map[string][][]string) map[string][]string {
		flat := map[string][]string{}
		for set, paths := range sets {
			for _, path := range paths {
				flat[set] = append(flat[set], strings.Join(path, "."))
			}
			slices.Sort(flat[set])
		}
		return flat
	}
	sets, packages := written(names.Sets(result.Program)), written(names.Packages(result.Program))
	if want := []string{"python3Packages", "xorg", "xorg.libX11"}; !slices.Equal(sets["default"], want) {
		t.Errorf("sets of the default one: %q, want %q", sets["default"], want)
	}
	if want := []string{"python312", "python312.pkgs", "python312.pkgs.a"}; !slices.Equal(sets["other"], want) {
		t.Errorf("sets of the other one: %q, want %q", sets["other"], want)
	}
	if want := []string{"bash", "python3Packages.pip", "xorg.libX11.dev", "xorg.xorgserver"}; !slices.Equal(packages["default"], want) {
		t.Errorf("packages of the default one: %q, want %q", packages["default"], want)
	}
	if want := []string{"python312", "python312.pkgs.a.b", "python312.pkgs.pip"}; !slices.Equal(packages["other"], want) {
		t.Errorf("packages of the other one: %q, want %q", packages["other"], want)
	}
}
