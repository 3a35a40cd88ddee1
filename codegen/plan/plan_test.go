package plan

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
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
	systems  []system
	preset   string             // the default variant
	arm      func(*ir.Platform) // what is different there
}

type system struct{ nix, arch string }

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
		systems: []system{{"aarch64-linux", "arm64"}, {"x86_64-linux", "amd64"}},
		preset:  "runtime",
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
	p := &ir.Program{Dir: ".", Name: "agentbox", Inputs: u.inputs}
	for _, v := range u.variants {
		if v.Name == u.preset {
			p.Default = v
		}
	}
	for _, system := range u.systems {
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
	"follows":          func(u *unit) { u.inputs[2].Follows = nil },
	"platform added":   func(u *unit) { u.systems = append(u.systems, system{"riscv64-linux", "riscv64"}) },
	"platform removed": func(u *unit) { u.systems = u.systems[:1] },
	"default":          func(u *unit) { u.preset = "slim" },
	"overlay": func(u *unit) {
		u.pkgsets[0] = &ir.Pkgset{Name: "default", Input: "nixpkgs", Overlays: []ir.OverlayRef{{Input: "rust-overlay", Path: []string{"overlays", "default"}}}}
	},
	"shell": func(u *unit) {
		u.shells[0].Packages = []ir.PackageRef{pkg("gdb")}
		u.shells[0].Hook = text(strings.Repeat("echo hello ", 10))
	},
	"many": func(u *unit) {
		for _, name := range strings.Split("abcdefghijkl", "") {
			u.layers[2].Packages = append(u.layers[2].Packages, pkg(name))
		}
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

func TestMakeFirst(t *testing.T) {
	const foreign = "{ outputs = _: { }; }\n"
	for name, test := range map[string]struct {
		present string
		absent  bool
	}{
		"no flake":         {absent: true},
		"foreign flake":    {present: foreign},
		"unreadable flake": {present: strings.Replace(string(base().flake()), "perPlatform", "other", 1)},
		"broken flake":     {present: string(base().flake())[:400]},
	} {
		t.Run(name, func(t *testing.T) {
			r := request(t, func(*unit) {})
			r.Present.Flake = []byte(test.present)
			if test.absent {
				r.Present, r.Fit, r.Wanted.Lock = State{}, nil, nil
			}
			p, diags := Make(r)
			if isForeign := test.present == foreign; isForeign != (len(diags) == 1) {
				t.Errorf("diagnostics: %v", diags)
			} else if isForeign && (diags[0].Code != diag.NotGenerated || diags[0].Subject.File != "box/flake.nix" || !p.Blocked()) {
				t.Errorf("diagnostics: %v, blocked: %v", diags, p.Blocked())
			}
			for _, c := range p.Changes {
				if c.Action != Create || c.Before.exists || !c.After.exists {
					t.Errorf("%s: %s, before %v", c.Address, c.Action, c.Before)
				}
			}
			golden(t, strings.ReplaceAll(name, " ", "-")+".txt", summary(p))
		})
	}
}

func TestLockMoves(t *testing.T) {
	r := request(t, func(*unit) {})
	r.Wanted.Lock = bytes.ReplaceAll(r.Wanted.Lock, []byte("c75268c81aa73b90b23a330bc824b4e69de8d085"), []byte("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"))
	p, _ := Make(r)
	if !p.HasChanges() || p.Blocked() {
		t.Errorf("changes: %v, blocked: %v", p.HasChanges(), p.Blocked())
	}
	golden(t, "lock-moves.txt", summary(p))
}

func TestNothingToDo(t *testing.T) {
	p, _ := Make(request(t, changes["nothing"]))
	if p.HasChanges() || p.Blocked() {
		t.Errorf("changes: %v, blocked: %v", p.HasChanges(), p.Blocked())
	}
	if len(p.Changes) == 0 || len(p.Inputs) != 3 {
		t.Errorf("%d changes, %d inputs", len(p.Changes), len(p.Inputs))
	}
}

func TestJSON(t *testing.T) {
	p, _ := Make(request(t, func(u *unit) {
		u.layers[0].Packages = []ir.PackageRef{pkg("bash"), pkg("gtk+3")}
	}))
	if err := p.Limit([]string{"runtime"}, []string{"input.nix2container"}); err != nil {
		t.Fatal(err)
	}
	digests := regexp.MustCompile(`sha256:[0-9a-f]{64}`)
	golden(t, "limited.json", digests.ReplaceAllString(string(p.JSON()), "sha256:…"))
}

func TestLimit(t *testing.T) {
	for _, test := range []struct{ targets, exclude, want string }{
		{"", "", "agentbox layer.base layer.node layer.python package.python_env.py package.script.hello " +
			"pkgset.default platform.aarch64-linux platform.x86_64-linux shell.default variant.runtime variant.slim | nix2container nixpkgs rust-overlay"},
		{"slim", "", "layer.node package.script.hello pkgset.default variant.slim | nix2container nixpkgs"},
		{"variant.slim layer.python", "package.script.hello nixpkgs!", "unknown nixpkgs!"},
		{"layer.python", "input.nixpkgs", "layer.python package.python_env.py pkgset.default | nix2container"},
		{"", "slim", "agentbox layer.base layer.node layer.python package.python_env.py package.script.hello " +
			"pkgset.default platform.aarch64-linux platform.x86_64-linux shell.default variant.runtime | nix2container nixpkgs rust-overlay"},
		{"none", "", "unknown none"},
	} {
		p, _ := Make(request(t, changes["nothing"]))
		if got := limited(p, test.targets, test.exclude); got != test.want {
			t.Errorf("targets %q, exclude %q:\n got %s\nwant %s", test.targets, test.exclude, got, test.want)
		}
	}
}

func limited(p *Plan, targets, exclude string) string {
	var unknown *UnknownTarget
	if err := p.Limit(strings.Fields(targets), strings.Fields(exclude)); errors.As(err, &unknown) {
		return "unknown " + unknown.Name
	}
	var addresses, inputs []string
	for _, c := range p.Changes {
		addresses = append(addresses, c.Address)
	}
	for _, in := range p.Inputs {
		inputs = append(inputs, in.Name)
	}
	return strings.Join(slices.Compact(addresses), " ") + " | " + strings.Join(inputs, " ")
}

// The order of maps must not show.
func TestMakeIsDeterministic(t *testing.T) {
	first, _ := Make(request(t, changes["packages"]))
	for range 10 {
		again, _ := Make(request(t, changes["packages"]))
		if !bytes.Equal(first.Save(), again.Save()) {
			t.Fatal("two plans of the same differ")
		}
	}
}

// A plan over a large unit in which every variant changes.
func BenchmarkMake(b *testing.B) {
	u := base()
	for i := range 1000 {
		v := *u.variants[1]
		v.Name = fmt.Sprintf("v%04d", i)
		v.Tag = v.Name
		u.variants = append(u.variants, &v)
	}
	r := Request{Unit: ".", Present: State{Flake: u.flake()}}
	u.layers[1].Packages = append(u.layers[1].Packages, pkg("jq"))
	r.Wanted.Flake = u.flake()
	b.SetBytes(int64(len(r.Wanted.Flake)))
	for b.Loop() {
		Make(r)
	}
}
