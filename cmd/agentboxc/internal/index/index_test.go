package index

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/cache"
	"github.com/agentboxc/agentboxc/codegen"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

const unit = `
platform "x86_64-linux" {}

input "tools" {
  url = "github:example/tools"
}

pkgset "default" {
  %s
}

pkgset "aux" {
}

overlay "own" {
  file = "own.nix"
}

layer "base" {
  packages = [pkgs.bash, pkgs.coreutils, %s]
}

variant "runtime" {
  layers = [layer.base]
}
`

const lockText = `{"nodes": {
  "nixpkgs": {"locked": {"type": "github", "owner": "NixOS", "repo": "nixpkgs", "rev": "0123456789012345678901234567890123456789", "narHash": "sha256-AAAA"},
    "original": {"type": "github", "owner": "NixOS", "repo": "nixpkgs", "ref": "nixos-unstable"}},
  "tools": {"locked": {"type": "github", "owner": "example", "repo": "tools", "rev": "0123456789012345678901234567890123456789", "narHash": "sha256-BBBB"},
    "original": {"type": "github", "owner": "example", "repo": "tools"}},
  "root": {"inputs": {"nixpkgs": "nixpkgs", "tools": "tools"}}}, "root": "root", "version": 7}`

func readLock(t testing.TB, text string) *lock.Lock {
	t.Helper()
	l, diags := lock.Read([]byte(text), "flake.lock")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return l
}

// compiled is the unit with other settings of its package set.
func compiled(t testing.TB, settings, more string, index *Index) (*ir.Program, diag.List) {
	t.Helper()
	fsys := fstest.MapFS{"agentbox.hcl": {Data: fmt.Appendf(nil, unit, settings, more)}, "own.nix": {Data: []byte("final: prev: { }\n")}}
	options := lang.Options{DirName: "unit"}
	if index != nil {
		options.Names = index
	}
	result, diags := lang.Compile(fsys, ".", options)
	return result.Program, diags
}

func subjectIn(t *testing.T, settings, lockText string) (sub subject, why string) {
	t.Helper()
	p, diags := compiled(t, settings, "pkgs.git", nil)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return subjectOf(p, p.Platforms[0].Pkgsets[0], "x86_64-linux", readLock(t, lockText))
}

// What the names of a set depend on is in its key, and what they don't is not.
func TestSubject(t *testing.T) {
	plain, why := subjectIn(t, "", lockText)
	if why != "" || !plain.whole {
		t.Fatalf("the plain set: %+v, %v", plain, why)
	}
	unfree, _ := subjectIn(t, `allow_unfree = true`, lockText)
	overlaid, _ := subjectIn(t, `overlays = [input.tools.overlays.default]`, lockText)
	for name, test := range map[string]struct {
		settings string
		lock     string
		same     *subject // as this one
		whole    bool
	}{
		"again":                     {"", lockText, &plain, true},
		"another rev, same tree":    {"", strings.ReplaceAll(lockText, "0123456789", "9876543210"), &plain, true},
		"another tree":              {"", strings.ReplaceAll(lockText, "AAAA", "CCCC"), nil, true},
		"another tree of no use":    {"", strings.ReplaceAll(lockText, "BBBB", "CCCC"), &plain, true},
		"unfree names":              {`allow_unfree = ["unrar"]`, lockText, &unfree, true},
		"other unfree names":        {`allow_unfree = ["steam", "unrar"]`, lockText, &unfree, true},
		"insecure":                  {"permit_insecure \"x-1\" {\n reason = \"r\"\n }", lockText, &unfree, true},
		"config":                    {`config = { allowAliases = false }`, lockText, nil, true},
		"overlay of another tree":   {`overlays = [input.tools.overlays.default]`, strings.ReplaceAll(lockText, "BBBB", "CCCC"), nil, true},
		"another overlay":           {`overlays = [input.tools.overlays.other]`, lockText, nil, true},
		"the same overlay":          {`overlays = [input.tools.overlays.default]`, lockText, &overlaid, true},
		"an overlay of the unit":    {`overlays = [overlay.own]`, lockText, &plain, false},
		"it and one of an input":    {`overlays = [input.tools.overlays.default, overlay.own]`, lockText, &plain, false},
		"another platform's system": {`config = { x = platform.system }`, lockText, nil, true},
	} {
		s, why := subjectIn(t, test.settings, test.lock)
		if why != "" || s.whole != test.whole {
			t.Errorf("%s: %q, whole %v", name, why, s.whole)
		}
		if test.same != nil && s.key != test.same.key {
			t.Errorf("%s has another key:\n%s\n%s", name, s.key, test.same.key)
		}
		if test.same == nil && (s.key == plain.key || s.key == overlaid.key || s.key == unfree.key) {
			t.Errorf("%s has the same key as another set:\n%s", name, s.key)
		}
	}
	const unpinned, made = "flake.lock does not pin all of input.nixpkgs by a hash", "its config is made from packages"
	for name, test := range map[string][3]string{
		"not locked": {"", `{"nodes": {"root": {}}, "root": "root", "version": 7}`, unpinned},
		"no hash":    {"", strings.ReplaceAll(lockText, `, "narHash": "sha256-AAAA"`, ""), unpinned},
		"packages":   {`config = { hooks = [[pkgset.aux.git]] }`, lockText, made},
		"nested":     {`config = { a = { b = pkgset.aux.git } }`, lockText, made},
	} {
		if _, why := subjectIn(t, test[0], test[1]); why != test[2] {
			t.Errorf("%s: %q", name, why)
		}
	}
}

