package flake

import (
	"fmt"
	"strings"

	"github.com/agentboxc/agentboxc/lang/ir"
)

const (
	arm = "aarch64-linux"
	x86 = "x86_64-linux"
)

var (
	follow        = []ir.Follow{{Name: "nixpkgs", Target: "nixpkgs"}}
	nixpkgs       = &ir.Input{Name: "nixpkgs", URL: "github:NixOS/nixpkgs/nixos-unstable", Flake: true, Implied: true}
	nix2container = &ir.Input{
		Name: "nix2container", URL: "github:nlewo/nix2container", Flake: true, Implied: true,
		Follows: follow,
	}
	rustOverlay = &ir.Input{
		Name: "rust-overlay", URL: "github:oxalica/rust-overlay", Flake: true,
		Follows: follow,
	}
	defaultSet = &ir.Pkgset{Name: "default", Input: "nixpkgs"}
)

// pkg names packages of the default package set by dotted paths.
func pkg(path string) ir.PackageRef {
	return ir.PackageRef{Pkgset: "default", Path: strings.Split(path, ".")}
}

func pkgs(paths ...string) []ir.PackageRef {
	var refs []ir.PackageRef
	for _, p := range paths {
		refs = append(refs, pkg(p))
	}
	return refs
}

func ours(kind, name string) ir.PackageRef { return ir.PackageRef{Kind: kind, Name: name} }

// text makes a text of strings and packages.
func text(parts ...any) ir.Text {
	var t ir.Text
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			t.Parts = append(t.Parts, ir.Part{Literal: p})
		case ir.PackageRef:
			t.Parts = append(t.Parts, ir.Part{Package: &p})
		}
	}
	return t
}

func env(pairs ...string) []ir.Env {
	var vars []ir.Env
	for i := 0; i < len(pairs); i += 2 {
		vars = append(vars, ir.Env{Name: pairs[i], Value: text(pairs[i+1])})
	}
	return vars
}

func layer(name string, packages ...string) *ir.Layer {
	return &ir.Layer{Name: name, Packages: pkgs(packages...), MaxLayers: 1}
}

func layerRefs(names ...string) []ir.LayerRef {
	var refs []ir.LayerRef
	for _, n := range names {
		refs = append(refs, ir.LayerRef{Name: n})
	}
	return refs
}

var links = []string{"/bin", "/etc", "/lib", "/share"}

func variant(name string, layers ...string) *ir.Variant {
	return &ir.Variant{
		Name: name, Image: "agentbox", Tag: name, MaxLayers: 1,
		Layers: layerRefs(layers...),
		Rootfs: ir.Rootfs{Link: links, Standard: true},
	}
}

// from is the shell that comes by itself with the default variant.
func from(name string, v *ir.Variant) *ir.Shell {
	return &ir.Shell{
		Name: name, From: v.Name, Layers: v.Layers, Packages: v.Packages, Env: v.Config.Env,
		Parity: true, Implied: true,
	}
}

// platform makes two platforms that share everything.
func program(common ir.Platform) *ir.Program {
	one, two := common, common
	one.System, one.OS, one.Arch = arm, "linux", "arm64"
	two.System, two.OS, two.Arch = x86, "linux", "amd64"
	for _, p := range []*ir.Platform{&one, &two} {
		if p.Pkgsets == nil {
			p.Pkgsets = []*ir.Pkgset{defaultSet}
		}
	}
	prog := &ir.Program{
		Dir: ".", Name: "agentbox",
		Inputs:    []*ir.Input{nix2container, nixpkgs},
		Platforms: []*ir.Platform{&one, &two},
	}
	for _, v := range common.Variants {
		if prog.Default == nil && !v.Abstract {
			prog.Default = v
		}
	}
	return prog
}

// cases are the programs whose flakes are golden.
var cases = map[string]func() *ir.Program{
	"empty":     empty,
	"small":     small,
	"agentbox":  agentbox,
	"packages":  packageKinds,
	"root":      rootDirectory,
	"odd":       oddNames,
	"shadowing": shadowingInputs,
	"platforms": platformDifferences,
	"shells":    shells,
	"thirty":    thirtyLayers,
	"limits":    limited,
	"policies":  forbidding,
}

