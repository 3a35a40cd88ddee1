package fetch

import (
	"context"
	"fmt"
	"strings"
)

// head is the branch and the commit that a clean work tree is at; ref is "" when
// it is on no branch. The lock is then that of the commit. Nix would lock the
// files as they are checked out, without the directories of submodules and with
// other ends of lines if git changed them, and refuse its own lock wherever it
// fetches the commit.
func (r *repository) head(ctx context.Context) (ref, rev string, err error) {
	if err := r.checkClean(ctx); err != nil {
		return "", "", err
	}
	out, err := r.git.run(ctx, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
	if ctx.Err() != nil {
		return "", "", ctx.Err()
	}
	if rev = strings.TrimSpace(out); err != nil || !isRev(rev) {
		return "", "", fmt.Errorf("%s: the repository in %s has no commits yet", r.name, r.tree)
	}
	out, err = r.git.run(ctx, "symbolic-ref", "--quiet", "HEAD")
	if err != nil {
		return "", rev, ctx.Err()
	}
	return strings.TrimSpace(out), rev, nil
}

// shownChanges is how many changed files a message names.
const shownChanges = 3

// checkClean refuses a work tree in which tracked files differ from HEAD.
func (r *repository) checkClean(ctx context.Context) error {
	out, err := r.git.run(ctx, "status", "--porcelain", "-z", "--untracked-files=no", "--no-renames", "--ignore-submodules=all")
	if err != nil {
		return r.failed(err, "looking for uncommitted changes")
	}
	var names []string
	for _, entry := range strings.Split(out, "\x00") {
		if len(entry) > len("XY ") {
			names = append(names, entry[len("XY "):])
		}
	}
	if len(names) == 0 {
		return nil
	}
	more := ""
	if len(names) > shownChanges {
		more = fmt.Sprintf(" and %d more", len(names)-shownChanges)
		names = names[:shownChanges]
	}
	return fmt.Errorf("%s has uncommitted changes in %s%s; commit them, or name a branch with `ref` or a commit with `rev`",
		r.name, r.hide.scrub(strings.Join(names, ", ")), more)
}
