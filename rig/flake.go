package rig

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Flake is a directory with a generated flake, as its users would have it but
// for the pins of its lock file.
type Flake struct {
	Dir  string
	Lock []byte // as generated
	rig  *Rig
}

// Flake copies the unit in dir to a directory `to`, which must not exist yet
// and must lie in the temporary directory, and puts the generated files there.
func (r *Rig) Flake(to, dir string, flake, lock []byte) (*Flake, error) {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return nil, err
	}
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		return nil, fmt.Errorf("copying the unit: %w", err)
	}
	f := &Flake{Dir: to, Lock: lock, rig: r}
	if err := os.WriteFile(filepath.Join(to, "flake.nix"), flake, 0o644); err != nil {
		return nil, err
	}
	return f, f.pin()
}

func (f *Flake) lockFile() string { return filepath.Join(f.Dir, "flake.lock") }

func (f *Flake) pin() error {
	pinned, err := f.rig.Pin(f.Lock)
	if err != nil {
		return err
	}
	return os.WriteFile(f.lockFile(), pinned, 0o644)
}

// AcceptLock asks Nix whether the lock file, with its real pins, fits the
// flake, and returns an error when it does not or when Nix writes it anew.
func (f *Flake) AcceptLock(n *Nix) error {
	if err := os.WriteFile(f.lockFile(), f.Lock, 0o644); err != nil {
		return err
	}
	_, runErr := n.Run(f.Dir, nil, "nix", "flake", "lock", "--no-update-lock-file", "path:.")
	after, err := os.ReadFile(f.lockFile())
	if err == nil && !bytes.Equal(after, f.Lock) {
		err = fmt.Errorf("nix %s rewrote the lock file:\n%s", n.Version, after)
	}
	return cmp.Or(runErr, err, f.pin())
}

// Outputs are a flake's, by system and name.
type Outputs struct {
	Packages  map[string]map[string]Output `json:"packages"`
	DevShells map[string]map[string]Output `json:"devShells"`
	Checks    map[string]map[string]Output `json:"checks"`
}

// Output is one derivation of a flake.
type Output struct {
	DrvPath   string   `json:"drv"`
	OutPath   string   `json:"out"`
	ImageName string   `json:"imageName"` // of packages that are images
	ImageTag  string   `json:"imageTag"`
	Packages  []string `json:"packages"` // of shells: the store paths of what they were given
}

const describe = `
flakes:
let
  output = drv: {
    drv = drv.drvPath;
    out = drv.outPath; # by another name, or JSON would have nothing but this
    imageName = drv.imageName or "";
    imageTag = drv.imageTag or "";
    packages = map toString (drv.nativeBuildInputs or [ ]);
  };
  outputs = builtins.mapAttrs (_: builtins.mapAttrs (_: output));
in
builtins.mapAttrs (_: flake: {
  packages = outputs (flake.packages or { });
  devShells = outputs (flake.devShells or { });
  checks = outputs (flake.checks or { });
}) flakes
`

// Evaluate evaluates every output of the flakes for every system, in one go.
func (n *Nix) Evaluate(flakes map[string]*Flake) (map[string]Outputs, error) {
	var set strings.Builder
	for _, name := range slices.Sorted(maps.Keys(flakes)) {
		fmt.Fprintf(&set, "%s = builtins.getFlake %s; ", quote(name), quote("path:"+flakes[name].Dir))
	}
	var outputs map[string]Outputs
	err := n.Eval(os.TempDir(), "("+describe+") { "+set.String()+"}", &outputs)
	return outputs, err
}

// quote is enough for names and directories that tests make.
func quote(s string) string {
	quoted, _ := json.Marshal(s)
	return string(quoted)
}

// Build builds derivations, all in one go.
func (n *Nix) Build(drvPaths ...string) error {
	if len(drvPaths) == 0 {
		return nil
	}
	_, err := n.Run(n.cache, nil, append([]string{"nix-store", "--realise", "--keep-going"}, drvPaths...)...)
	return err
}

// BuildAttrs builds attributes of the flake as a user would, and returns the
// store paths of the results, sorted.
func (f *Flake) BuildAttrs(n *Nix, attrs ...string) ([]string, error) {
	args := []string{"nix", "build", "--json", "--no-link", "--no-update-lock-file"}
	for _, attr := range attrs {
		args = append(args, "path:.#"+attr)
	}
	out, err := n.Run(f.Dir, nil, args...)
	if err != nil {
		return nil, err
	}
	var built []struct{ Outputs map[string]string }
	if err := json.Unmarshal([]byte(out), &built); err != nil {
		return nil, fmt.Errorf("reading what was built: %w", err)
	}
	var paths []string
	for _, b := range built {
		paths = append(paths, b.Outputs["out"])
	}
	slices.Sort(paths)
	return slices.Compact(paths), nil
}

// Check runs `nix flake check` without building.
func (f *Flake) Check(n *Nix) error {
	_, err := n.Run(f.Dir, nil, "nix", "flake", "check", "--no-build", "--no-update-lock-file", "path:.")
	return err
}

// Develop runs a command in a shell of the flake.
func (f *Flake) Develop(n *Nix, shell string, command ...string) (string, error) {
	args := []string{"nix", "develop", "--no-update-lock-file", "path:.#" + shell, "-c"}
	return n.Run(f.Dir, nil, append(args, command...)...)
}
