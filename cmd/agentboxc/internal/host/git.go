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
	tracked := strings.Split(string(out), "\x00")
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return slices.Contains(tracked, name)
	})
}
