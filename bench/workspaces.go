package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/agentboxc/agentboxc/bench/monorepo"
)

// The limits of a workspace: of the time that validate takes to that of the floor, of
// what fmt takes to that of hclfmt, and of what ten times as many units take. The disk
// has a part in the last one, so that it is broken only where the floor stays below.
const (
	workspaceLimit = 1.4
	formatLimit    = 0.4
	growthLimit    = 10.5
)

// limited is from how many units on the limits hold.
const limited = 1000

// workspace is one to measure.
type workspace struct {
	units, runs int
	peak        int64 // bytes; 0 is no limit
}

// As many runs of both that are compared with each other: the best of more is better.
var workspaces = []workspace{{100, 20, 0}, {1000, 5, 64 << 20}, {10_000, 5, 256 << 20}}

// figures are the samples of a workspace, each with that of its floor.
type figures struct {
	workspace
	validate, floor sample
	format, hclfmt  sample
}

// benchWorkspaces measures validate of many units against reading, parsing and
// evaluating the same files, and fmt --check against hclfmt, which is what the authors
// of HCL check formatting with: as fmt does, it is told to look for errors as well.
func benchWorkspaces(p programs, dir string) error {
	hclfmt := filepath.Join(dir, "hclfmt")
	if err := buildProgram(hclfmt, "github.com/hashicorp/hcl/v2/cmd/hclfmt"); err != nil {
		return err
	}
	fmt.Printf("\n%-10s %-9s %9s %9s %7s %7s %7s %9s\n", "units", "command", "time", "floor", "ratio", "limit", "cpu", "memory")
	var broken []error
	var last figures
	for _, w := range workspaces {
		m, err := measureWorkspace(p, hclfmt, dir, w)
		if err != nil {
			return err
		}
		broken = append(broken, m.report(), m.grown(last))
		last = m
	}
	return errors.Join(broken...)
}

func measureWorkspace(p programs, hclfmt, dir string, w workspace) (figures, error) {
	m := figures{workspace: w}
	root := filepath.Join(dir, fmt.Sprintf("workspace-%d", w.units))
	if err := monorepo.Write(root, w.units); err != nil {
		return m, err
	}
	defer os.RemoveAll(root)
	files, err := filesBelow(root)
	if err != nil {
		return m, err
	}
	for range w.runs {
		for _, run := range []struct {
			into *sample
			args []string
		}{
			{&m.validate, []string{p.compiler, "validate", "--no-cache", root}},
			{&m.floor, []string{p.floor, root}},
			{&m.format, []string{p.compiler, "fmt", "--check", "--recursive", root}},
			{&m.hclfmt, append([]string{hclfmt, "-check", "-require-no-change"}, files...)},
		} {
			one, err := once(run.args)
			if err != nil {
				return m, err
			}
			run.into.add(one)
		}
	}
	return m, nil
}

func filesBelow(root string) (files []string, err error) {
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files = append(files, path)
		}
		return err
	})
	return files, err
}

// report returns the limit that is broken.
func (m figures) report() error {
	m.row("validate", m.validate, m.floor, workspaceLimit)
	m.row("fmt", m.format, m.hclfmt, formatLimit)
	if m.units < limited {
		return nil
	}
	var broken []error
	if ratio := times(m.validate, m.floor); ratio > workspaceLimit {
		broken = append(broken, fmt.Errorf("validate of %d units takes %.2f times as long as the floor", m.units, ratio))
	}
	if ratio := times(m.format, m.hclfmt); ratio > formatLimit {
		broken = append(broken, fmt.Errorf("fmt --check of %d units takes %.2f times as long as hclfmt", m.units, ratio))
	}
	if m.validate.peak > m.peak {
		broken = append(broken, fmt.Errorf("validate of %d units takes more memory than it may", m.units))
	}
	return errors.Join(broken...)
}

func (m figures) row(command string, ours, floor sample, limit float64) {
	fmt.Printf("%-10d %-9s %9s %9s %6.2fx %6.1fx %6.2fx %8.1fM\n", m.units, command, round(ours.elapsed), round(floor.elapsed),
		times(ours, floor), limit, float64(ours.cpu)/float64(floor.cpu), float64(ours.peak)/(1<<20))
}

func (m figures) grown(from figures) error {
	if from.units < limited {
		return nil
	}
	growth, floor := times(m.validate, from.validate), times(m.floor, from.floor)
	fmt.Printf("validate of %d units takes %.1f times as long as of %d, the floor %.1f times (limit %.1f)\n",
		m.units, growth, from.units, floor, growthLimit)
	if growth > growthLimit && floor <= growthLimit {
		return fmt.Errorf("validate of %d units takes %.1f times as long as of %d", m.units, growth, from.units)
	}
	return nil
}

func times(ours, floor sample) float64 { return float64(ours.elapsed) / float64(floor.elapsed) }
