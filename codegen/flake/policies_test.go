package flake

import (
	"fmt"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/rig"
)

// TestPoliciesAreChecked has plain Nix find what is forbidden, and nothing else.
func TestPoliciesAreChecked(t *testing.T) {
	r := rig.Use(t)
	n := r.Nixes[0]
	p := forbidding()
	p.Policies[1].Packages, p.Policies[1].Patterns = pkgs("unrar", "bashInteractive"), []string{"nodejs-2?.*"}
	p.Policies[2].Patterns = []string{"coreutils"}
	_, outputs := image(t, n, generate(t, r, p))
	for name, found := range map[string][]string{
		"allowed": nil,
		"image":   {"variant.runtime: bash-5", "variant.runtime: nodejs-2", "variant.other: nodejs-2", `Its reason: They are "forbidden".`},
		"layers":  {"layer.base: coreutils-"},
	} {
		err := n.Build(outputs.Checks[rig.System()]["policy-"+name].DrvPath)
		if (err != nil) != (found != nil) {
			t.Errorf("policy %s: %v", name, err)
		}
		for _, want := range found {
			if !strings.Contains(fmt.Sprint(err), want) {
				t.Errorf("policy %s: without %q:\n%v", name, want, err)
			}
		}
		if strings.Contains(fmt.Sprint(err), "layer.node") {
			t.Errorf("policy %s finds what is in an earlier layer:\n%v", name, err)
		}
	}
}