// empty has no variant, and one platform.
func empty() *ir.Program {
	p := program(ir.Platform{})
	p.Platforms = p.Platforms[1:]
	return p
}

func small() *ir.Program {
	v := variant("runtime", "base")
	return program(ir.Platform{
		Layers:   []*ir.Layer{layer("base", "bash", "coreutils")},
		Variants: []*ir.Variant{v},
		Shells:   []*ir.Shell{from("default", v)},
	})
}

// agentbox is a whole unit of everyday size.
func agentbox() *ir.Program {
	layers := []*ir.Layer{
		layer("base", "bashInteractive", "cacert", "coreutils", "curl", "git", "jq"),
		layer("desktop", "openbox", "tigervnc"),
		layer("media", "ffmpeg", "imagemagick"),
		layer("node", "nodejs_20", "pnpm"),
		{Name: "python", Packages: []ir.PackageRef{ours("python_env", "main")}, MaxLayers: 2},
		{Name: "rust", Packages: []ir.PackageRef{ours("rust_toolchain", "stable")}, MaxLayers: 1},
		layer("services", "procps", "supervisor"),
		layer("sqlite", "sqlite"),
		layer("wasm", "binaryen", "wasm-pack", "wasmtime"),
	}
	layers[0].Description = "What every box needs."
	common := []string{"base", "node", "python", "rust", "wasm", "sqlite", "media", "services"}
	config := ir.Config{
		Entrypoint: []ir.Text{text(pkg("bashInteractive"), "/bin/bash")},
		Env:        env("LANG", "C.UTF-8", "NODE_ENV", "production"),
		Labels:     env("org.opencontainers.image.title", "agentbox"),
		Ports:      []string{"8080/tcp"},
		User:       "agent",
		WorkingDir: text("/workspace"),
	}
	agent := ir.Owner{UID: 1000, GID: 1000, User: "agent", Group: "agent"}
	base := variant("box", common...)
	base.Abstract = true
	runtime, full, desktop := variant("runtime", common...), variant("full", common...), variant("desktop", append(common, "desktop")...)
	runtime.Description = "Headless, for agents."
	for _, v := range []*ir.Variant{runtime, full, desktop} {
		v.Config = config
		v.Users = []ir.User{{
			Name: "agent", UID: 1000, GID: 1000, Home: "/home/agent",
			Shell: text(pkg("bashInteractive"), "/bin/bash"),
		}}
		v.Directories = []ir.Directory{{Path: "/workspace", Mode: "0755", Owner: agent}}
	}
	full.Config.Entrypoint = []ir.Text{text(pkg("supervisor"), "/bin/supervisord")}
	full.Packages = pkgs("vim", "htop")
	desktop.Config.Ports = []string{"5901/tcp", "8080/tcp"}

	p := program(ir.Platform{
		Pkgsets: []*ir.Pkgset{{
			Name: "default", Input: "nixpkgs",
			Overlays: []ir.OverlayRef{{Input: "rust-overlay", Path: []string{"overlays", "default"}}},
		}},
		Packages: []*ir.Package{
			{Kind: "python_env", Name: "main", Recipe: &ir.PythonEnv{
				Python:   pkg("python312"),
				Packages: []ir.PythonPackage{{Path: []string{"pip"}}, {Path: []string{"requests"}}},
			}},
			{Kind: "rust_toolchain", Name: "stable", Recipe: &ir.RustToolchain{
				Channel: "stable", Select: "latest", Profile: "minimal",
				Extensions: []string{"clippy", "rustfmt"}, Targets: []string{"wasm32-unknown-unknown"},
			}},
		},
		Layers:   layers,
		Variants: []*ir.Variant{base, desktop, full, runtime},
		Shells:   []*ir.Shell{from("default", runtime)},
	})
	p.Description = "Container images for agents"
	p.Default = runtime
	p.Inputs = append(p.Inputs, rustOverlay)
	return p
}

