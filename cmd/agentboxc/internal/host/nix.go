package host

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Nix is the installed program nix.
type Nix struct{ program string }

// FindNix looks for nix on the PATH.
func FindNix() (Nix, error) {
	program, err := exec.LookPath("nix")
	if err != nil {
		return Nix{}, fmt.Errorf("looking for nix: %w", err)
	}
	return Nix{program: program}, nil
}

// Lock has Nix resolve the inputs of a flake and returns the bytes of the lock
// file. Pins of lock, which may be nil, are kept where they fit, except those of
// the inputs to move. Nix works on a copy in a directory of its own: it fetches,
// but neither the unit's directory nor its git index is touched, and a failure
// leaves nothing behind.
func (n Nix) Lock(ctx context.Context, flake, lock []byte, move []string) (locked []byte, err error) {
	dir, err := os.MkdirTemp("", "agentboxc-lock-")
	if err != nil {
		return nil, fmt.Errorf("making a directory for nix: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := stage(dir, flake, lock); err != nil {
		return nil, fmt.Errorf("copying the flake for nix: %w", err)
	}
	args := []string{"--extra-experimental-features", "nix-command flakes", "flake", "lock", "path:."}
	for _, input := range move {
		args = append(args, "--update-input", input)
	}
	nix := process{program: n.program, args: args, dir: dir}
	if _, err := nix.run(ctx); err != nil {
		return nil, fmt.Errorf("running nix flake lock: %w", err)
	}
	locked, err = os.ReadFile(filepath.Join(dir, "flake.lock"))
	if err != nil {
		return nil, fmt.Errorf("reading what nix flake lock wrote: %w", err)
	}
	return locked, nil
}

func stage(dir string, flake, lock []byte) error {
	if err := os.WriteFile(filepath.Join(dir, "flake.nix"), flake, 0o644); err != nil {
		return err
	}
	if lock == nil {
		return nil
	}
	return os.WriteFile(filepath.Join(dir, "flake.lock"), lock, 0o644)
}
