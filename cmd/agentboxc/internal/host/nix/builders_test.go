package nix

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/rig"
)

func TestSystemsOfBuilders(t *testing.T) {
	dir := t.TempDir()
	machines, loop := filepath.Join(dir, "machines"), filepath.Join(dir, "loop")
	for name, text := range map[string]string{
		machines: "# mine\nssh://a riscv64-linux,armv7l-linux /key 4 1 kvm # fast\n\n@" + filepath.Join(dir, "none") + "\n",
		loop:     "@" + loop,
	} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		builders string
		jobs     int
		want     string
	}{
		{"", 1, "i686-linux x86_64-linux"},
		{"", 0, ""},
		{"ssh-ng://a aarch64-linux ; ssh-ng://b - ; ssh://c", 0, "aarch64-linux x86_64-linux"},
		{"@" + machines, 1, "armv7l-linux i686-linux riscv64-linux x86_64-linux"},
		{"ssh://b s390x-linux\n@" + machines, 0, "armv7l-linux riscv64-linux s390x-linux"},
		{"@/no/such/file", 0, ""},
	}
	for _, test := range tests {
		c := Config{System: "x86_64-linux", Platforms: []string{"i686-linux"}, Builders: test.builders, MaxJobs: test.jobs}
		got, err := c.systems()
		if err != nil || strings.Join(got, " ") != test.want {
			t.Errorf("builders %q, %d jobs: %q (%v), want %q", test.builders, test.jobs, got, err, test.want)
		}
	}
	c := Config{Builders: "@" + loop}
	if _, err := c.systems(); err == nil || !strings.Contains(err.Error(), "8 deep") {
		t.Errorf("a file that names itself: error %v", err)
	}
}

func TestConfig(t *testing.T) {
	withEach(t, func(t *testing.T, n realNix) {
		c, err := n.With(Options{Builders: []string{"ssh://a", "ssh://b"}, MaxJobs: "7"}).Config(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if c.System != rig.System() || !slices.Contains(c.Platforms, "aarch64-linux") || c.MaxJobs != 7 || c.Builders != "ssh://a\nssh://b" || len(c.Experimental) < 2 {
			t.Errorf("settings %+v", c)
		}
		if c, err = n.Config(t.Context()); err != nil || c.Builders != "" || c.MaxJobs != 2 {
			t.Errorf("settings %+v, error %v", c, err)
		}
	})
}

func TestNoBuilder(t *testing.T) {
	withEach(t, func(t *testing.T, n realNix) {
		s := staged(t, nativeFlake(failures))
		targets := evaluated(t, n.Nix, s, "riscv64-linux", "foreign")
		_, err := n.Build(t.Context(), Request{Staged: s, Targets: targets}, nil)
		var none *NoBuilderError
		if !errors.As(err, &none) || !slices.Equal(none.Systems, []string{"riscv64-linux"}) || !slices.Contains(none.Have, rig.System()) {
			t.Fatalf("error %v, want a *NoBuilderError for riscv64-linux", err)
		}
		for _, way := range []string{"--builders", "binfmt", "--platform"} {
			if !strings.Contains(err.Error(), way) {
				t.Errorf("%q does not say %s", err, way)
			}
		}
		// It says it can: then nothing is wrong, and once it is built nobody is needed.
		can := n.With(Options{Settings: []Setting{{"extra-platforms", "riscv64-linux"}}})
		if _, err := can.Build(t.Context(), Request{Staged: s, Targets: targets}, nil); err != nil {
			t.Errorf("with extra-platforms: %v", err)
		}
		if err := n.Unbuildable(t.Context(), targets); err != nil {
			t.Errorf("for what is there already: %v", err)
		}
		other := evaluated(t, n.Nix, s, rig.System(), "slow")
		err = n.With(Options{MaxJobs: "0"}).Unbuildable(t.Context(), other)
		if !errors.As(err, &none) || !strings.Contains(err.Error(), "max-jobs is 0") {
			t.Errorf("without jobs: %v", err)
		}
	})
}