// packageKinds has each way to name a package.
func packageKinds() *ir.Program {
	rust := ir.OverlayRef{Input: "rust-overlay", Path: []string{"overlays", "default"}}
	no, greeting := false, text("exec ", pkg("hello"), "/bin/hello \"$@\"\n")
	declared := []*ir.Package{
		{Kind: "flake", Name: "tool", Recipe: &ir.FlakePackage{Input: "tools", Attr: []string{"nix2container-bin"}}},
		{Kind: "nix", Name: "local", Recipe: &ir.NixFile{File: "./nix/local.nix", Args: []ir.Attr{
			{Name: "flags", Value: ir.Attrs{{Name: "level", Value: ir.Int(-3)}, {Name: "ratio", Value: ir.Float(0.5)}}},
			{Name: "greeter", Value: ours("script", "greet")},
			{Name: "names", Value: ir.List{text("a"), ir.Null{}, ir.Bool(true)}},
		}}},
		{Kind: "override", Name: "curl", Recipe: &ir.Override{
			Base: pkg("curl"), Args: []ir.Attr{{Name: "http3Support", Value: ir.Bool(false)}},
			Env: env("CFLAGS", "-Os"), Patches: []string{"nix/curl.patch", "nix/a b.patch"}, Check: &no,
		}},
		{Kind: "override", Name: "plain", Recipe: &ir.Override{Base: ours("override", "curl")}},
		{Kind: "python_env", Name: "lax", Recipe: &ir.PythonEnv{
			Python: pkg("python312"), IgnoreCollisions: true,
			Packages: []ir.PythonPackage{{Path: []string{"requests"}}, {Ref: &ir.PackageRef{Pkgset: "default", Path: []string{"python312Packages", "pip"}}}},
		}},
		{Kind: "python_env", Name: "none", Recipe: &ir.PythonEnv{Python: ir.PackageRef{Pkgset: "stable", Path: []string{"python312"}}}},
		{Kind: "rust_toolchain", Name: "nightly", Recipe: &ir.RustToolchain{
			Channel: "nightly", Select: "2025-01-15", Profile: "default", Overlay: &rust,
		}},
		{Kind: "script", Name: "from-file", Recipe: &ir.Script{File: "scripts/from-file.sh", Check: true}},
		{Kind: "script", Name: "greet", Recipe: &ir.Script{
			Text: &greeting, RuntimeInputs: []ir.PackageRef{pkg("coreutils"), ours("override", "curl")},
		}},
	}
	base := layer("base", "bash", "_7zz", "0ad", "gtk+3", "python312Packages.pip")
	for _, p := range declared {
		base.Packages = append(base.Packages, ours(p.Kind, p.Name))
	}
	base.Packages = append(base.Packages, ir.PackageRef{Pkgset: "stable", Path: []string{"unrar"}})
	v := variant("all", "base")
	v.Rootfs.Link = []string{"/share"} // several versions of the same programs
	p := program(ir.Platform{
		Pkgsets: []*ir.Pkgset{
			{
				Name: "default", Input: "nixpkgs",
				Overlays: []ir.OverlayRef{{Overlay: "fixes"}},
				Config:   []ir.Attr{{Name: "cudaSupport", Value: ir.Bool(false)}},
				Insecure: []ir.Insecure{{Name: "openssl-1.1.1w", Reason: "The old\r\nclient\rneeds it.", Expires: "2027-01-01"}},
			},
			{Name: "plain", Input: "nixpkgs"},
			{Name: "stable", Input: "nixpkgs-stable", UnfreeNames: []string{"unrar", "vscode"}},
			{Name: "unfree", Input: "tree", AllowUnfree: true},
		},
		Overlays: []*ir.Overlay{{Name: "fixes", File: "nix/fixes.nix"}},
		Packages: declared,
		Layers:   []*ir.Layer{base},
		Variants: []*ir.Variant{v},
		Shells:   []*ir.Shell{from("default", v)},
	})
	p.Inputs = []*ir.Input{
		nix2container, nixpkgs,
		{Name: "nixpkgs-stable", URL: "github:NixOS/nixpkgs/nixos-25.05", Flake: true},
		rustOverlay,
		{Name: "tools", URL: "github:example/nix2container", Flake: true, Follows: follow},
		{Name: "tree", URL: "github:example/nixpkgs", Flake: false},
	}
	return p
}

