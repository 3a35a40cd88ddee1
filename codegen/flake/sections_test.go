package flake

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// sectionsOf cuts what is written for the program.
func sectionsOf(t *testing.T, p *ir.Program) []Section {
	t.Helper()
	text, _ := nix.Print(Build(p))
	f, err := nix.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	sections, ok := Sections(f)
	if !ok {
		t.Fatal("a built file is not of the layout that Sections knows")
	}
	return sections
}

func TestSectionsGolden(t *testing.T) {
	golden := goldie.New(t, goldie.WithFixtureDir("testdata/golden"), goldie.WithNameSuffix(".sections"))
	for _, name := range []string{"platforms", "shells", "limits"} {
		var out bytes.Buffer
		for _, s := range sectionsOf(t, cases[name]()) {
			text, _ := nix.Print(&nix.File{Body: s.Value})
			fmt.Fprintf(&out, "%s %s\n%s\n", s.Address, s.System, text)
		}
		golden.Assert(t, name, out.Bytes())
	}
}

// TestSectionsOfOnePlatform compares each platform's sections of a file for
// both with those of a file for that platform alone: what differs between the
// platforms must leave no trace.
func TestSectionsOfOnePlatform(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		for i, system := range []string{arm, x86} {
			both, one := cases[name](), cases[name]()
			if len(both.Platforms) < 2 {
				continue
			}
			one.Platforms = one.Platforms[i : i+1]
			want := sectionsOf(t, one)
			got := slices.DeleteFunc(sectionsOf(t, both), func(s Section) bool { return s.System != "" && s.System != system })
			if !slices.EqualFunc(got, want, sameSection) {
				t.Errorf("%s on %s: %s instead of %s", name, system, addresses(got), addresses(want))
			}
		}
	}
}

// TestSectionsOfTree sees that a built tree has the sections of the file that is
// written from it.
func TestSectionsOfTree(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		got, ok := Sections(Build(cases[name]()))
		if !ok {
			t.Fatalf("%s: a built tree is not of the layout that Sections knows", name)
		}
		want := sectionsOf(t, cases[name]())
		for i, s := range want {
			if i >= len(got) || got[i].Address != s.Address || got[i].System != s.System {
				t.Fatalf("%s: %s instead of %s", name, addresses(got), addresses(want))
			}
			if !nix.Equal(got[i].Value, s.Value) {
				a, _ := nix.Print(&nix.File{Body: got[i].Value})
				b, _ := nix.Print(&nix.File{Body: s.Value})
				t.Errorf("%s: %s is\n%s instead of\n%s", name, s.Address, a, b)
			}
		}
	}
}

func sameSection(a, b Section) bool {
	return a.Address == b.Address && a.System == b.System && nix.Equal(project(a.Value, a.System), project(b.Value, b.System))
}

func addresses(sections []Section) string {
	var names []string
	for _, s := range sections {
		names = append(names, s.Address+"@"+s.System)
	}
	return strings.Join(names, " ")
}

// TestSectionsTellChanges changes one thing and sees that nothing else moves.
func TestSectionsTellChanges(t *testing.T) {
	tests := map[string]func(*ir.Program){
		"agentbox":                func(p *ir.Program) { p.Description = "other" },
		"input.rust-overlay":      func(p *ir.Program) { in := *p.Inputs[2]; in.URL += "/master"; p.Inputs[2] = &in },
		"pkgset.default":          func(p *ir.Program) { p.Platforms[0].Pkgsets[0].AllowUnfree = true },
		"package.python_env.main": func(p *ir.Program) { p.Platforms[0].Packages[0].Recipe.(*ir.PythonEnv).IgnoreCollisions = true },
		"layer.base":              func(p *ir.Program) { l := p.Platforms[0].Layers[0]; l.Packages = l.Packages[1:] },
		"layer.wasm":              func(p *ir.Program) { p.Platforms[0].Layers[8].MaxLayers = 3 },
		"variant.runtime":         func(p *ir.Program) { p.Platforms[0].Variants[3].Config.WorkingDir = text("/") },
		"budget.layer.base":       func(p *ir.Program) { p.Platforms[0].Layers[0].Budgets = []*ir.Budget{budget("", limit(ir.Max, 1))} },
		"budget.variant.runtime":  func(p *ir.Program) { p.Platforms[0].Variants[3].Budgets = []*ir.Budget{budget("", limit(ir.Max, 1))} },
		"shell.default":           func(p *ir.Program) { p.Platforms[0].Shells[0].Hook = text("true") },
		"platform.aarch64-linux":  func(p *ir.Program) { p.Platforms[0].Arch = "arm" },
		"agentbox ":               func(p *ir.Program) { p.Default = p.Platforms[0].Variants[2] },
		"variant.desktop":         func(p *ir.Program) { p.Platforms[0].Variants[1].Abstract = true },
		"package.rust_toolchain.rs package.rust_toolchain.stable": func(p *ir.Program) { p.Platforms[0].Packages[1].Name = "rs" },
	}
	for want, change := range tests {
		p := agentbox()
		change(p)
		before, after := sectionsOf(t, agentbox()), sectionsOf(t, p)
		changed := map[string]bool{}
		collect := func(a, b []Section) {
			for _, s := range a {
				if !slices.ContainsFunc(b, func(o Section) bool { return sameSection(s, o) }) {
					changed[s.Address] = true
				}
			}
		}
		collect(before, after)
		collect(after, before)
		for _, address := range strings.Fields(want) {
			if !changed[address] {
				t.Errorf("%s did not change, but %v", address, slices.Sorted(maps.Keys(changed)))
			}
			delete(changed, address)
		}
		if len(changed) > 0 {
			t.Errorf("a change of %s also changed %v", want, slices.Sorted(maps.Keys(changed)))
		}
	}
}

func TestSectionsRefusesOtherLayouts(t *testing.T) {
	for _, src := range []string{
		`1`, `{ }`, `{ outputs = x; }`, `{ outputs = { self }: { }; }`, `{ outputs = { self }: let platforms = { }; in { }; }`,
		`{ outputs = { self }: let platforms = { }; perPlatform = f x; in { }; }`,
		`{ outputs = { self }: let platforms = [ ]; perPlatform = f (system: let x = 1; in x); in { }; }`,
	} {
		if _, ok := Sections(&nix.File{Body: parse(t, src)}); ok {
			t.Errorf("%s was taken for a generated file", src)
		}
	}
}
