// Package gitfs reads trees out of a git repository as file systems. It asks
// git's own program, one process for all objects, so that alternates, packs,
// partial clones and every hash are read as git reads them. It checks nothing
// out, and it writes nothing.
package gitfs

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
)

// The limits of a tree. The largest public monorepos have some 500,000 files.
const (
	maxEntries = 2_000_000
	maxName    = 64 << 10
)

// Repository is a git repository, seen from a directory in its work tree. Close
// it when done.
type Repository struct {
	program string
	dir     string // the directory that all paths start from
	prefix  string // the same below the top of the repository, with slashes; "." for the top itself
	objects *objects
}

// Open finds the repository around a directory.
func Open(ctx context.Context, dir string) (*Repository, error) {
	program, err := exec.LookPath("git")
	if err != nil {
		return nil, errors.New("reading the repository: git is not installed, and trees are read with it")
	}
	r := &Repository{program: program, dir: dir}
	top, err := r.ask(ctx, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, fmt.Errorf("reading the repository: %w", err)
	}
	resolved, err := filepath.EvalSymlinks(strings.TrimSuffix(string(top), "\n"))
	if err != nil {
		return nil, fmt.Errorf("reading the repository: %w", err)
	}
	rel, err := filepath.Rel(resolved, dir)
	if err != nil || !filepath.IsLocal(rel) {
		return nil, fmt.Errorf("reading the repository: %s is not in the work tree %s", dir, resolved)
	}
	r.prefix = filepath.ToSlash(rel)
	r.objects = &objects{command: r.command(ctx, "cat-file", "--batch"), kept: map[string][]byte{}, sizes: map[string]int64{}}
	return r, nil
}

// Close ends the process that reads objects.
func (r *Repository) Close() { r.objects.close() }

// Tree is the directory of the repository as a commit has it. It is empty where
// the commit does not have it.
func (r *Repository) Tree(ctx context.Context, ref string) (*Tree, error) {
	rev, err := r.commit(ctx, ref)
	if err != nil {
		return nil, err
	}
	return r.tree(ctx, ref, rev)
}

func (r *Repository) commit(ctx context.Context, ref string) (rev string, err error) {
	if ref == "" || strings.HasPrefix(ref, "-") {
		return "", fmt.Errorf("reading the tree of %q: that is no name of a commit", ref)
	}
	out, err := r.ask(ctx, "rev-parse", "--verify", "--quiet", ref+"^{commit}")
	if err != nil {
		return "", fmt.Errorf("reading the tree of %s: git knows no such commit here; a shallow clone has to fetch it first", ref)
	}
	return strings.TrimSpace(string(out)), nil
}

func (r *Repository) tree(ctx context.Context, ref, rev string) (*Tree, error) {
	t := &Tree{Rev: rev, objects: r.objects, entries: map[string]*entry{".": {kind: directory}}}
	of := rev + "^{tree}"
	if r.prefix != "." {
		of = t.Rev + ":" + r.prefix
		if kind, err := r.ask(ctx, "cat-file", "-t", of); err != nil || strings.TrimSpace(string(kind)) != "tree" {
			return t, ctx.Err()
		}
	}
	if err := r.list(ctx, t, of); err != nil {
		return nil, fmt.Errorf("reading the tree of %s: %w", ref, err)
	}
	for _, e := range t.entries {
		slices.Sort(e.children)
	}
	slices.Sort(t.links)
	return t, nil
}

func (r *Repository) list(ctx context.Context, t *Tree, of string) error {
	cmd := r.command(ctx, "ls-tree", "-r", "-z", "--full-tree", of)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	listed := t.read(out)
	_, _ = io.Copy(io.Discard, out) // so that git can end
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("%w\n%s", err, strings.TrimSpace(stderr.String()))
	}
	return listed
}

// WorkTree is Tree, with the paths of the work tree that differ from it, sorted:
// those that git tracks, and those that it would. Git is asked for all of that
// at the same time.
func (r *Repository) WorkTree(ctx context.Context, ref string) (*Tree, []string, error) {
	rev, err := r.commit(ctx, ref)
	if err != nil {
		return nil, nil, err
	}
	var from *Tree
	var tracked, others []byte
	var group errgroup.Group
	group.Go(func() (err error) {
		from, err = r.tree(ctx, ref, rev)
		return err
	})
	group.Go(func() (err error) {
		tracked, err = r.ask(ctx, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--relative", rev, "--", ".")
		return err
	})
	others, err = r.ask(ctx, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
	if err := errors.Join(err, group.Wait()); err != nil {
		return nil, nil, fmt.Errorf("comparing the work tree with %s: %w", ref, err)
	}
	names := strings.Split(string(tracked)+string(others), "\x00")
	names = slices.DeleteFunc(names, func(name string) bool { return name == "" })
	slices.Sort(names)
	return from, slices.Compact(names), nil
}

// ask runs git to its end.
func (r *Repository) ask(ctx context.Context, args ...string) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	cmd := r.command(ctx, args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, strings.TrimSpace(stderr.String()))
	}
	return stdout.Bytes(), nil
}

func (r *Repository) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, r.program, args...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_LITERAL_PATHSPECS=1", "LC_ALL=C")
	return cmd
}

// records splits at NUL bytes.
func records(in io.Reader) *bufio.Scanner {
	s := bufio.NewScanner(in)
	s.Buffer(nil, maxName)
	s.Split(func(data []byte, atEOF bool) (int, []byte, error) {
		if at := bytes.IndexByte(data, 0); at >= 0 {
			return at + 1, data[:at], nil
		}
		if atEOF && len(data) > 0 {
			return 0, nil, errors.New("git's listing ends in the middle")
		}
		return 0, nil, nil
	})
	return s
}
