package rig_test

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/rig"
)

// hazards are images that nix2container makes wrong, or in a surprising way,
// by their names in testdata/hazards: the number of layers, and what Verify
// says. The numbers are nix2container's.
var hazards = map[string]struct {
	layers int
	wrong  string
}{
	"chained":            {6, "link-1 is in layer 0 and in layer 2"},
	"chained-last":       {6, "link-1 is in layer 0 and in layer 2"},
	"deps-and-root":      {1, ""},
	"empty":              {0, ""},
	"flat":               {6, ""},
	"flat-list-stripped": {6, ""},
	"flat-stripped":      {30, ""},
	"last-wins":          {1, ""},
	"nothing-left":       {1, ""},
	"on-top":             {3, ""},
	"permissions":        {1, ""},
	"plus":               {1, ""},
	"reused":             {2, "link-2 is in no layer"},
	"same-twice":         {1, ""},
	"split":              {10, ""},
}

// failures are images that cannot be built.
var failures = map[string]string{
	"collision":  "/etc/same",
	"wrong-type": "cannot unmarshal string into Go struct field",
}

func TestHazards(t *testing.T) {
	r := rig.Use(t)
	n := r.Nixes[0]
	if rig.System() != "x86_64-linux" {
		t.Skip("NOT TESTED: testdata/hazards is for x86_64-linux")
	}
	flakes := place(t, r, map[string]unit{"hazards": written(t, r, "testdata/hazards")})
	outputs, err := n.Evaluate(flakes)
	if err != nil {
		t.Fatal(err)
	}
	images := outputs["hazards"].Packages[rig.System()]
	var drvs []string
	for name := range hazards {
		drvs = append(drvs, images[name].DrvPath)
	}
	if err := n.Build(drvs...); err != nil {
		t.Fatal(err)
	}
	for name, want := range hazards {
		t.Run(name, func(t *testing.T) {
			image, err := n.ReadImage(images[name].OutPath)
			if err != nil {
				t.Fatal(err)
			}
			if len(image.Layers) != want.layers {
				t.Errorf("%d layers, want %d", len(image.Layers), want.layers)
			}
			problems, err := image.Verify()
			if err != nil {
				t.Fatal(err)
			}
			if found := strings.Join(problems, "\n"); want.wrong == "" && found != "" || !strings.Contains(found, want.wrong) {
				t.Errorf("problems are %q, want %q", found, want.wrong)
			}
		})
	}
	for name, want := range failures {
		t.Run(name, func(t *testing.T) {
			err := n.Build(images[name].DrvPath)
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("error is %v, want %q", err, want)
			}
		})
	}
	t.Run("names", func(t *testing.T) {
		if got := images["empty"]; got.ImageName != "hazards" || got.ImageTag != filepath.Base(got.OutPath)[:32] {
			t.Errorf("image is %s:%s, want hazards and the hash of %s", got.ImageName, got.ImageTag, got.OutPath)
		}
		if got := images["permissions"].ImageTag; got != "v1" {
			t.Errorf("tag is %s, want v1", got)
		}
	})
}

