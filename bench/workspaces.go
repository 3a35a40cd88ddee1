package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/agentboxc/agentboxc/bench/monorepo"
)

// workspaceTarget, of validate's time to the floor's, is not met yet, and no run fails
// for it: each variant is checked for each platform, which the floor does not do. The
// others are limits. How many times longer ten times as many units take is measured
// against the floor again: the disk has a part in that.
const (
	workspaceTarget = 1.4
	formatLimit     = 0.4
	workspaceGrowth = 1.05
)

// workspace is one to measure.
type workspace struct {
	units, runs int
	peak        int64 // bytes; 0 is no limit
}

var workspaces = []workspace{{100, 20, 0}, {1000, 8, 64 << 20}, {10_000, 2, 256 << 20}}

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
	fmt.Printf("\n%-10s %-9s %9s %9s %7s %7s %7s %9s\n", "units", "command", "time", "floor", "ratio", "target", "cpu", "memory")
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
	m.row("validate", m.validate, m.floor, workspaceTarget)
	m.row("fmt", m.format, m.hclfmt, formatLimit)
	if m.units >= 1000 && times(m.format, m.hclfmt) > formatLimit {
		return fmt.Errorf("fmt --check of %d units takes %.2f times as long as hclfmt", m.units, times(m.format, m.hclfmt))
	}
	if m.peak > 0 && m.validate.peak > m.peak {
		return fmt.Errorf("validate of %d units takes more memory than it may", m.units)
	}
	return nil
}

func (m figures) row(command string, ours, floor sample, target float64) {
	fmt.Printf("%-10d %-9s %9s %9s %6.2fx %6.1fx %6.2fx %8.1fM\n", m.units, command, round(ours.elapsed), round(floor.elapsed),
		times(ours, floor), target, float64(ours.cpu)/float64(floor.cpu), float64(ours.peak)/(1<<20))
}

func (m figures) grown(from figures) error {
	if from.peak == 0 {
		return nil
	}
	growth, floor := times(m.validate, from.validate), times(m.floor, from.floor)
	fmt.Printf("validate of %d units takes %.1f times as long as of %d, the floor %.1f times (limit %.2f of that)\n",
		m.units, growth, from.units, floor, workspaceGrowth)
	if growth > floor*workspaceGrowth {
		return fmt.Errorf("validate of %d units takes %.1f times as long as of %d", m.units, growth, from.units)
	}
	return nil
}

func times(ours, floor sample) float64 { return float64(ours.elapsed) / float64(floor.elapsed) }
