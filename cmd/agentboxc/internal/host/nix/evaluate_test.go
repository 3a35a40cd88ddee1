package nix

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/rig"
)

// mistakes is a flake with packages that cannot be evaluated.
const mistakes = `{
  outputs = _: let
    make = name: script: derivation { inherit name; system = "SYSTEM"; builder = "/bin/sh"; args = [ "-c" script ]; };
    pkgs = { a = 1; };
    inDepth = x: make "deep" (toString [ x ]);
  in {
    packages.SYSTEM = {
      good = make "good" "echo >$out";
      thrown = throw "boom: ${"from"} the flake";
      missing = make "missing" "${pkgs.doesNotExist}";
      again = make "again" "${pkgs.doesNotExist}";
      deep = inDepth (throw "deep down");
      data = 7;
    };
    packages.aarch64-linux.other = { drvPath = "/nix/store/x"; outPath = "/nix/store/y"; };
  };
}
`

func TestEvaluateReportsAll(t *testing.T) {
	withEach(t, func(t *testing.T, n realNix) {
		s := staged(t, nativeFlake(mistakes))
		targets, err := n.Evaluate(t.Context(), s, []string{rig.System()}, nil)
		if len(targets) != 1 || targets[0].Attr != "good" || targets[0].System != rig.System() ||
			!strings.HasSuffix(targets[0].Drv, "-good.drv") || !strings.HasSuffix(targets[0].Out, "-good") {
			t.Errorf("good packages: %+v", targets)
		}
		want := map[string]struct {
			kind Kind
			line int
		}{
			"boom: from the flake":             {Other, 9},
			"attribute 'doesNotExist' missing": {MissingAttribute, 10},
			"deep down":                        {Other, 12},
		}
		for _, e := range problemsIn(err) {
			w, ok := want[e.Text]
			if !ok {
				continue
			}
			if len(e.Places) > 0 && e.Places[0].Line == 11 {
				continue // the same mistake at another place
			}
			delete(want, e.Text)
			known := len(e.Places) > 0 && e.Places[0].Line == w.line
			if old := n.Version.before(subdirs) && w.kind == Other; e.Kind != w.kind || !known && !old { // 2.8 has no place for throw
				t.Errorf("%s: kind %d, places %+v, want kind %d in line %d", e.Text, e.Kind, e.Places, w.kind, w.line)
			}
			if e.Kind == MissingAttribute && e.Attribute != "doesNotExist" {
				t.Errorf("missing is %q", e.Attribute)
			}
		}
		if len(want) > 0 {
			t.Errorf("not reported: %v; the errors are %v", want, err)
		}
		// What is not wanted does not matter.
		wanted, err := n.Evaluate(t.Context(), s, []string{rig.System()}, []string{"good", "none", "good"})
		if err != nil || !slices.Equal(wanted, targets) {
			t.Errorf("evaluated %v, error %v; want %v", wanted, err, targets)
		}
	})
}

func TestEvaluateErrorsOfTheWholeFlake(t *testing.T) {
	tests := map[string]struct {
		flake string
		says  string
		place []Place
	}{
		"syntax":     {"{\n  outputs = _: {\n    x = ;\n  };\n}\n", "syntax error", []Place{{3, 9}}},
		"no package": {"{\n  outputs = _: { };\n}\n", "does not provide attribute", nil},
		"set":        {"{\n  outputs = _: {\n    packages = abort \"all of it\";\n  };\n}\n", "all of it", []Place{{3, 16}}},
	}
	withEach(t, func(t *testing.T, n realNix) {
		for name, test := range tests {
			_, err := n.Evaluate(t.Context(), staged(t, test.flake), []string{rig.System()}, nil)
			problems := problemsIn(err)
			if len(problems) != 1 || !strings.Contains(problems[0].Text, test.says) {
				t.Errorf("%s: error %v, want one with %q", name, err, test.says)
				continue
			}
			if diff := cmp.Diff(test.place, problems[0].Places); diff != "" && (problems[0].Places != nil || !n.Version.before(subdirs)) {
				t.Errorf("%s: the place is not right:\n%s", name, diff)
			}
		}
	})
}

// A package may be called packages, and have a dot in its name.
func TestEvaluateOddNames(t *testing.T) {
	const flake = `{
  outputs = _: let
    make = name: derivation { inherit name; system = "SYSTEM"; builder = "/bin/sh"; args = [ "-c" "echo >$out" ]; };
  in { packages.SYSTEM = { packages = make "a-NONCE"; "x.y" = make "b-NONCE"; "0ad" = make "c-NONCE"; }; };
}
`
	withEach(t, func(t *testing.T, n realNix) {
		s := staged(t, nativeFlake(flake))
		targets := evaluated(t, n.Nix, s, rig.System(), "0ad", "packages", "x.y")
		results, err := n.Build(t.Context(), Request{Staged: s, Targets: targets}, nil)
		if err != nil || len(results) != 3 {
			t.Errorf("results %v, error %v", results, err)
		}
	})
}

// Units may lie beside what they use, in directories with any name.
func TestUnitBelowTheTop(t *testing.T) {
	const flake = `{
  outputs = _: {
    packages.SYSTEM.x = derivation {
      name = "x-NONCE";
      system = "SYSTEM";
      builder = "/bin/sh";
      args = [ "-c" "echo ${builtins.readFile ../shared/text}${builtins.readFile ./own} >$out" ];
    };
    packages.SYSTEM.y = throw "why";
  };
}
`
	files := fstest.MapFS{
		"units/a b#c?d%20=&ü/own": {Data: []byte("own")},
		"units/shared/text":       {Data: []byte("shared")},
		"units/other/unrelated":   {Data: []byte("unrelated")},
	}
	withEach(t, func(t *testing.T, n realNix) {
		s, err := Stage(t.Context(), Source{
			FS: files, Unit: "units/a b#c?d%20=&ü", Paths: []string{"../shared/text", "own"},
			Flake: []byte(strings.ReplaceAll(nativeFlake(flake), "NONCE", n.rig.Name)),
		})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		targets, err := n.Evaluate(t.Context(), s, []string{rig.System()}, nil)
		if n.Version.before(subdirs) {
			if err == nil || !strings.Contains(err.Error(), "outside its directory") {
				t.Errorf("error %v, want one about files outside", err)
			}
			return
		}
		problems := problemsIn(err)
		if len(problems) != 1 || problems[0].Text != "why" || len(problems[0].Places) == 0 || problems[0].Places[0].Line != 9 {
			t.Fatalf("problems %+v", err)
		}
		if _, err := n.Build(t.Context(), Request{Staged: s, Targets: targets}, nil); err != nil || len(targets) != 1 {
			t.Errorf("targets %v, error %v", targets, err)
		}
	})
}
