package host

import (
	"context"
	"os/exec"
	"slices"
	"strings"
)

// Untracked returns those of the names in dir that git does not track. It
// returns none when dir is in no repository or git is not installed: then there
// is nothing to say about them.
func Untracked(ctx context.Context, dir string, names ...string) []string {
	var untracked []string
	for some := range slices.Chunk(names, namesAtOnce) {
		untracked = append(untracked, untrackedOf(ctx, dir, some)...)
	}
	return untracked
}

// namesAtOnce bounds a command line.
const namesAtOnce = 500

func untrackedOf(ctx context.Context, dir string, names []string) []string {
	if _, ok := nearest(dir, ".git"); !ok {
		return nil
	}
	program, err := exec.LookPath("git")
	if err != nil {
		return nil
	}
	git := process{
		program: program,
		args:    append([]string{"ls-files", "-z", "--"}, names...),
		dir:     dir,
		env:     []string{"GIT_OPTIONAL_LOCKS=0", "GIT_LITERAL_PATHSPECS=1"},
	}
	out, err := git.run(ctx)
	if err != nil {
		return nil
	}
	tracked := map[string]bool{}
	for name := range strings.SplitSeq(string(out), "\x00") {
		tracked[name] = true
	}
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return tracked[name] })
}

// Revision is the commit that a directory is checked out at: "" when that is
// none, when something in the directory is not committed, or without git.
func Revision(ctx context.Context, dir string) string {
	status, ok := askGit(ctx, dir, "status", "--porcelain", "--untracked-files=no", "--", ".")
	if !ok || len(status) > 0 {
		return ""
	}
	rev, _ := askGit(ctx, dir, "rev-parse", "--verify", "HEAD")
	return strings.TrimSpace(string(rev))
}

// Committed returns a file of a directory as the last commit has it.
func Committed(ctx context.Context, dir, name string) (data []byte, found bool) {
	return askGit(ctx, dir, "cat-file", "blob", "HEAD:./"+name)
}

// askGit is not ok where git has no answer, for whatever reason.
func askGit(ctx context.Context, dir string, args ...string) (out []byte, ok bool) {
	if _, inRepository := nearest(dir, ".git"); !inRepository {
		return nil, false
	}
	program, err := exec.LookPath("git")
	if err != nil {
		return nil, false
	}
	git := process{program: program, args: args, dir: dir, env: []string{"GIT_OPTIONAL_LOCKS=0"}}
	out, err = git.run(ctx)
	return out, err == nil
}
