package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// sample is the best of several runs: the shortest time is the one that the
// other programs of the machine disturbed least.
type sample struct {
	elapsed time.Duration
	cpu     time.Duration // of all processors, in user mode and in the kernel
	peak    int64         // bytes of resident memory
}

func (s *sample) add(other sample) {
	if s.elapsed == 0 || other.elapsed < s.elapsed {
		s.elapsed = other.elapsed
	}
	if s.cpu == 0 || other.cpu < s.cpu {
		s.cpu = other.cpu
	}
	s.peak = max(s.peak, other.peak)
}

// result is one input measured on both programs.
type result struct {
	input           input
	command         string
	limited         bool // validate does what the floor does; plan writes code besides
	compiler, floor sample
}

func (r result) ratio() float64 { return float64(r.compiler.elapsed) / float64(r.floor.elapsed) }

// cpuRatio hardly depends on what else the machine does.
func (r result) cpuRatio() float64 { return float64(r.compiler.cpu) / float64(r.floor.cpu) }

func measureAll(p programs, dir string) ([]result, error) {
	var results []result
	for _, in := range inputs() {
		unit := filepath.Join(dir, in.name)
		file := filepath.Join(unit, "agentbox.hcl")
		if err := os.Mkdir(unit, 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, in.source, 0o644); err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(unit, "flake.lock"), lock, 0o644); err != nil {
			return nil, err
		}
		for _, command := range []string{"validate", "plan"} {
			args := []string{p.compiler, command, unit}
			if command == "validate" {
				args = append(args, in.flags...)
			}
			r, err := measure(in, args, []string{p.floor, file})
			if err != nil {
				return nil, err
			}
			r.command, r.limited = command, command == "validate"
			results = append(results, r)
		}
	}
	return results, nil
}

// measure alternates between the programs, so that both see the same weather.
func measure(in input, compiler, floor []string) (result, error) {
	r := result{input: in}
	for range in.runs {
		c, err := once(compiler)
		if err != nil {
			return result{}, err
		}
		f, err := once(floor)
		if err != nil {
			return result{}, err
		}
		r.compiler.add(c)
		r.floor.add(f)
	}
	return r, nil
}

func once(args []string) (sample, error) {
	var stderr bytes.Buffer
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stderr = &stderr
	start := time.Now()
	err := cmd.Run()
	elapsed := time.Since(start)
	if err != nil {
		return sample{}, fmt.Errorf("running %v: %w\n%s", args, err, stderr.Bytes())
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return sample{elapsed: elapsed, cpu: cpu, peak: usage.Maxrss << 10}, nil
}
