package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/agentboxc/agentboxc/bench/monorepo"
)

// unchangedRatio is how many times the reading of their files validate may take
// over units that have not changed.
const unchangedRatio = 2.5

// unchangedRounds are alternating runs of both.
const unchangedRounds = 10

// benchUnchanged measures validate over many units that were checked before against
// cat, which reads their files: of generated workspaces, and of small units with a
// warning in each.
func benchUnchanged(p programs, dir string) error {
	fmt.Printf("\n%-14s %9s %9s %7s %7s\n", "unchanged", "time", "reading", "ratio", "limit")
	var broken []error
	for i, write := range []func(dir string, units int) error{monorepo.Write, smallUnits} {
		for _, count := range []int{1000, 10_000} {
			ratio, err := unchanged(p, filepath.Join(dir, fmt.Sprintf("unchanged-%d-%d", i, count)), count, write)
			if err != nil {
				return err
			}
			if ratio > unchangedRatio {
				broken = append(broken, fmt.Errorf("validate of %d unchanged units takes %.2f times as long as reading them", count, ratio))
			}
		}
	}
	return errors.Join(broken...)
}

func smallUnits(dir string, count int) error {
	for i := range count {
		unit := filepath.Join(dir, fmt.Sprintf("u%05d", i))
		if err := os.MkdirAll(unit, 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(unit, "agentbox.hcl"), variants(1), 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(dir, "agentbox.work.hcl"), []byte("workspace { members = [\"*\"] }\n"), 0o644)
}

func unchanged(p programs, dir string, count int, write func(dir string, units int) error) (float64, error) {
	if err := write(dir, count); err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	files, err := filesBelow(dir)
	if err != nil {
		return 0, err
	}
	validate, read := []string{p.compiler, "validate", dir}, append([]string{"cat"}, files...)
	// Files that are new are read again; so these are not.
	for range 2 {
		if _, err := once(validate); err != nil {
			return 0, err
		}
		time.Sleep(3 * time.Second)
	}
	var checking, reading sample
	for range unchangedRounds {
		for s, args := range map[*sample][]string{&checking: validate, &reading: read} {
			one, err := once(args)
			if err != nil {
				return 0, err
			}
			s.add(one)
		}
	}
	ratio := float64(checking.elapsed) / float64(reading.elapsed)
	fmt.Printf("%-14s %9s %9s %6.2fx %6.1fx\n", fmt.Sprintf("%d units", count), round(checking.elapsed), round(reading.elapsed), ratio, unchangedRatio)
	return ratio, nil
}
