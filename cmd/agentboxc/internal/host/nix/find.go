package nix

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// install is the way out where there is no usable Nix.
const install = "install Nix from https://nixos.org/download or https://install.determinate.systems"

// Command makes the process for one of Nix's programs, "nix" or "nix-store", in
// a directory. It says how Nix is reached; the package does the rest.
type Command func(ctx context.Context, dir, program string, args ...string) *exec.Cmd

// Nix is an installed Nix and the settings to run it with. It may be used by
// several goroutines.
type Nix struct {
	Version Version
	command Command
	options Options
}

// Find looks for nix on the PATH and asks it what it is. Errors say how to get
// what is missing.
func Find(ctx context.Context) (*Nix, error) {
	program, err := exec.LookPath("nix")
	if errors.Is(err, exec.ErrNotFound) {
		return nil, errors.New("looking for nix: there is none on the PATH; " + install + ", or open a new shell if you just did")
	}
	if err != nil {
		return nil, fmt.Errorf("looking for nix: %w", err)
	}
	return Open(ctx, func(ctx context.Context, dir, name string, args ...string) *exec.Cmd {
		cmd := exec.CommandContext(ctx, sibling(program, name), args...)
		cmd.Dir = dir
		return cmd
	})
}

// sibling is another program of the same Nix: on the PATH there may be several.
func sibling(program, name string) string {
	if name == "nix" {
		return program
	}
	if beside, err := exec.LookPath(filepath.Join(filepath.Dir(program), name)); err == nil {
		return beside
	}
	return name
}

// Open is Find for a Nix that is reached in another way than by the PATH.
func Open(ctx context.Context, command Command) (*Nix, error) {
	n := &Nix{command: command}
	out, err := n.run(ctx, "", "nix", []string{"--version"}, nil)
	if err != nil {
		return nil, fmt.Errorf("asking nix for its version: %w", err)
	}
	if n.Version, err = parseVersion(strings.TrimSpace(string(out.stdout))); err != nil {
		return nil, fmt.Errorf("asking nix for its version: %w", err)
	}
	if n.Version.before(oldest) {
		return nil, fmt.Errorf("nix is version %s, and builds need %s or newer; %s", n.Version.Text, oldest.Text, install)
	}
	return n, nil
}

// With is the same Nix under other options.
func (n *Nix) With(o Options) *Nix {
	other := *n
	other.options = o
	return &other
}
