// Command bench measures whole runs of agentboxc against a floor: a program that
// parses the same file with hclsyntax, evaluates its expressions, and does
// nothing else. It prints ratios, which hardly depend on the machine, and peak
// memory, and ends with 1 when a limit is broken. Workspaces of many units are
// measured in the same way, and against cat when they have not changed, a review
// against validate, the hashing of trees against nix, the exporting of images
// against openssl, their pushing against crane.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	dir, err := os.MkdirTemp("", "agentboxc-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	// What is remembered between runs is measured where it is meant to be.
	if err := os.Setenv("XDG_CACHE_HOME", filepath.Join(dir, "cache")); err != nil {
		return err
	}
	programs, err := build(dir)
	if err != nil {
		return err
	}
	results, err := measureAll(programs, dir)
	if err != nil {
		return err
	}
	return errors.Join(report(results), benchFresh(programs, dir), benchWorkspaces(programs, dir), benchUnchanged(programs, dir),
		benchReview(programs, dir), benchHashing(dir), benchImages(dir), benchPushing(dir))
}

// programs are the paths of what is measured.
type programs struct{ compiler, floor string }

func build(dir string) (programs, error) {
	p := programs{compiler: filepath.Join(dir, "agentboxc"), floor: filepath.Join(dir, "floor")}
	for out, pkg := range map[string]string{p.compiler: "./cmd/agentboxc", p.floor: "./bench/floor"} {
		if err := buildProgram(out, pkg); err != nil {
			return programs{}, err
		}
	}
	return p, nil
}

// buildProgram builds as for a release: no loading of C libraries at the start.
func buildProgram(out, pkg string) error {
	cmd := exec.Command("go", "build", "-trimpath", "-o", out, pkg)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("building %s: %w", pkg, err)
	}
	return nil
}
