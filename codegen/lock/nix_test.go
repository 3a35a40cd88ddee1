package lock

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// nixLock asks the Nix of this machine whether it keeps a lock for the inputs of
// a flake.nix: nil when it does.
func nixLock(t *testing.T, flake, lock string) error {
	t.Helper()
	nix, err := exec.LookPath("nix")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("nix is not installed, and it must be where CI=true")
		}
		t.Skip("NOT TESTED AGAINST NIX: nix is not installed")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"flake.nix": flake, "flake.lock": lock} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(nix, "--extra-experimental-features", "nix-command flakes", "--offline",
		"--option", "flake-registry", "", "flake", "lock", "--no-update-lock-file", "path:.")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CACHE_HOME="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

// Nix keeps a lock only if it reads the references of flake.nix as the lock has
// them, so a lock made of ours is a test of each.
func TestReferenceAgreesWithNix(t *testing.T) {
	l := &Lock{Version: 7, Root: "root", Nodes: map[string]*Node{"root": {Flake: true}}}
	var inputs strings.Builder
	for i, test := range good {
		if test.newer {
			continue
		}
		attrs, err := Reference(test.text, !test.noFlake)
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("x%03d", i)
		root := l.Nodes["root"]
		root.Inputs = append(root.Inputs, Edge{Name: name, Node: name})
		l.Nodes[name] = &Node{Key: name, Flake: !test.noFlake, Original: attrs, Locked: makeAttrs(map[string]string{
			"type": "github", "owner": "o", "repo": "r", "rev": rev, "narHash": "sha256-FJcv6njzwtLQ7eXsjWHZ1o7Kb0j64DT8E421aIwxBIg=",
		})}
		fmt.Fprintf(&inputs, "  inputs.%s = { url = %q; flake = %v; };\n", name, test.text, !test.noFlake)
	}
	flake := "{\n" + inputs.String() + "  outputs = _: { };\n}\n"
	if err := nixLock(t, flake, string(l.Bytes())); err != nil {
		t.Errorf("Nix reads a reference otherwise: %v\n%s", err, flake)
	}
}

// A lock that Fit keeps or mends is one that Nix keeps.
func TestNixKeepsWhatFitGives(t *testing.T) {
	base := testdata(t, "lock-base.lock")
	extra := strings.Replace(base, `"nixpkgs": "nixpkgs",`, `"extra": "nixpkgs", "nixpkgs": "nixpkgs",`, 1)
	shared := strings.Replace(base, "\"rust-overlay\": {\n      \"inputs\": {", "\"rust-overlay\": {\n \"inputs\": { \"a\": \"nixpkgs\", \"b\": \"nixpkgs\",", 1)
	for name, text := range map[string]string{"base": base, "extra": extra, "shared": shared} {
		fit, _ := Fit(read(t, text), baseInputs())
		if fit.Lock == nil {
			t.Fatalf("%s: %s", name, states(fit))
		}
		flake := "{\n"
		for _, in := range baseInputs() {
			flake += fmt.Sprintf("inputs.%s.url = %q;\n", in.Name, in.URL)
			for _, f := range in.Follows {
				flake += fmt.Sprintf("inputs.%s.inputs.%s.follows = %q;\n", in.Name, f.Name, f.Target)
			}
		}
		flake += "outputs = _: { };\n}\n"
		if err := nixLock(t, flake, string(fit.Lock.Bytes())); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !fit.Same && nixLock(t, flake, text) == nil {
			t.Errorf("%s: Nix keeps the lock that Fit mended", name)
		}
	}
}
