package plan

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"github.com/agentboxc/agentboxc/codegen/flake"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// unit is a program that tests change. Every call makes a new one.
type unit struct {
	inputs   []*ir.Input
	pkgsets  []*ir.Pkgset
	packages []*ir.Package
	layers   []*ir.Layer
	variants []*ir.Variant
	shells   []*ir.Shell
	arm      func(*ir.Platform) // what is different there
}

func base() *unit {
	follows := []ir.Follow{{Name: "nixpkgs", Target: "nixpkgs"}}
	runtime := &ir.Variant{
		Name: "runtime", Image: "agentbox", Tag: "runtime", MaxLayers: 1,
		Layers: []ir.LayerRef{{Name: "base"}, {Name: "node"}},
		Config: ir.Config{
			Env:    []ir.Env{{Name: "NODE_ENV", Value: text("production")}},
			Cmd:    []ir.Text{{Parts: []ir.Part{{Package: &ir.PackageRef{Pkgset: "default", Path: []string{"bash"}}}, {Literal: "/bin/bash"}}}},
			Labels: []ir.Env{{Name: "org.example.title", Value: text("Box")}},
		},
		Rootfs: ir.Rootfs{Link: []string{"/bin"}, Standard: true},
	}
	slim := &ir.Variant{
		Name: "slim", Image: "agentbox", Tag: "slim", MaxLayers: 1,
		Layers: []ir.LayerRef{{Name: "node"}},
		Rootfs: ir.Rootfs{Link: []string{"/bin"}},
	}
	return &unit{
		inputs: []*ir.Input{
			{Name: "nix2container", URL: "github:nlewo/nix2container", Flake: true, Follows: follows},
			{Name: "nixpkgs", URL: "github:NixOS/nixpkgs/nixos-unstable", Flake: true},
			{Name: "rust-overlay", URL: "github:oxalica/rust-overlay", Flake: true, Follows: follows},
		},
		pkgsets: []*ir.Pkgset{{Name: "default", Input: "nixpkgs"}},
		packages: []*ir.Package{
			{Kind: "python_env", Name: "py", Recipe: &ir.PythonEnv{Python: pkg("python312"), Packages: []ir.PythonPackage{{Path: []string{"requests"}}}}},
			{Kind: "script", Name: "hello", Recipe: &ir.Script{Text: ptr(text("echo hello\n")), RuntimeInputs: []ir.PackageRef{pkg("jq")}, Check: true}},
		},
		layers: []*ir.Layer{
			{Name: "base", Packages: []ir.PackageRef{pkg("bash"), pkg("git")}, MaxLayers: 1},
			{Name: "node", Packages: []ir.PackageRef{pkg("nodejs_20"), {Kind: "script", Name: "hello"}}, MaxLayers: 1},
			{Name: "python", Packages: []ir.PackageRef{{Kind: "python_env", Name: "py"}}, MaxLayers: 1},
		},
		variants: []*ir.Variant{runtime, slim},
		shells:   []*ir.Shell{{Name: "default", From: "runtime", Layers: runtime.Layers, Env: runtime.Config.Env, Parity: true, Implied: true}},
	}
}

func ptr[T any](x T) *T { return &x }

func text(s string) ir.Text { return ir.Literal(s, diag.Range{}) }

func pkg(path string) ir.PackageRef {
	return ir.PackageRef{Pkgset: "default", Path: strings.Split(path, ".")}
}

func (u *unit) program() *ir.Program {
	p := &ir.Program{Dir: ".", Name: "agentbox", Default: u.variants[0], Inputs: u.inputs}
	for _, system := range []struct{ nix, arch string }{{"aarch64-linux", "arm64"}, {"x86_64-linux", "amd64"}} {
		platform := &ir.Platform{
			System: system.nix, OS: "linux", Arch: system.arch,
			Pkgsets: u.pkgsets, Packages: u.packages, Layers: u.layers, Variants: u.variants, Shells: u.shells,
		}
		if u.arm != nil && system.arch == "arm64" {
			u.arm(platform)
		}
		p.Platforms = append(p.Platforms, platform)
	}
	return p
}

func (u *unit) flake() []byte {
	src, _ := nix.Print(flake.Build(u.program()))
	return src
}

