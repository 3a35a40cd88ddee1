package nix

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// waysToBuild are those for a system that nothing here builds for.
const waysToBuild = "use a remote builder (--builders 'ssh-ng://HOST SYSTEM'), " +
	"emulate the system (binfmt, and extra-platforms in nix.conf), or leave it out with --platform"

// NoBuilderError says for which systems there is something to build and nobody
// to do it.
type NoBuilderError struct {
	Systems []string // wanted in vain, sorted
	Have    []string // that this machine and its builders build for, sorted
}

func (e *NoBuilderError) Error() string {
	have := "nothing can be built: max-jobs is 0 and there are no remote builders"
	if len(e.Have) > 0 {
		have = "this Nix and its builders build for " + strings.Join(e.Have, ", ")
	}
	return fmt.Sprintf("nobody can build for %s; %s; %s", strings.Join(e.Systems, ", "), have, waysToBuild)
}

// Unbuildable returns a *NoBuilderError if some of the targets still have to be
// built and neither this machine nor one of the remote builders builds for their
// systems. Whether a builder can be reached only a build tells.
func (n *Nix) Unbuildable(ctx context.Context, targets []Target) error {
	if n.options.elsewhere() {
		return nil // that machine knows
	}
	config, err := n.Config(ctx)
	if err != nil {
		return err
	}
	have, err := config.systems()
	if err != nil {
		return err
	}
	var doubtful []Target
	for _, t := range targets {
		if !slices.Contains(have, t.System) {
			doubtful = append(doubtful, t)
		}
	}
	if len(doubtful) == 0 {
		return nil
	}
	// A cache may have the results, or the store.
	open, err := n.unbuilt(ctx, doubtful)
	if err != nil || len(open) == 0 {
		return err
	}
	e := &NoBuilderError{Have: have}
	for _, t := range open {
		e.Systems = append(e.Systems, t.System)
	}
	slices.Sort(e.Systems)
	e.Systems = slices.Compact(e.Systems)
	return e
}

// systems are those that can be built for, sorted.
func (c *Config) systems() ([]string, error) {
	var systems []string
	if c.MaxJobs > 0 {
		systems = append(systems, c.System)
		systems = append(systems, c.Platforms...)
	}
	lines, err := machineLines(c.Builders, 0)
	if err != nil {
		return nil, err
	}
	for _, line := range lines {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0:
		case len(fields) == 1 || fields[1] == "-":
			systems = append(systems, c.System)
		default:
			systems = append(systems, strings.Split(fields[1], ",")...)
		}
	}
	slices.Sort(systems)
	return slices.Compact(systems), nil
}

// maxMachineFile bounds a file of machines, and maxMachineDepth how often one
// may name another.
const (
	maxMachineFile  = 1 << 20
	maxMachineDepth = 8
)

// machineLines are the lines of the setting builders, those of files it names
// included. A file that does not exist has none.
func machineLines(text string, depth int) ([]string, error) {
	var lines []string
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == ';' }) {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		file, ok := strings.CutPrefix(line, "@")
		if !ok {
			lines = append(lines, line)
			continue
		}
		more, err := machinesIn(strings.TrimSpace(file), depth)
		if err != nil {
			return nil, err
		}
		lines = append(lines, more...)
	}
	return lines, nil
}

func machinesIn(file string, depth int) ([]string, error) {
	if depth == maxMachineDepth {
		return nil, fmt.Errorf("reading the builders in %s: files name each other more than %d deep", file, maxMachineDepth)
	}
	info, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && info.Size() > maxMachineFile {
		err = fmt.Errorf("it has more than %d bytes", maxMachineFile)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the builders in %s: %w", file, err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the builders in %s: %w", file, err)
	}
	return machineLines(string(text), depth+1)
}

var plannedDrv = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\s+(/\S+\.drv)$`) })

// unbuilt are those of the targets that Nix would have to build.
func (n *Nix) unbuilt(ctx context.Context, targets []Target) ([]Target, error) {
	args := []string{"--realise", "--dry-run"}
	for _, t := range targets {
		args = append(args, t.Drv)
	}
	var planned []string
	m := newMonitor(func(e Event) {
		if said, ok := e.(*Said); ok {
			if match := plannedDrv().FindStringSubmatch(said.Text); match != nil {
				planned = append(planned, match[1])
			}
		}
	}, nil)
	if _, err := n.run(ctx, "", "nix-store", slices.Concat(n.options.args(), args), m); err != nil {
		return nil, fmt.Errorf("asking nix what has to be built: %w", err)
	}
	return slices.DeleteFunc(slices.Clone(targets), func(t Target) bool { return !slices.Contains(planned, t.Drv) }), nil
}
