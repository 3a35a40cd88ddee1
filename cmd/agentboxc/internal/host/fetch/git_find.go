package fetch

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

// defaultRef is the branch that the repository offers first: refs/heads/main, or
// what Nix takes where the work tree is on no branch.
func (r *repository) defaultRef(ctx context.Context) (string, error) {
	if r.tree != "" {
		ref, err := r.git.run(ctx, "symbolic-ref", "--quiet", "HEAD")
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		if err != nil {
			return "master", nil //nolint:nilerr // it is on no branch
		}
		return strings.TrimSpace(ref), nil
	}
	const wanted = "default branch"
	var out string
	err := r.patiently(ctx, func() (err error) {
		out, err = r.git.run(ctx, "ls-remote", "--symref", "--", r.address, "HEAD")
		return err
	})
	if err != nil {
		return "", r.explain(err, wanted)
	}
	line, _, _ := strings.Cut(out, "\n")
	ref, ok := strings.CutPrefix(line, "ref: ")
	if ref, _, _ = strings.Cut(ref, "\t"); !ok || badRef().MatchString(ref) {
		return "", &MissingError{Ref: r.name, What: wanted, Advice: "name a branch with `ref`"}
	}
	return ref, nil
}

// find makes sure that the repository holds a commit, and returns its name. That
// of an annotated tag is the tag's own, as with Nix.
func (r *repository) find(ctx context.Context, t target) (rev string, err error) {
	if t.rev != "" {
		return t.rev, r.have(ctx, t)
	}
	name, wanted := t.ref, gitRef(t.ref)
	if r.tree == "" {
		if name == "HEAD" { // Nix would fetch it, and then not find it
			return "", fmt.Errorf("%s: HEAD is not the name of a branch; leave `ref` out for the default branch", r.name)
		}
		if !strings.HasPrefix(name, "refs/") {
			name = "refs/heads/" + name
		}
		if err := r.fetch(ctx, t, name+":"+name, wanted); err != nil {
			return "", err
		}
	}
	out, err := r.git.run(ctx, "rev-parse", "--verify", "--quiet", name)
	if rev = strings.TrimSpace(out); err != nil || !isRev(rev) {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", &MissingError{Ref: r.name, What: wanted}
	}
	return rev, r.checkHistory(ctx, t)
}

// have makes sure that the repository holds the commit.
func (r *repository) have(ctx context.Context, t target) error {
	wanted := "commit " + t.rev
	if _, err := r.git.run(ctx, "cat-file", "-e", t.rev+"^{commit}"); err == nil {
		return r.checkHistory(ctx, t)
	}
	if r.tree == "" {
		if err := r.fetch(ctx, t, t.rev, wanted); err != nil {
			return err
		}
	}
	if _, err := r.git.run(ctx, "cat-file", "-e", t.rev+"^{commit}"); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return &MissingError{Ref: r.name, What: wanted}
	}
	return r.checkHistory(ctx, t)
}

// fetch gets what a refspec says, or all there is.
func (r *repository) fetch(ctx context.Context, t target, refspec, wanted string) error {
	args := []string{"fetch", "--quiet", "--force", "--no-tags", "--no-recurse-submodules"}
	if t.shallow {
		args = append(args, "--depth=1")
	}
	if t.all {
		refspec = "refs/*:refs/*"
	}
	args = append(args, "--", r.address, refspec)
	err := r.patiently(ctx, func() error {
		_, err := r.git.run(ctx, args...)
		return err
	})
	if err != nil {
		return r.explain(err, wanted)
	}
	return nil
}

// checkHistory refuses a repository whose beginning is missing where the commits
// are counted.
func (r *repository) checkHistory(ctx context.Context, t target) error {
	if t.shallow || t.here {
		return nil
	}
	out, err := r.git.run(ctx, "rev-parse", "--is-shallow-repository")
	if err != nil {
		return r.failed(err, "looking for the beginning of its history")
	}
	if strings.TrimSpace(out) == "true" {
		return fmt.Errorf("%s: the repository is a shallow clone, which Nix takes with `shallow = true` only", r.name)
	}
	return nil
}

// dated adds when a commit was made and how many there are up to it.
func (r *repository) dated(ctx context.Context, ref lock.Attrs, rev string, shallow bool) (lock.Attrs, error) {
	out, err := r.git.run(ctx, "rev-list", "--max-count=1", "--timestamp", rev)
	if err != nil {
		return nil, r.failed(err, "reading the commit "+rev)
	}
	seconds, _, _ := strings.Cut(out, " ")
	modified, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%s: the commit %s has no time", r.name, rev)
	}
	if ref = ref.WithNumber("lastModified", modified); shallow {
		return ref, nil
	}
	out, err = r.git.run(ctx, "rev-list", "--count", rev)
	if err != nil {
		return nil, r.failed(err, "counting the commits up to "+rev)
	}
	count, err := strconv.ParseInt(strings.TrimSpace(out), 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%s: git does not count the commits up to %s", r.name, rev)
	}
	return ref.WithNumber("revCount", count), nil
}

// patiently asks a server by way of git, again when the connection breaks.
func (r *repository) patiently(ctx context.Context, ask func() error) error {
	r.start()
	for attempt := 1; ; attempt++ {
		err := ask()
		wait, again := r.patience.next(ctx, attempt, err)
		if err == nil || !again {
			return err
		}
		if err := r.pause(ctx, r.explain(err, "the repository"), wait); err != nil {
			return err
		}
	}
}
