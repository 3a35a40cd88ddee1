package main

import (
	"cmp"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// hashing is trees to hash, with the limit for the time of that to the time of as
// many calls of `nix hash path`, one after the other.
type hashing struct {
	name  string
	trees int
	ratio float64
	runs  int
}

var hashings = []hashing{
	{name: "one tree", trees: 1, ratio: 1.1, runs: 9},
	{name: "four trees", trees: 4, ratio: 0.6, runs: 5},
}

// benchHashing measures on the tree of Go itself, which is everywhere.
func benchHashing(dir string) error {
	nix, err := exec.LookPath("nix")
	switch {
	case errors.Is(err, exec.ErrNotFound):
		fmt.Println("hashing trees: not measured: nix is not installed")
		return nil
	case err != nil:
		return fmt.Errorf("looking for nix: %w", err)
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("looking for a tree to hash: %w", err)
	}
	tree := strings.TrimSpace(string(goroot))
	ours := []string{filepath.Join(dir, "hash")}
	if err := buildProgram(ours[0], "./bench/hash"); err != nil {
		return err
	}
	theirs := []string{nix, "--extra-experimental-features", "nix-command", "hash", "path", tree}
	if err := compareHashes(append(ours, tree), theirs); err != nil {
		return err
	}
	fmt.Printf("\n%-14s %9s %9s %7s %7s %7s %9s\n", "hashing", "time", "nix", "ratio", "limit", "cpu", "memory")
	broken := false
	for _, h := range hashings {
		within, err := h.measure(append(ours, slices.Repeat([]string{tree}, h.trees)...), theirs)
		if err != nil {
			return err
		}
		broken = broken || !within
	}
	if broken {
		return errors.New("a limit of hashing is broken")
	}
	return nil
}

// compareHashes also sees to it that the tree is in the memory of the system.
func compareHashes(ours, theirs []string) error {
	var hashes [2]string
	for i, args := range [][]string{ours, theirs} {
		out, err := exec.Command(args[0], args[1:]...).Output()
		if err != nil {
			return fmt.Errorf("running %v: %w", args, err)
		}
		hashes[i] = strings.TrimSpace(string(out))
	}
	if hashes[0] != hashes[1] {
		return fmt.Errorf("the hash of %s is %s, and %s for nix", ours[1], hashes[0], hashes[1])
	}
	return nil
}

// measure alternates between the programs, and reports whether the median is
// within the limit. On one processor nothing can be done at once, so that there
// is no limit for several trees.
func (h hashing) measure(ours, theirs []string) (within bool, err error) {
	var us, nix samples
	for range h.runs {
		s, err := once(ours)
		if err != nil {
			return false, err
		}
		us = append(us, s)
		var all sample
		for range h.trees {
			s, err := once(theirs)
			if err != nil {
				return false, err
			}
			all.elapsed += s.elapsed
			all.cpu += s.cpu
		}
		nix = append(nix, all)
	}
	limit, verdict := fmt.Sprintf("%.1fx", h.ratio), ""
	switch {
	case h.trees > 1 && runtime.NumCPU() == 1:
		limit = "-"
	case quotient(us, nix, elapsed) > h.ratio:
		verdict = "  too slow"
	}
	fmt.Printf("%-14s %9s %9s %6.2fx %7s %6.2fx %8.1fM%s\n",
		h.name, round(us.median(elapsed)), round(nix.median(elapsed)), quotient(us, nix, elapsed), limit,
		quotient(us, nix, cpu), float64(us.peak())/(1<<20), verdict)
	return verdict == "", nil
}

// samples are several of the same run.
type samples []sample

func elapsed(s sample) time.Duration { return s.elapsed }

func cpu(s sample) time.Duration { return s.cpu }

func (s samples) median(of func(sample) time.Duration) time.Duration {
	sorted := slices.SortedFunc(slices.Values(s), func(a, b sample) int { return cmp.Compare(of(a), of(b)) })
	return of(sorted[len(sorted)/2])
}

func (s samples) peak() int64 {
	return slices.MaxFunc(s, func(a, b sample) int { return cmp.Compare(a.peak, b.peak) }).peak
}

func quotient(a, b samples, of func(sample) time.Duration) float64 {
	return float64(a.median(of)) / float64(b.median(of))
}
