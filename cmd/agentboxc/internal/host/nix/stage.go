package nix

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/nar"
)

// The names of the generated files.
const (
	flakeFile    = "flake.nix"
	lockFile     = "flake.lock"
	measuredFile = "agentbox.lock.json"
)

// Source is a generated flake and where the files are that it names.
type Source struct {
	FS    fs.FS  // the workspace; an fs.ReadLinkFS that lets nothing lead out of it
	Unit  string // the unit's directory in it, "." for the workspace itself
	Flake []byte // flake.nix
	Lock  []byte // flake.lock; nil when there is none
	// Paths are the files and directories that the flake names, relative to the
	// unit's directory: what codegen/nix.Paths returns, and its path: inputs.
	Paths []string
}

// Staged is a directory with a flake and the files it names, and nothing else:
// neither git nor anything that merely lies beside them has a say in the build.
type Staged struct {
	base string // the temporary directory, to be removed
	root string // the tree in it
	unit string // of the flake in the tree
	sum  nar.Sum
}

// Stage copies a flake with the files it names to a temporary directory, laid
// out as in the workspace. The tree starts at the unit's directory, or above it
// when files outside are named. Symbolic links stay what they are, and what they
// point at is copied, too, where that lies in the workspace; the flake's own
// files are always the generated ones, and .git is left out of directories.
// Owners, times and modes, but for whether the owner may execute, are not kept.
func Stage(ctx context.Context, src Source) (_ *Staged, err error) {
	found, err := collect(src)
	if err != nil {
		return nil, fmt.Errorf("staging the flake: %w", err)
	}
	base, err := os.MkdirTemp("", "agentboxc-build-")
	if err != nil {
		return nil, fmt.Errorf("staging the flake: %w", err)
	}
	s := &Staged{base: base}
	defer func() {
		if err != nil {
			s.Close()
		}
	}()
	if base, err = filepath.EvalSymlinks(base); err != nil {
		return nil, fmt.Errorf("staging the flake: %w", err)
	}
	top := found.top(src.Unit)
	s.root, s.unit = filepath.Join(base, "tree"), relative(top, src.Unit)
	if err := found.copyTo(ctx, s.root, top); err != nil {
		return nil, fmt.Errorf("staging the flake: %w", err)
	}
	if s.sum, err = nar.Hash(os.DirFS(s.root), "."); err != nil {
		return nil, fmt.Errorf("staging the flake: %w", err)
	}
	return s, nil
}

// Program identifies what is built: the hash of the tree as Nix computes it,
// "sha256-…". The same flake with the same files has the same one everywhere.
func (s *Staged) Program() string { return s.sum.String() }

// Close removes the directory, and what kept the results of builds from Nix's
// garbage collector.
func (s *Staged) Close() { os.RemoveAll(s.base) }

// ref is the flake as Nix is told it in the root of the tree.
func (s *Staged) ref() string {
	if s.unit == "." {
		return "path:."
	}
	return "path:.?dir=" + escape(s.unit)
}

// usable is an error for a Nix that can't be given the tree.
func (s *Staged) usable(v Version) error {
	if s.unit == "." || !v.before(subdirs) {
		return nil
	}
	return fmt.Errorf("the unit names files outside its directory, and Nix %s cannot build a flake that does; update Nix to %s or newer, or move the files into the unit", v.Text, subdirs.Text)
}

// roots makes a directory for links that keep results of a build.
func (s *Staged) roots() (string, error) {
	dir, err := os.MkdirTemp(s.base, "roots-")
	if err != nil {
		return "", fmt.Errorf("making a place for links to results: %w", err)
	}
	return dir, nil
}

// relative is a path in the tree that starts at top; both are paths of the
// workspace, and top is above it or the same.
func relative(top, name string) string {
	if top == "." {
		return name
	}
	return path.Clean("./" + strings.TrimPrefix(name, top))
}

// escape writes what a URL gives no meaning to; everything else as %XX.
func escape(s string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~/", c) >= 0:
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		}
	}
	return b.String()
}
