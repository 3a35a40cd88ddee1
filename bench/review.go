package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/agentboxc/agentboxc/bench/monorepo"
)

// reviewRatio is how many times validate of units that have not changed a review
// of one line may take.
const reviewRatio = 1.5

const (
	reviewedUnits = 10_000
	reviewRounds  = 10 // alternating runs of both
)

// benchReview measures the review of a change of one line in a workspace under git
// against validate of the same work tree, of which nothing has to be checked.
func benchReview(p programs, dir string) error {
	root := filepath.Join(dir, "reviewed")
	if err := reviewed(p, root); err != nil {
		return err
	}
	defer os.RemoveAll(root)
	validate := []string{p.compiler, "validate", root}
	review := []string{p.compiler, "review", "--chdir", root, "--base", "HEAD~1"}
	// Files that are new are read again, by git, too; so these are not.
	for range 2 {
		if _, err := once(validate); err != nil {
			return err
		}
		time.Sleep(3 * time.Second)
	}
	if err := git(root, "status", "--porcelain"); err != nil {
		return err
	}
	var reviewing, validating sample
	for range reviewRounds {
		for s, args := range map[*sample][]string{&reviewing: review, &validating: validate} {
			one, err := once(args)
			if err != nil {
				return err
			}
			s.add(one)
		}
	}
	ratio := times(reviewing, validating)
	fmt.Printf("\n%-14s %9s %9s %7s %7s %9s\n%-14s %9s %9s %6.2fx %6.1fx %8.1fM\n", "one line", "time", "unchanged", "ratio", "limit", "memory",
		fmt.Sprintf("%d units", reviewedUnits), round(reviewing.elapsed), round(validating.elapsed), ratio, reviewRatio, float64(reviewing.peak)/(1<<20))
	if ratio > reviewRatio {
		return fmt.Errorf("the review of one line in %d units takes %.2f times as long as validate of them", reviewedUnits, ratio)
	}
	return nil
}

// reviewed is a repository of two commits, packed as one that was cloned. The last
// changes a line of one unit.
func reviewed(p programs, root string) error {
	if err := monorepo.Write(root, reviewedUnits); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(root, "agentbox.work.lock"), lock, 0o644); err != nil {
		return err
	}
	main := filepath.Join(changedUnit(root), "agentbox.hcl")
	text, err := os.ReadFile(main)
	if err != nil {
		return err
	}
	if err := generated(p, root); err != nil {
		return err
	}
	for _, args := range [][]string{{"init", "-q", "-b", "main"}, {"config", "gc.auto", "0"}, {"add", "-A"}, {"commit", "-q", "-m", "first"}} {
		if err := git(root, args...); err != nil {
			return err
		}
	}
	changed := strings.Replace(string(text), "pkgs.openssl", "pkgs.libressl", 1)
	if err := os.WriteFile(main, []byte(changed), 0o644); err != nil {
		return err
	}
	for _, args := range [][]string{{"commit", "-q", "-a", "-m", "second"}, {"gc", "-q"}} {
		if err := git(root, args...); err != nil {
			return err
		}
	}
	return nil
}

func changedUnit(root string) string {
	return filepath.Join(root, filepath.FromSlash(monorepo.Unit(reviewedUnits/2)))
}

// generated puts generated files beside each unit, which are those of one unit but
// for a line: a review of others has git list and compare them, and reads none.
func generated(p programs, root string) error {
	if _, err := once([]string{p.compiler, "apply", changedUnit(root)}); err != nil {
		return err
	}
	for _, name := range []string{"flake.nix", "flake.lock"} {
		text, err := os.ReadFile(filepath.Join(changedUnit(root), name))
		if err != nil {
			return err
		}
		for i := range reviewedUnits {
			if i == reviewedUnits/2 {
				continue
			}
			own := fmt.Appendf(nil, "%s# %d\n", text, i)
			if err := os.WriteFile(filepath.Join(root, filepath.FromSlash(monorepo.Unit(i)), name), own, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

func git(dir string, args ...string) error {
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@example.org",
		"GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@example.org")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("running git %v: %w\n%s", args, err, out)
	}
	return nil
}
