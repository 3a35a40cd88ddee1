package main

import (
	"errors"
	"fmt"
	"time"
)

// growth is how many times longer ten times as many variants may take.
const growth = 10.0

func report(results []result) error {
	fmt.Printf("%-14s %-9s %9s %9s %7s %7s %7s %9s\n", "input", "command", "time", "floor", "ratio", "limit", "cpu", "memory")
	broken := false
	for _, r := range results {
		fmt.Printf("%-14s %-9s %9s %9s %6.2fx %7s %6.2fx %8.1fM%s\n",
			r.input.name, r.command, round(r.compiler.elapsed), round(r.floor.elapsed), r.ratio(),
			limit(r), r.cpuRatio(), float64(r.compiler.peak)/(1<<20), verdict(r))
		broken = broken || verdict(r) != ""
	}
	for _, command := range []string{"validate", "plan"} {
		small, large := find(results, "variants-100", command), find(results, "variants-1000", command)
		times := float64(large.compiler.elapsed) / float64(small.compiler.elapsed)
		fmt.Printf("%s of 1000 variants takes %.1f times as long as of 100 (limit %.0f)\n", command, times, growth)
		broken = broken || large.limited && times > growth
	}
	if broken {
		return errors.New("a limit is broken")
	}
	return nil
}

func verdict(r result) string {
	switch {
	case r.limited && r.input.ratio > 0 && r.ratio() > r.input.ratio:
		return "  too slow"
	case r.input.peak > 0 && r.compiler.peak > r.input.peak:
		return "  too much memory"
	}
	return ""
}

func find(results []result, name, command string) result {
	for _, r := range results {
		if r.input.name == name && r.command == command {
			return r
		}
	}
	panic("bench: no result for " + name)
}

func limit(r result) string {
	if !r.limited || r.input.ratio == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1fx", r.input.ratio)
}

func round(d time.Duration) string { return d.Round(10 * time.Microsecond).String() }