// Modes and owners that the store cannot hold are in the unpacked image.
func TestUnpackKeepsPermissions(t *testing.T) {
	r := rig.Use(t)
	n := r.Nixes[0]
	f := place(t, r, map[string]unit{"hazards": written(t, r, "testdata/hazards")})["hazards"]
	built, err := f.BuildAttrs(n, "permissions")
	if err != nil {
		t.Fatal(err)
	}
	image, err := n.ReadImage(built[0])
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := image.Unpack(dir); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		mode os.FileMode
	}{
		{"tmp", os.ModeDir | os.ModeSticky | 0o777},
		{"home/agent", os.ModeDir | 0o750},
		{"home/agent/secret", 0o600},
		{"etc", os.ModeDir | 0o555},
		{"nix/store", os.ModeDir | 0o755},
	} {
		info, err := os.Stat(filepath.Join(dir, c.name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode() != c.mode {
			t.Errorf("%s has mode %v, want %v", c.name, info.Mode(), c.mode)
		}
	}
	said, err := image.RunIn(dir, "1000:100", "/bin/a-shell", "-c", "echo $A; echo >/tmp/x && echo wrote; echo 2>/dev/null >/etc/x || echo refused")
	if want := "<&>\nwrote\nrefused\n"; err != nil || said != want {
		t.Errorf("the shell said %q (%v), want %q", said, err, want)
	}
}

// What the package set makes of overlays, of its configuration and of the
// functions that generated flakes use. Each expression is true.
var packageSet = map[string]string{
	"both systems":         `legacy.aarch64-linux.hello.drvPath != legacy.x86_64-linux.hello.drvPath`,
	"names with symbols":   `legacy.x86_64-linux."0ad".pname == "0ad" && legacy.x86_64-linux ? "gtk+3" && pkgs ? _7zz && pkgs ? git-lfs`,
	"overlay order":        `(import nixpkgs { inherit system; overlays = [ (_: _: { x = 1; }) (final: prev: { x = prev.x + 1; y = final.x; }) ]; }).y == 2`,
	"overlay reaches uses": `(import nixpkgs { inherit system; overlays = [ (_: prev: { git = prev.hello; }) ]; }).git-lfs.drvPath != pkgs.git-lfs.drvPath`,
	"overlay without use":  `(import nixpkgs { inherit system; overlays = [ (_: _: { }) ]; }).git-lfs.drvPath == pkgs.git-lfs.drvPath`,
	"unfree refused":       `fails pkgs.unrar`,
	"unfree allowed":       `works (import nixpkgs { inherit system; config.allowUnfree = true; }).unrar`,
	"unfree by name":       `works (import nixpkgs { inherit system; config.allowUnfreePredicate = p: lib.getName p == "unrar"; }).unrar`,
	"other unfree":         `fails (import nixpkgs { inherit system; config.allowUnfreePredicate = p: lib.getName p == "x"; }).unrar`,
	"insecure refused":     `fails pkgs.openssl_1_1`,
	"insecure allowed":     `works (import nixpkgs { inherit system; config.permittedInsecurePackages = [ "openssl-1.1.1w" ]; }).openssl_1_1`,
	"override":             `(pkgs.ffmpeg.override { withX = false; }).drvPath != pkgs.ffmpeg.drvPath`,
	"override nothing":     `(pkgs.ffmpeg.override { }).drvPath == pkgs.ffmpeg.drvPath`,
	"overrideAttrs":        `(pkgs.hello.overrideAttrs (old: { version = old.version + "x"; })).name == "hello-2.12.1x"`,
	"overrideAttrs final":  `(pkgs.hello.overrideAttrs (final: prev: { a = "1"; b = final.a; })).b == "1"`,
	"overrideAttrs stays":  `((pkgs.ffmpeg.override { x = 1; }).overrideAttrs { a = "1"; }).a == "1"`,
	"callPackage":          `(pkgs.callPackage ({ hello, more ? "" }: hello // { inherit more; }) { more = "x"; }).more == "x"`,
	"python environment":   `works (pkgs.python312.withPackages (ps: [ ps.requests ps.pip ]))`,
	"python override":      `let p = pkgs.python312.override (old: { packageOverrides = _: prev: { pip = prev.pip.overridePythonAttrs (old: { version = "9"; }); }; }); in p.pkgs.pip.version == "9" && pkgs.python312.pkgs.pip.version == "25.0"`,
	"python extension":     `(import nixpkgs { inherit system; overlays = [ (_: prev: { pythonPackagesExtensions = prev.pythonPackagesExtensions ++ [ (_: p: { pip = p.pip.overridePythonAttrs (_: { version = "9"; }); }) ]; }) ]; }).python311Packages.pip.version == "9"`,
	"python tests":         `pkgs.python312Packages.pip.drvPath != (pkgs.python312Packages.pip.overridePythonAttrs (_: { doCheck = false; })).drvPath`,
	"go without a hash":    `fails (pkgs.buildGoModule { pname = "x"; version = "1"; src = nixpkgs; })`,
	"npm with an odd hash": `fails (pkgs.buildNpmPackage { pname = "x"; version = "1"; src = nixpkgs; npmDepsHash = "abc"; })`,
	"rust without a lock":  `fails (pkgs.rustPlatform.buildRustPackage { pname = "x"; version = "1"; src = nixpkgs; })`,
	"a hash is believed":   `(pkgs.fetchurl { url = "https://example.org/x"; hash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="; }) ? outPath && !(builtins.hasAttr "outputHash" (pkgs.fetchurl { url = "https://example.org/x"; hash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="; }))`,
	"no hash is promised":  `(pkgs.fetchurl { url = "https://example.org/x"; hash = lib.fakeHash; }).outputHash == lib.fakeHash`,
	"filtered sources":     `builtins.attrNames (builtins.readDir "${lib.cleanSourceWith { src = lib.cleanSource (/. + builtins.unsafeDiscardStringContext nixpkgs + "/lib"); filter = path: _: baseNameOf path == "lists.nix"; }}") == [ "lists.nix" ]`,
	"chosen sources":       `let root = /. + builtins.unsafeDiscardStringContext nixpkgs; in builtins.attrNames (builtins.readDir "${lib.fileset.toSource { inherit root; fileset = lib.fileset.unions [ (root + "/flake.nix") (root + "/lib/lists.nix") ]; }}") == [ "flake.nix" "lib" ]`,
	"rust version":         `lib.hasInfix "1.84.0" rust.stable."1.84.0".minimal.name && rust.stable.latest.minimal.drvPath == rust.stable."1.84.0".minimal.drvPath`,
	"rust extensions":      `works (rust.nightly."2025-01-15".default.override { extensions = [ "rust-src" ]; targets = [ "wasm32-unknown-unknown" ]; })`,
	"rust unknown":         `fails (rust.stable.latest.minimal.override { extensions = [ "no-such-thing" ]; })`,
	"getExe":               `lib.getExe pkgs.ripgrep == "${pkgs.ripgrep}/bin/rg"`,
}

func TestPackageSet(t *testing.T) {
	r := rig.Use(t)
	var set strings.Builder
	for _, name := range slices.Sorted(maps.Keys(packageSet)) {
		quoted, _ := json.Marshal(name)
		set.WriteString(string(quoted) + " = builtins.tryEval (" + packageSet[name] + ");\n")
	}
	const prelude = `
		let
			nixpkgs = builtins.storePath "NIXPKGS";
			legacy = (builtins.getFlake "path:NIXPKGS").legacyPackages;
			lib = pkgs.lib;
			system = "x86_64-linux";
			pkgs = import nixpkgs { inherit system; };
			rust = (import nixpkgs { inherit system; overlays = [ (import (builtins.storePath "RUST" + "/overlay.nix")) ]; }).rust-bin;
			works = p: (builtins.tryEval p.drvPath).success;
			fails = p: !works p;
		in `
	replace := strings.NewReplacer("NIXPKGS", r.Input("nixpkgs").StorePath, "RUST", r.Input("rust-overlay").StorePath)
	for _, n := range r.Nixes {
		t.Run(n.Name, func(t *testing.T) {
			var got map[string]struct {
				Success bool
				Value   any
			}
			if err := n.Eval(t.TempDir(), replace.Replace(prelude)+"{"+set.String()+"}", &got); err != nil {
				t.Fatal(err)
			}
			for name, expression := range packageSet {
				if got[name].Value != true {
					t.Errorf("%s: %s is %+v", name, expression, got[name])
				}
			}
		})
	}
}

// Runs of Nix leave nothing mounted and say what went wrong.
func TestRun(t *testing.T) {
	r := rig.Use(t)
	mounts := func() []string {
		data, err := os.ReadFile("/proc/self/mounts")
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(string(data), "\n")
	}
	before := mounts()
	for _, n := range r.Nixes {
		dir := t.TempDir()
		out, err := n.Run(dir, []string{"X=a b"}, "sh", "-c", `echo "$X"; pwd; echo bad >&2; exit 3`)
		var failed *rig.RunError
		if !errors.As(err, &failed) || failed.ExitCode() != 3 || failed.Stderr != "bad\n" || out != "a b\n"+dir+"\n" {
			t.Errorf("Nix %s said %q and %v", n.Version, out, err)
		}
		devices, err := n.Run(dir, nil, "sed", "-n", "s/:.*//p", "/proc/net/dev")
		if strings.TrimSpace(devices) != "lo" {
			t.Errorf("Nix %s has the network devices %q (%v)", n.Version, devices, err)
		}
	}
	if after := mounts(); !slices.Equal(before, after) {
		t.Errorf("mounts were %q and are %q", before, after)
	}
}
