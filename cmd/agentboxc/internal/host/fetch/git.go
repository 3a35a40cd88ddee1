package fetch

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/tree"
	"github.com/agentboxc/agentboxc/codegen/lock"
)

// repository is a git repository: on this machine, or fetched into one that is
// bare.
type repository struct {
	*job
	address string // a URL
	tree    string // the work tree that is the repository, or ""
	git     *git

	dir     string // of the bare repository, while it is open
	existed bool   // before it was opened
	unlock  func()
}

// git fetches a commit of a git repository, with the program git.
func (j *job) git(ctx context.Context) (*found, error) {
	if err := j.checkGit(); err != nil {
		return nil, err
	}
	f, err := j.gitOnce(ctx)
	if damage := (*damageError)(nil); errors.As(err, &damage) {
		f, err = j.gitOnce(ctx) // the damaged repository is gone
	}
	return f, err
}

// checkGit refuses what only Nix can do.
func (j *job) checkGit() error {
	if j.ref.Is("exportIgnore") {
		return &UnsupportedError{Ref: j.name, What: "a git repository with exportIgnore"}
	}
	for _, name := range []string{"verifyCommit", "publicKey", "publicKeys", "keytype"} {
		if text := j.ref.Text(name); text != "" && text != "false" {
			return &UnsupportedError{Ref: j.name, What: "a git commit whose signature is verified (" + name + ")"}
		}
	}
	return nil
}

func (j *job) newRepository(address string) (*repository, error) {
	address = gitURL(address)
	if err := checkGitURL(address); err != nil {
		return nil, fmt.Errorf("%s: %w", j.name, err)
	}
	program, err := exec.LookPath("git")
	if err != nil {
		return nil, fmt.Errorf("%s: the program git is needed for this: %w", j.name, err)
	}
	transport, _, _ := strings.Cut(address, ":")
	r := &repository{job: j, address: address, git: &git{program: program, place: nowhere, transport: transport}}
	if r.tree, err = workTree(address); err != nil {
		return nil, fmt.Errorf("%s: %w", j.name, err)
	}
	if r.tree != "" {
		r.git.place, r.git.above = []string{"-C", r.tree}, filepath.Dir(r.tree)
		return r, nil
	}
	if strings.HasPrefix(address, "file:") {
		r.address, _, _ = strings.Cut(address, "?") // git would take the query for part of the name
	} else if j.offline {
		return nil, &OfflineError{Ref: j.name, Missing: "the repository " + shownURL(address)}
	}
	return r, nil
}

// gitOnce is one attempt at the reference.
func (j *job) gitOnce(ctx context.Context) (_ *found, err error) {
	r, err := j.newRepository(j.ref.Text("url"))
	if err != nil {
		return nil, err
	}
	ref, rev := j.ref.Text("ref"), strings.ToLower(j.ref.Text("rev"))
	t := target{all: j.ref.Is("allRefs"), shallow: j.ref.Is("shallow")}
	switch {
	case ref == "" && rev == "" && r.tree != "":
		ref, rev, err = r.head(ctx)
		t.here = true
	case ref == "":
		ref, err = r.defaultRef(ctx)
	}
	if err != nil {
		return nil, err
	}
	t.ref, t.rev = ref, rev
	locked := j.ref.With(map[string]string{"url": gitURL(j.ref.Text("url")), "ref": ref, "rev": rev})
	if f := j.cached(locked); f != nil {
		return f, nil
	}
	return r.snapshot(ctx, locked, t)
}

// target is a commit, and how to get at it.
type target struct {
	ref     string
	rev     string // "" for what ref is at
	all     bool   // fetch all refs
	shallow bool   // without the commit's history
	here    bool   // it is checked out: its history may be incomplete
	at      string // the path of the submodule that it belongs to, "" for the outermost repository
	depth   int    // of that submodule
}

// snapshot is a tree in the making, with those of its submodules.
type snapshot struct {
	*tree.Builder
	modules bool // trees of submodules belong to it
	locked  lock.Attrs
	cached  *found // the same from the cache
}

// snapshot makes the tree of a commit.
func (r *repository) snapshot(ctx context.Context, locked lock.Attrs, t target) (*found, error) {
	builder, err := tree.NewBuilder(tree.DefaultLimits)
	if err != nil {
		return nil, err
	}
	defer func() { _ = builder.Close() }() // nothing in it is wanted any more
	s := &snapshot{Builder: builder, modules: r.ref.Is("submodules"), locked: locked}
	if err := r.add(ctx, s, t); err != nil || s.cached != nil {
		return s.cached, err
	}
	contents, err := s.Finish()
	if err != nil {
		return nil, fmt.Errorf("reading the tree of %s: %w", r.name, err)
	}
	return &found{locked: s.locked.With(map[string]string{"narHash": contents.NarHash}), files: contents.Files}, nil
}

// add fetches a commit and adds its tree, and then those of its submodules, for
// which it holds no repository open: two may be submodules of each other.
func (r *repository) add(ctx context.Context, s *snapshot, t target) error {
	modules, err := r.addAlone(ctx, s, t)
	if err != nil {
		return err
	}
	for _, m := range modules {
		if t.depth == maxModuleDepth {
			return fmt.Errorf("%s: submodules are nested more than %d deep", r.name, maxModuleDepth)
		}
		inner, err := r.newRepository(m.address)
		if err != nil {
			return err
		}
		if strings.HasPrefix(inner.address, "file:") && !strings.HasPrefix(r.address, "file:") {
			return fmt.Errorf("%s: the submodule %s lies in a directory of this machine, where nothing from outside may look", r.name, m.path)
		}
		at := path.Join(t.at, m.path)
		if err := inner.add(ctx, s, target{rev: m.rev, all: true, at: at, depth: t.depth + 1}); err != nil {
			return fmt.Errorf("fetching the submodule %s: %w", at, err)
		}
	}
	return nil
}

func (r *repository) addAlone(ctx context.Context, s *snapshot, t target) (modules []module, err error) {
	if err := r.open(ctx, t.shallow); err != nil {
		return nil, err
	}
	defer func() { err = r.close(err) }()
	rev, err := r.find(ctx, t)
	if err != nil {
		return nil, err
	}
	if t.depth == 0 {
		s.locked = s.locked.With(map[string]string{"rev": rev})
		if s.cached = r.cached(s.locked); s.cached != nil {
			return nil, nil
		}
		if s.locked, err = r.dated(ctx, s.locked, rev, t.shallow && !t.here); err != nil {
			return nil, err
		}
	}
	entries, err := r.entries(ctx, rev)
	if err != nil {
		return nil, err
	}
	if err := r.copy(ctx, s.Builder, t.at, entries); err != nil || !s.modules {
		return nil, err
	}
	return r.modules(ctx, rev, entries)
}
