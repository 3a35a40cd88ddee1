package nix

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/agentboxc/agentboxc/rig"
)

// What is wrong around the flake has kinds of its own.
func TestFaultsOfTheWorld(t *testing.T) {
	dependency := t.TempDir()
	if err := os.WriteFile(filepath.Join(dependency, "flake.nix"), []byte("{ outputs = _: { }; }\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	lock := func(hash string) string {
		attrs := `{"path":"` + dependency + `","type":"path"}`
		locked := `{"lastModified":1,"narHash":"` + hash + `","path":"` + dependency + `","type":"path"}`
		return `{"nodes":{"dep":{"locked":` + locked + `,"original":` + attrs + `},"root":{"inputs":{"dep":"dep"}}},"root":"root","version":7}`
	}
	wrong := "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	with := `{ inputs.dep.url = "path:` + dependency + `"; outputs = { self, dep }: { packages.` + rig.System() + `.x = dep; }; }`
	tests := map[string]struct {
		flake, lock string
		kind        Kind
		way         string
	}{
		"stale":   {"{ outputs = _: { packages = { }; }; }", lock(wrong), LockStale, "agentboxc lock"},
		"tree":    {with, lock(wrong), TreeMismatch, "agentboxc lock update"},
		"network": {`{ inputs.dep.url = "github:a/b/0000000000000000000000000000000000000000"; outputs = { self, dep }: { packages = dep; }; }`, "", Network, "connection"},
	}
	withEach(t, func(t *testing.T, n realNix) {
		for name, test := range tests {
			src := Source{FS: fstest.MapFS{}, Unit: ".", Flake: []byte(test.flake)}
			if test.lock != "" {
				src.Lock = []byte(test.lock)
			}
			s, err := Stage(t.Context(), src)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(s.Close)
			_, err = n.Evaluate(t.Context(), s, rig.Systems, nil)
			problems := problemsIn(err)
			if len(problems) != 1 || problems[0].Kind != test.kind || !strings.Contains(err.Error(), test.way) {
				t.Errorf("%s: problems %v, want one of kind %d that says %q", name, err, test.kind, test.way)
			}
		}
	})
}
