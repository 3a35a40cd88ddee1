package main

import (
	"fmt"
	"os"
	"path/filepath"

	measured "github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/codegen/nar"
)

// freshRatio is how many times the start of the process `apply --build` may take
// when there is nothing to do.
const freshRatio = 3

// freshRounds are alternating runs of both.
const freshRounds = 60

// benchFresh measures a build of what is built already against the command that
// only starts and prints the version.
func benchFresh(p programs, dir string) error {
	unit, err := freshUnit(p, filepath.Join(dir, "fresh"))
	if err != nil {
		return err
	}
	var build, start sample
	for range freshRounds {
		for s, args := range map[*sample][]string{&build: {p.compiler, "apply", "--build", unit}, &start: {p.compiler, "version"}} {
			one, err := once(args)
			if err != nil {
				return err
			}
			s.add(one)
		}
	}
	ratio := float64(build.elapsed) / float64(start.elapsed)
	fmt.Printf("\n%-14s %9s %9s %7s %7s\n%-14s %9s %9s %6.2fx %6.1fx\n", "nothing to do", "time", "start", "ratio", "limit",
		"apply --build", round(build.elapsed), round(start.elapsed), ratio, float64(freshRatio))
	if ratio > freshRatio {
		return fmt.Errorf("a build with nothing to do takes %.2f times the start of the process", ratio)
	}
	return nil
}

// freshUnit is a unit whose measurements are of its very program. What they say
// of its images does not matter.
func freshUnit(p programs, dir string) (string, error) {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return "", err
	}
	for name, data := range map[string][]byte{"agentbox.hcl": unit, "flake.lock": lock} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return "", err
		}
	}
	if _, err := once([]string{p.compiler, "apply", dir}); err != nil {
		return "", err
	}
	built := filepath.Join(dir, "built")
	if err := os.Mkdir(built, 0o755); err != nil {
		return "", err
	}
	for _, name := range []string{"flake.nix", "flake.lock"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return "", err
		}
		if err := os.WriteFile(filepath.Join(built, name), data, 0o644); err != nil {
			return "", err
		}
	}
	program, err := nar.Hash(os.DirFS(built), ".")
	if err != nil {
		return "", err
	}
	var m measured.Measurements
	for _, variant := range []string{"runtime", "full"} {
		for _, system := range []string{"aarch64-linux", "x86_64-linux"} {
			m.Images = append(m.Images, measured.Image{Variant: variant, System: system, Program: program.String()})
		}
	}
	return dir, os.WriteFile(filepath.Join(dir, "agentbox.lock.json"), m.Bytes(), 0o644)
}
