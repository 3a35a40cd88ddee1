package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// unchangedRatio is how many times the reading of their files validate may take
// over units that have not changed.
const unchangedRatio = 2.5

// unchangedRounds are alternating runs of both.
const unchangedRounds = 10

// benchUnchanged measures validate over many small units that were checked before
// against cat, which reads their files.
func benchUnchanged(p programs, dir string) error {
	fmt.Printf("\n%-14s %9s %9s %7s %7s\n", "unchanged", "time", "reading", "ratio", "limit")
	for _, count := range []int{1000, 10_000} {
		ratio, err := unchanged(p, filepath.Join(dir, fmt.Sprintf("units-%d", count)), count)
		if err != nil {
			return err
		}
		if ratio > unchangedRatio {
			return fmt.Errorf("validate of %d unchanged units takes %.2f times as long as reading them", count, ratio)
		}
	}
	return nil
}

func unchanged(p programs, dir string, count int) (float64, error) {
	validate, read := []string{p.compiler, "validate", dir}, []string{"cat"}
	for i := range count {
		unit := filepath.Join(dir, fmt.Sprintf("u%05d", i))
		file := filepath.Join(unit, "agentbox.hcl")
		if err := os.MkdirAll(unit, 0o755); err != nil {
			return 0, err
		}
		if err := os.WriteFile(file, variants(1), 0o644); err != nil {
			return 0, err
		}
		read = append(read, file)
	}
	if err := os.WriteFile(filepath.Join(dir, "agentbox.work.hcl"), []byte("workspace { members = [\"*\"] }\n"), 0o644); err != nil {
		return 0, err
	}
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
