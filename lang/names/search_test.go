package names

import (
	"slices"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang/ir"
)

func TestSearch(t *testing.T) {
	index := Plain{
		"default":                   {"Hello", "hello", "hello-unfree", "nodejs", "nodejs_22", "othello", "python312", "python312Packages"},
		"default.python312Packages": {"hello", "numpy", "requests"},
		"default.python312":         {"pkgs"},
		"default.python312.pkgs":    {"numpy", "scipy"},
	}
	set := index.Set(nil, &ir.Pkgset{Name: "default"}, "")
	inner := [][]string{{"python312Packages"}, {"python312"}, {"python312", "pkgs"}, {"unknown"}}
	for _, test := range []struct {
		query string
		most  int
		want  string
		total int
	}{
		{"hello", 9, "exact Hello, exact hello, exact python312Packages.hello, prefix hello-unfree, part othello", 5},
		{"HELLO", 2, "exact Hello, exact hello", 5},
		{"nodejs_99", 9, "like nodejs_22, like nodejs", 2},
		{"python312Packages.num", 9, "prefix python312Packages.numpy", 1},
		{"python312.pkgs.py", 9, "part python312.pkgs.numpy, part python312.pkgs.scipy", 2},
		{"python312.pkgs", 9, "exact python312.pkgs", 1},
		{"python312Packages.reqests", 9, "like python312Packages.requests", 1},
		{"zzzzzzzz", 9, "", 0},
	} {
		found, total := Search(set, inner, test.query, test.most)
		var words []string
		for _, f := range found {
			words = append(words, f.Match.String()+" "+strings.Join(f.Path, "."))
		}
		if got := strings.Join(words, ", "); got != test.want || total != test.total {
			t.Errorf("%s: %q of %d, want %q of %d", test.query, got, total, test.want, test.total)
		}
	}
	if !slices.Equal(inner[0], []string{"python312Packages"}) {
		t.Error("what was given is changed")
	}
}
