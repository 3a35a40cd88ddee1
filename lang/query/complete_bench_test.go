package query_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/query"
)

// large is a unit of some 65 KB.
func large() string {
	var b strings.Builder
	for i := range 260 {
		fmt.Fprintf(&b, `layer "tools-%d" {
  description = "Tools of every kind, number %[1]d"
  packages    = [pkgs.git, pkgs.ripgrep, pkgs.jq, pkgs.hello%[1]d]
}

variant "image-%[1]d" {
  layers = [layer.tools-%[1]d]
  tag    = "v%[1]d"
}

`, i)
	}
	return b.String()
}

// BenchmarkComplete asks at places of every kind in a large file, with the snapshot
// there.
func BenchmarkComplete(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"name", "  ‸\n"}, {"layers", "  layers = [‸]\n"}, {"string", "  tag = \"${‸}\"\n"}, {"step", "  layers = [layer.tools-1‸]\n"},
		{"package", "  packages = [pkgs.‸]\n"}, {"any", "}\nlocals {\n  x = ‸\n"},
	} {
		before, after, _ := strings.Cut(large()+"variant \"last\" {\n"+c.text+"}\n", "‸")
		files := map[string]string{"agentbox.hcl": before + after}
		tree := compiled(files, lang.Options{DirName: "unit"})
		s := tree.Unit(".")
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if found := query.Complete(s, "agentbox.hcl", len(before), query.Completing{Snippets: true, Names: known}); len(found.Items) == 0 {
					b.Fatal("nothing")
				}
			}
		})
	}
}
