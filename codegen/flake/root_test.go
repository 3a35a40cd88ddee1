package flake

import (
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// Below a link of the user's nothing is laid that nobody asked for.
func TestEnvBelowALink(t *testing.T) {
	for link, want := range map[string]bool{"/sbin": true, "/usr": false, "/usr/bin": false} {
		p := cases["small"]()
		for _, pl := range p.Platforms {
			for _, v := range pl.Variants {
				v.Packages = append(v.Packages, pkg("coreutils"))
				v.Rootfs.Standard = true
				v.Symlinks = []ir.Symlink{{Path: link, Target: text("/bin")}}
			}
		}
		file, _ := nix.Print(Build(p))
		if got := strings.Contains(string(file), `"/usr/bin/env"`); got != want {
			t.Errorf("with a link %s, /usr/bin/env is laid: %t, want %t", link, got, want)
		}
	}
}