// rootDirectory lays all kinds of entries into the root, at all kinds of paths.
func rootDirectory() *ir.Program {
	agent := ir.Owner{UID: 1000, GID: 100, User: "agent", Group: "agent"}
	content := func(parts ...any) *ir.Text { t := text(parts...); return &t }
	v := variant("runtime", "base")
	v.Users = []ir.User{
		{Name: "agent", UID: 1000, GID: 100, Home: "/home/agent", Shell: text(pkg("bash"), "/bin/bash"), Groups: []string{"docker", "video"}},
		{Name: "service", UID: 2000, GID: 2000, Home: "/var/empty", Shell: text("/bin/sh"), Groups: []string{"video"}},
	}
	v.Files = []ir.File{
		{Path: "/etc/group+x/[a](b)|^$.conf", Content: content("odd\n"), Mode: "0640", Owner: agent},
		{Path: "/etc/nsswitch.conf", Content: content("hosts: dns\n")},
		{Path: "/etc/ssl/certs/own.crt", Content: content("mine\n")},
		{Path: "/home/agent/.config/tool/rc", Content: content("shell=", pkg("bash"), "/bin/bash\n"), Mode: "0600", Owner: agent},
		{Path: "/opt/$(id) `id` 'a' \"b\" \\ ${x} é\n/x", Content: content("${y} '' $(id) \"\\\n\n")},
		{Path: "/opt/empty", Content: content()},
		{Path: "/opt/run", Source: "files/run.sh", Owner: agent},
		{Path: "/opt/spaces", Source: "./files/a b.txt", Mode: "4755"},
	}
	v.Directories = []ir.Directory{
		{Path: "/tmp", Mode: "0700", Owner: agent},
		{Path: "/workspace", Mode: "2775", Owner: agent},
	}
	v.Symlinks = []ir.Symlink{
		{Path: "/etc/localtime", Target: text("/usr/share/zoneinfo/UTC")},
		{Path: "/share", Target: text("-dash")},
		{Path: "/usr/bin/env", Target: text(pkg("hello"), "/bin/hello")},
	}
	v.Packages = []ir.PackageRef{ours("nix", "etc")}
	bare := variant("bare", "base")
	bare.Rootfs = ir.Rootfs{Link: []string{"/bin"}}
	return program(ir.Platform{
		Packages: []*ir.Package{{Kind: "nix", Name: "etc", Recipe: &ir.NixFile{File: "nix/etc.nix"}}},
		Layers:   []*ir.Layer{layer("base", "bash", "cacert", "coreutils", "hello")},
		Variants: []*ir.Variant{bare, v},
	})
}

// oddNames uses names that mean something to Nix, and strings that try to.
func oddNames() *ir.Program {
	names := []string{"_", "import", "let", "map", "or", "pkgs", "variants"}
	var layers []*ir.Layer
	var declared []*ir.Package
	var variants []*ir.Variant
	for _, n := range names {
		l := layer(n, "or", "hello")
		if n != "or" {
			l.Packages = l.Packages[1:]
		}
		body := text("echo ", pkg("hello"), " ${x} '' \\ \" $${y} ''${z}\n")
		declared = append(declared, &ir.Package{Kind: "script", Name: n, Recipe: &ir.Script{Text: &body}})
		l.Packages = append(l.Packages, ours("script", n))
		l.Description = "A \"comment\" */ ${x}\r\nthat\rends; }"
		layers = append(layers, l)
		v := variant(n, n)
		v.Packages = pkgs("hello")
		v.Config = ir.Config{
			Cmd:    []ir.Text{text("${x}"), text("''"), text("a\nb\n"), text("\\"), text("\""), text("$"), text("$", pkg("hello"))},
			Env:    env("A", "${B}", "B", "it's \"quoted\"\n$(id) `id`", "PATH", "/opt/bin"),
			Labels: env("a.b/c", "''${x}", "or", "\r\t"),
		}
		variants = append(variants, v)
	}
	p := program(ir.Platform{
		Pkgsets:  []*ir.Pkgset{{Name: "default", Input: "nixpkgs", Overlays: []ir.OverlayRef{{Overlay: "or"}}}},
		Overlays: []*ir.Overlay{{Name: "or", File: "nix/or.nix"}},
		Packages: declared,
		Layers:   layers,
		Variants: variants,
		Shells:   []*ir.Shell{from("default", variants[0]), from("import", variants[1])},
	})
	p.Description = "${x} '' \"\n"
	return p
}