func baseLock(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/flake.lock")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// request is a unit whose base has been applied, and that is now changed.
func request(t *testing.T, change func(*unit)) Request {
	t.Helper()
	u := base()
	change(u)
	locked := baseLock(t)
	r := Request{Unit: "box", Present: State{base().flake(), locked}, Wanted: State{Flake: u.flake()}}
	l, _ := lock.Read(locked, "box/flake.lock")
	r.Fit, r.Diagnostics = lock.Fit(l, u.inputs)
	if r.Fit.Same {
		r.Wanted.Lock = locked
	} else if r.Fit.Lock != nil {
		r.Wanted.Lock = r.Fit.Lock.Bytes()
	}
	return r
}

// summary is a plan as a person would want it, without what does not change.
func summary(p *Plan) string {
	var b strings.Builder
	line := func(a Action, name, platform string, reasons []string) {
		if a == NoOp {
			return
		}
		b.WriteString(strings.TrimRight(a.Symbol()+" "+name+" "+platform, " ") + "\n")
		for _, r := range reasons {
			b.WriteString("    " + r + "\n")
		}
	}
	for _, f := range p.Files {
		line(f.Action, f.Path, "", f.Reasons)
	}
	for _, in := range p.Inputs {
		line(in.Action, "input "+in.Name, "", in.Reasons)
	}
	for _, c := range p.Changes {
		line(c.Action, c.Address, c.Platform, c.Reasons)
	}
	for _, d := range p.Diagnostics {
		b.WriteString(d.Severity + " " + string(d.Code) + "\n")
	}
	return b.String()
}

func golden(t *testing.T, name string, got string) {
	t.Helper()
	goldie.New(t, goldie.WithFixtureDir(filepath.Join("testdata", "golden")), goldie.WithNameSuffix("")).Assert(t, name, []byte(got))
}

// x86 drops the other platform from what is compared, where both say the same.
var changes = map[string]func(*unit){
	"nothing":  func(*unit) {},
	"packages": func(u *unit) { u.layers[0].Packages = []ir.PackageRef{pkg("jq"), pkg("bash")} },
	"order":    func(u *unit) { u.layers[0].Packages = []ir.PackageRef{pkg("git"), pkg("bash")} },
	"env": func(u *unit) {
		u.variants[1].Config.Env = []ir.Env{{Name: "A", Value: text("1")}}
		u.variants[1].Config.Labels = []ir.Env{{Name: "org.example.title", Value: text(strings.Repeat("long ", 20))}}
		u.variants[1].Tag = "small"
	},
	"variant removed": func(u *unit) { u.variants = u.variants[:1] },
	"variant added": func(u *unit) {
		u.variants = append(u.variants, &ir.Variant{Name: "tools", Image: "agentbox", Tag: "tools", MaxLayers: 2, Layers: []ir.LayerRef{{Name: "python"}}})
	},
	"script": func(u *unit) { u.packages[1].Recipe.(*ir.Script).Text = ptr(text("echo bye\nexit 1\n")) },
	"python": func(u *unit) {
		u.packages[0].Recipe.(*ir.PythonEnv).Packages = []ir.PythonPackage{{Path: []string{"requests"}}, {Path: []string{"numpy"}}}
	},
	"pkgset": func(u *unit) { u.pkgsets[0] = &ir.Pkgset{Name: "default", Input: "nixpkgs", AllowUnfree: true} },
	"input moved": func(u *unit) {
		u.inputs[1] = &ir.Input{Name: "nixpkgs", URL: "github:NixOS/nixpkgs/nixos-25.05", Flake: true}
	},
	"input removed": func(u *unit) { u.inputs = u.inputs[:2] },
	"input added":   func(u *unit) { u.inputs = append(u.inputs, &ir.Input{Name: "x", URL: "github:a/b"}) },
	"one platform": func(u *unit) {
		u.arm = func(p *ir.Platform) {
			p.Layers = append([]*ir.Layer{{Name: "base", Packages: []ir.PackageRef{pkg("bash")}, MaxLayers: 1}}, p.Layers[1:]...)
		}
	},
	"root": func(u *unit) {
		u.variants[0].Symlinks = []ir.Symlink{{Path: "/opt/sh", Target: text("/bin/sh")}}
	},
	"comment": func(u *unit) { u.layers[0].Description = "The base." },
}

func TestMake(t *testing.T) {
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			p, diags := Make(request(t, change))
			if len(diags) > 0 {
				t.Errorf("diagnostics: %v", diags)
			}
			golden(t, strings.ReplaceAll(name, " ", "-")+".txt", summary(p))
		})
	}
}

func TestMakeJSON(t *testing.T) {
	p, _ := Make(request(t, func(u *unit) {
		u.layers[0].Packages = []ir.PackageRef{pkg("bash"), pkg("gtk+3")}
	}))
	if err := p.Limit([]string{"runtime"}, []string{"input.nix2container"}); err != nil {
		t.Fatal(err)
	}
	golden(t, "limited.json", string(p.JSON()))
}