// keptIndex holds the names of the plain set.
func keptIndex(t testing.TB, names []string) (*Index, cache.Cache) {
	t.Helper()
	c := cache.Cache{Dir: t.TempDir(), Most: MaxBytes}
	p, _ := compiled(t, "", "pkgs.git", nil)
	l := readLock(t, lockText)
	for _, pl := range p.Platforms {
		s, why := subjectOf(p, pl.Pkgsets[0], pl.System, l)
		if why != "" {
			t.Fatal(why)
		}
		if err := c.Write(s.namesKey(nil), encodeTable(writable(names))); err != nil {
			t.Fatal(err)
		}
	}
	x := Open(c, func() *lock.Lock { return l })
	t.Cleanup(x.Close)
	return x, c
}

func codes(diags diag.List) []diag.Code {
	var all []diag.Code
	for _, d := range diags {
		if d.Severity == diag.Error {
			all = append(all, d.Code)
		}
	}
	return all
}

func TestIndexIsCertainOrSilent(t *testing.T) {
	names := append(manyNames(5000), "bash", "coreutils", "git")
	x, _ := keptIndex(t, names)
	if _, diags := compiled(t, "", "pkgs.git", x); len(codes(diags)) > 0 {
		t.Errorf("all are there: %v", diags)
	}
	if _, diags := compiled(t, "", "pkgs.gti", x); !slices.Equal(codes(diags), []diag.Code{diag.UnknownPackage}) {
		t.Errorf("one is not there: %v", diags)
	}
	if _, diags := compiled(t, "overlays = [overlay.own]", "pkgs.gti", x); len(codes(diags)) > 0 {
		t.Errorf("an overlay may add it: %v", diags)
	}
	if _, diags := compiled(t, "config = { a = 1 }", "pkgs.gti", x); len(codes(diags)) > 0 {
		t.Errorf("of that set nothing is known: %v", diags)
	}
}

// A byte that is not what was written takes the certainty away, wherever it is.
func TestDamageIsNeverAnError(t *testing.T) {
	x, c := keptIndex(t, append(manyNames(50), "bash", "coreutils", "git"))
	files, err := os.ReadDir(c.Dir)
	if err != nil || len(files) != 1 {
		t.Fatalf("files %v, %v", files, err)
	}
	file := c.Dir + "/" + files[0].Name()
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		bad := slices.Clone(whole)
		bad[i] ^= 0x10
		if err := os.WriteFile(file, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		damaged := Open(c, x.lock)
		if _, diags := compiled(t, "", "pkgs.git", damaged); len(codes(diags)) > 0 {
			t.Fatalf("with byte %d damaged: %v", i, diags)
		}
		damaged.Close()
	}
}

// The files are the same with an index and without one.
func TestFilesDoNotDependOnAnIndex(t *testing.T) {
	x, _ := keptIndex(t, append(manyNames(5000), "bash", "coreutils", "git"))
	with, diags := compiled(t, "", "pkgs.git", x)
	without, others := compiled(t, "", "pkgs.git", nil)
	if len(diags) != len(others) {
		t.Errorf("diagnostics %v, without %v", diags, others)
	}
	a, _ := codegen.Generate(with, []byte(lockText))
	b, _ := codegen.Generate(without, []byte(lockText))
	if string(a.Flake) != string(b.Flake) || string(a.Lock) != string(b.Lock) {
		t.Error("the files differ")
	}
}

func TestLine(t *testing.T) {
	for text, want := range map[string]string{
		"A text.":                   "A text",
		"  two\nlines\tand\x1b[31m": "two lines and [31m",
		"bad \xff bytes":            "bad bytes",
		strings.Repeat("ü", 300):    strings.Repeat("ü", maxText-1) + "…",
	} {
		if got := line(text, maxText); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// What an index costs who has one: the lock, the head of a table and some blocks.
func BenchmarkCompile(b *testing.B) {
	_, c := keptIndex(b, append(manyNames(100_000), "bash", "coreutils", "git"))
	b.Run("with", func(b *testing.B) {
		for b.Loop() {
			x := Open(c, func() *lock.Lock { return readLock(b, lockText) })
			compiled(b, "", "pkgs.git", x)
			x.Close()
		}
	})
	b.Run("without", func(b *testing.B) {
		for b.Loop() {
			compiled(b, "", "pkgs.git", nil)
		}
	})
}