// shadowingInputs has inputs whose names are taken.
func shadowingInputs() *ir.Program {
	p := small()
	p.Inputs = []*ir.Input{
		{Name: "import", URL: "github:example/source", Flake: false},
		{Name: "lib", URL: "github:example/nix2container", Flake: true, Follows: follow},
		{Name: "nix2container", URL: "github:nlewo/nix2container"},
		nixpkgs,
		{Name: "or", URL: "github:example/nix2container", Flake: true, Follows: follow},
	}
	tools := []*ir.Package{
		{Kind: "flake", Name: "a", Recipe: &ir.FlakePackage{Input: "lib", Attr: []string{"nix2container-bin"}}},
		{Kind: "flake", Name: "b", Recipe: &ir.FlakePackage{Input: "or", Attr: []string{"nix2container-bin"}}},
	}
	for _, platform := range p.Platforms {
		platform.Packages = tools
	}
	return p
}

// platformDifferences has values that differ between platforms at every depth.
func platformDifferences() *ir.Program {
	same := layer("base", "bash", "coreutils")
	armOnly, x86Only := layer("arm", "hello"), layer("intel", "htop")
	shared := variant("shared", "base")
	a, b := variant("runtime", "base", "arm"), variant("runtime", "base", "intel")
	a.Config = ir.Config{Env: env("ARCH", "arm", "LANG", "C"), Cmd: []ir.Text{text("one")}, WorkingDir: text("/")}
	b.Config = ir.Config{Env: env("ARCH", "x86", "LANG", "C", "MORE", "1"), Cmd: []ir.Text{text("two")}}
	only := variant("only", "intel")
	scriptA, scriptB := text("echo arm\n"), text("echo x86\n")
	p := program(ir.Platform{})
	one, two := p.Platforms[0], p.Platforms[1]
	one.Layers, two.Layers = []*ir.Layer{armOnly, same}, []*ir.Layer{same, x86Only}
	one.Variants, two.Variants = []*ir.Variant{a, shared}, []*ir.Variant{only, b, shared}
	one.Shells, two.Shells = []*ir.Shell{from("default", shared)}, []*ir.Shell{from("default", only)}
	one.Packages = []*ir.Package{{Kind: "script", Name: "hi", Recipe: &ir.Script{Text: &scriptA, Check: true}}}
	two.Packages = []*ir.Package{{Kind: "script", Name: "hi", Recipe: &ir.Script{Text: &scriptB, Check: true}}}
	p.Default = only
	return p
}

// shells has each way in which a shell relates to a variant.
func shells() *ir.Program {
	v := variant("runtime", "base", "node")
	v.Packages = pkgs("jq")
	v.Config.Env = env("LANG", "C.UTF-8", "NODE_ENV", "production")
	abstract := variant("abstract", "base")
	abstract.Abstract = true
	abstract.Config.Env = env("LANG", "C.UTF-8")
	more := from("more", v)
	more.Layers = append(layerRefs(), append(more.Layers, ir.LayerRef{Name: "tools"})...)
	more.Packages = append(pkgs(), append(more.Packages, pkg("htop"))...)
	more.Env = env("LANG", "C.UTF-8", "MORE", "it's $more", "NODE_ENV", "production", "PATH", "/opt/bin")
	more.Hook = text("echo ", pkg("hello"), " ${more}\n")
	other := &ir.Shell{Name: "other", From: "runtime", Layers: layerRefs("tools"), Env: env("NODE_ENV", "development")}
	alone := &ir.Shell{Name: "alone", Packages: pkgs("hello"), Parity: true}
	return program(ir.Platform{
		Layers:   []*ir.Layer{layer("base", "bash", "cacert", "coreutils"), layer("node", "nodejs_20"), layer("tools", "which")},
		Variants: []*ir.Variant{abstract, v},
		Shells:   []*ir.Shell{from("abstract", abstract), alone, from("default", v), more, other},
	})
}

