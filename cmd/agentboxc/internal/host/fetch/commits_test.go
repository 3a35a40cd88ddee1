package fetch

import (
	"testing"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

func at(t *testing.T, text, rev string) lock.Attrs {
	t.Helper()
	return ref(t, text).With(map[string]string{"rev": rev})
}

func TestCommits(t *testing.T) {
	const page = "/repos/o/r/compare/" + revA + "..." + revB + "?page=2&per_page=1"
	for answer, want := range map[string]int{
		`{"status":"ahead","ahead_by":12,"behind_by":0}`:    12,
		`{"status":"behind","ahead_by":0,"behind_by":3}`:    -3,
		`{"status":"identical","ahead_by":0,"behind_by":0}`: 0,
		`{"status":"diverged","ahead_by":1,"behind_by":3}`:  9999,
		`{}`: 9999, `x`: 9999,
	} {
		l := newLab(t)
		l.pages("api.github.com", map[string]string{page: answer})
		n, known := l.fetcher().Commits(t.Context(), at(t, "github:o/r", revA), at(t, "github:o/r", revB))
		if known != (want != 9999) || known && n != want {
			t.Errorf("%s: %d, %t", answer, n, known)
		}
	}
	l := newLab(t)
	l.pages("api.github.com", nil)
	git := at(t, "git+https://x.org/r", revA)
	for name, test := range map[string]struct {
		from, to lock.Attrs
		n        int
		known    bool
	}{
		"refused":    {at(t, "github:o/r", revA), at(t, "github:o/r", revB), 0, false},
		"git":        {git.WithNumber("revCount", 5), git.With(map[string]string{"rev": revB}).WithNumber("revCount", 9), 4, true},
		"shallow":    {git, git, 0, false},
		"other repo": {at(t, "github:o/r", revA), at(t, "github:o/s", revB), 0, false},
		"gitlab":     {at(t, "gitlab:o/r", revA), at(t, "gitlab:o/r", revB), 0, false},
		"no commit":  {ref(t, tarball), ref(t, tarball), 0, false},
	} {
		n, known := l.fetcher().Commits(t.Context(), test.from, test.to)
		if n != test.n || known != test.known {
			t.Errorf("%s: %d, %t", name, n, known)
		}
	}
	if _, known := l.offline().Commits(t.Context(), at(t, "github:o/r", revA), at(t, "github:o/r", revB)); known {
		t.Error("known offline")
	}
}

func TestCompareURL(t *testing.T) {
	const span = revA + "..." + revB
	group := lock.Attrs{}.With(map[string]string{"type": "gitlab", "owner": "g%2Fs", "repo": "r", "rev": revA})
	for _, test := range []struct {
		from, to lock.Attrs
		want     string
	}{
		{at(t, "github:o/r", revA), at(t, "github:o/r", revB), "https://github.com/o/r/compare/" + span},
		{at(t, "github:o/r?host=git.example.org", revA), at(t, "github:o/r?host=git.example.org", revB), "https://git.example.org/o/r/compare/" + span},
		{at(t, "gitlab:o/r", revA), at(t, "gitlab:o/r", revB), "https://gitlab.com/o/r/-/compare/" + span},
		{group, group.With(map[string]string{"rev": revB}), "https://gitlab.com/g/s/r/-/compare/" + span},
		{at(t, "sourcehut:~o/r", revA), at(t, "sourcehut:~o/r", revB), ""},
		{at(t, "github:o/r", revA), at(t, "github:o/s", revB), ""},
		{at(t, "github:o/r", revA), ref(t, "github:o/r"), ""},
		{at(t, "git+https://x.org/r", revA), at(t, "git+https://x.org/r", revB), ""},
	} {
		if got := CompareURL(test.from, test.to); got != test.want {
			t.Errorf("%s to %s: %q, want %q", test.from, test.to, got, test.want)
		}
	}
}
