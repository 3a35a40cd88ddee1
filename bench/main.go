// Command bench measures whole runs of agentboxc against a floor: a program that
// parses the same file with hclsyntax, evaluates its expressions, and does
// nothing else. It prints ratios, which hardly depend on the machine, and peak
// memory, and ends with 1 when a limit is broken. Workspaces of many units are
// measured in the same way, and against cat when they have not changed, a review
// against validate, the hashing of trees against nix, the exporting of images
// against openssl, their pushing against crane, the language server against gopls.
// Arguments choose among them: go run ./bench editor.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(chosen []string) error {
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
	var broken []error
	for _, b := range benches {
		if len(chosen) == 0 || slices.Contains(chosen, b.name) {
			broken = append(broken, b.run(programs, dir))
		}
	}
	for _, name := range chosen {
		if !slices.ContainsFunc(benches, func(b bench) bool { return b.name == name }) {
			broken = append(broken, fmt.Errorf("there is no benchmark %q", name))
		}
	}
	return errors.Join(broken...)
}

// bench is one of the benchmarks.
type bench struct {
	name string
	run  func(p programs, dir string) error
}

// benches are run in their order, or those alone that are named as arguments.
var benches = []bench{
	{"units", benchUnits},
	{"fresh", benchFresh},
	{"workspaces", benchWorkspaces},
	{"unchanged", benchUnchanged},
	{"review", benchReview},
	{"hashing", func(_ programs, dir string) error { return benchHashing(dir) }},
	{"images", func(_ programs, dir string) error { return benchImages(dir) }},
	{"pushing", func(_ programs, dir string) error { return benchPushing(dir) }},
	{"editor", benchEditor},
}

func benchUnits(p programs, dir string) error {
	results, err := measureAll(p, dir)
	if err != nil {
		return err
	}
	return report(results)
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
