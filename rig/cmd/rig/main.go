// Rig is for the parts of the end-to-end tests by hand: it builds a generated
// flake with both Nix and checks the images, or runs a command where the hosts
// that flakes come from are played by a forge. See packages rig and forge.
package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/agentboxc/agentboxc/rig"
)

func main() {
	var err error
	switch {
	case len(os.Args) > 2 && os.Args[1] == "build":
		err = build(os.Args[2], os.Args[3:])
	case len(os.Args) > 3 && os.Args[1] == "forge":
		err = visit(os.Args[2], os.Args[3], os.Args[4:])
	default:
		fmt.Fprintln(os.Stderr, "usage: rig build DIR [ATTRIBUTE…]\n       rig forge DIR COMMAND [ARGUMENT…]")
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// build builds the attributes, or every package for this system.
func build(dir string, attrs []string) error {
	r, err := rig.Open()
	if err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "rig-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	f, err := open(r, filepath.Join(temp, "flake"), dir)
	if err != nil {
		return err
	}
	for _, n := range r.Nixes {
		fmt.Println("Nix", n.Version)
		if err := buildWith(n, f, attrs); err != nil {
			return err
		}
	}
	return nil
}

func open(r *rig.Rig, to, dir string) (*rig.Flake, error) {
	flake, err := os.ReadFile(filepath.Join(dir, "flake.nix"))
	if err != nil {
		return nil, err
	}
	lock, err := os.ReadFile(filepath.Join(dir, "flake.lock"))
	if errors.Is(err, fs.ErrNotExist) {
		lock, err = r.MakeLock(flake)
	}
	if err != nil {
		return nil, err
	}
	return r.Flake(to, dir, flake, lock)
}

func buildWith(n *rig.Nix, f *rig.Flake, attrs []string) error {
	if err := f.AcceptLock(n); err != nil {
		return err
	}
	outputs, err := n.Evaluate(map[string]*rig.Flake{"flake": f})
	if err != nil {
		return err
	}
	packages := outputs["flake"].Packages[rig.System()]
	if len(attrs) == 0 {
		attrs = slices.Sorted(maps.Keys(packages))
	}
	var drvs []string
	for _, attr := range attrs {
		if packages[attr].DrvPath == "" {
			return fmt.Errorf("the flake has no package %q for %s", attr, rig.System())
		}
		drvs = append(drvs, packages[attr].DrvPath)
	}
	if err := n.Build(drvs...); err != nil {
		return err
	}
	for _, attr := range attrs {
		if err := report(n, attr, packages[attr]); err != nil {
			return err
		}
	}
	return nil
}

func report(n *rig.Nix, attr string, out rig.Output) error {
	if out.ImageName == "" {
		fmt.Printf("  %s %s\n", attr, out.OutPath)
		return nil
	}
	image, err := n.ReadImage(out.OutPath)
	if err != nil {
		return err
	}
	fmt.Printf("  %s %s, description %x\n", attr, out.OutPath, sha256.Sum256(image.Bytes))
	for _, l := range image.Layers {
		fmt.Printf("    %10d bytes, %2d paths  %s\n", l.Size, len(l.Paths), l.History.CreatedBy)
	}
	problems, err := image.Verify()
	for _, problem := range problems {
		fmt.Println("    WRONG:", problem)
	}
	return err
}
