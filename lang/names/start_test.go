package names_test

import (
	"slices"
	"testing"

	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/names"
)

func TestStarting(t *testing.T) {
	set := names.Plain{"default": {"git", "git-lfs", "gitMinimal", "go", "hello"}, "default.go": {"x"}}.Set(nil, &ir.Pkgset{Name: "default"}, "")
	for _, c := range []struct {
		path  []string
		start string
		most  int
		want  []string
	}{
		{nil, "git", 10, []string{"git", "git-lfs", "gitMinimal"}},
		{nil, "git", 2, []string{"git", "git-lfs"}},
		{nil, "", 1, []string{"git"}},
		{nil, "z", 10, nil},
		{[]string{"go"}, "", 10, []string{"x"}},
		{[]string{"no"}, "", 10, nil},
	} {
		if got := names.Starting(set, c.path, c.start, c.most); !slices.Equal(got, c.want) {
			t.Errorf("%v %q: %q, want %q", c.path, c.start, got, c.want)
		}
	}
}