// thirtyLayers is an image of thirty layers in a row, each needing those before.
func thirtyLayers() *ir.Program {
	var layers []*ir.Layer
	var declared []*ir.Package
	var names []string
	for i := range 30 {
		name := fmt.Sprintf("l%02d", i)
		body := text("exec true\n")
		if i > 0 {
			body = text("exec ", ours("script", names[i-1]), "/bin/"+names[i-1]+"\n")
		}
		declared = append(declared, &ir.Package{Kind: "script", Name: name, Recipe: &ir.Script{Text: &body}})
		layers = append(layers, &ir.Layer{Name: name, Packages: []ir.PackageRef{ours("script", name)}, MaxLayers: 1})
		names = append(names, name)
	}
	v := variant("deep", names...)
	return program(ir.Platform{
		Packages: declared, Layers: layers, Variants: []*ir.Variant{v}, Shells: []*ir.Shell{from("default", v)},
	})
}

// budget limits bytes and numbers of image layers, by metric.
func budget(address string, limits ...ir.Limit) *ir.Budget {
	return &ir.Budget{Address: address, Limits: limits}
}

func limit(metric ir.Metric, value int64) ir.Limit { return ir.Limit{Metric: metric, Value: value} }

// limited has limits of every metric, some of them raised, and some that differ
// between platforms.
func limited() *ir.Program {
	base, node, free := layer("base", "bash", "coreutils"), layer("node", "nodejs_20"), layer("free", "jq")
	base.Budgets = []*ir.Budget{
		budget("layer.base budget", limit(ir.Max, 1e9), limit(ir.MaxCompressed, 1), limit(ir.MaxLayer, 1e9), limit(ir.MaxWaste, 5)),
		budget("budget.all", limit(ir.Max, 2e9), limit(ir.MaxLayers, 1)),
	}
	free.Budgets = []*ir.Budget{budget("layer.free budget", limit(ir.MaxGrowth, 1))}
	intel := layer("node", "nodejs_20")
	intel.Budgets = []*ir.Budget{budget("layer.node budget", limit(ir.Max, 1))}
	abstract, whole, plain, odd := variant("abstract", "base"), variant("whole", "base", "node", "free"), variant("plain", "free"), variant("or", "base")
	abstract.Abstract = true
	for _, v := range []*ir.Variant{abstract, whole} {
		v.Budgets = []*ir.Budget{budget("variant.abstract budget", limit(ir.Max, 5e9), limit(ir.MaxLayer, 1e9), limit(ir.MaxLayers, 4), limit(ir.MaxWaste, 1))}
	}
	p := program(ir.Platform{Variants: []*ir.Variant{abstract, odd, plain, whole}, Shells: []*ir.Shell{from("default", whole)}})
	p.Platforms[0].Layers = []*ir.Layer{base, free, node}
	p.Platforms[1].Layers = []*ir.Layer{base, free, intel}
	p.Waivers = []*ir.Waiver{
		{Name: "less", Layer: "base", Metric: ir.Max, Limit: limit(ir.Max, 5e8)},
		{Name: "more", Layer: "base", Metric: ir.Max, Limit: limit(ir.Max, 15e8)},
		{Name: "node", Layer: "node", Metric: ir.Max, Limit: limit(ir.Max, 1e9)},
	}
	return p
}

// forbidding has policies about layers and images, by package and by name, which
// all hold.
func forbidding() *ir.Program {
	base, node := layer("base", "bash", "coreutils"), layer("node", "nodejs_20")
	v, other := variant("runtime", "base", "node"), variant("other", "node")
	p := program(ir.Platform{
		Layers: []*ir.Layer{base, node}, Variants: []*ir.Variant{other, v}, Shells: []*ir.Shell{from("default", v)},
	})
	p.Policies = []*ir.Policy{
		{Name: "allowed", Layers: []string{"node"}, Packages: pkgs("coreutils", "unrar"), Patterns: []string{"bash-4*", "bas"}},
		{Name: "image", Variants: []string{"other", "runtime"}, Packages: pkgs("unrar"), Patterns: []string{"nodejs-1?.*"}, Reason: "They are \"forbidden\"."},
		{Name: "layers", Layers: []string{"base", "node"}, Patterns: []string{"python3"}},
	}
	return p
}
