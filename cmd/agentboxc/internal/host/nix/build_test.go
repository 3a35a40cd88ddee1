package nix

import (
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/nar"
	"github.com/agentboxc/agentboxc/rig"
)

// failures is a flake whose packages fail, each in a way of its own.
const failures = `{
  outputs = _: let
    make = system: name: script: derivation {
      inherit system;
      name = "${name}-NONCE";
      builder = "/bin/sh";
      args = [ "-c" "PATH=/usr/bin:/bin; ${script}" ];
    };
    native = make "SYSTEM";
  in {
    packages.SYSTEM = {
      good = native "good" "echo made >$out";
      slow = native "slow" "sleep 1; echo made >$out";
      broken = native "broken" "echo about to fail; echo really >&2; exit 3";
      broken2 = native "broken2" "echo once more; exit 4";
      noout = native "noout" "true";
      dependent = native "dependent" "cat ${native "inner" "echo inside; exit 5"} >$out";
      diamond = native "diamond" "cat ${native "inner" "echo inside; exit 5"} >$out";
      badhash = derivation {
        name = "badhash-NONCE";
        system = "SYSTEM";
        builder = "/bin/sh";
        args = [ "-c" "echo x >$out" ];
        outputHashMode = "flat";
        outputHashAlgo = "sha256";
        outputHash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
      };
      quantum = derivation {
        name = "quantum-NONCE";
        system = "SYSTEM";
        builder = "/bin/sh";
        args = [ "-c" "echo x >$out" ];
        requiredSystemFeatures = [ "quantum" ];
      };
    };
    packages.riscv64-linux.foreign = make "riscv64-linux" "foreign" "echo made >$out";
  };
}
`

func nativeFlake(text string) string { return strings.ReplaceAll(text, "SYSTEM", rig.System()) }

// evaluated evaluates the flake and picks packages.
func evaluated(t *testing.T, n *Nix, s *Staged, system string, attrs ...string) []Target {
	t.Helper()
	all, err := n.Evaluate(t.Context(), s, []string{system}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var targets []Target
	for _, attr := range attrs {
		for _, target := range all {
			if target.Attr == attr {
				targets = append(targets, target)
			}
		}
	}
	if len(targets) != len(attrs) {
		t.Fatalf("evaluated %v, which are not all of %q", all, attrs)
	}
	return targets
}

func TestFailures(t *testing.T) {
	tests := map[string]struct {
		kind Kind
		exit int
		says string // in the error
	}{
		"broken":  {BuildFailed, 3, "> about to fail\n> really"},
		"noout":   {BuildFailed, 0, "failed to produce output path"},
		"badhash": {HashMismatch, 0, "specified"},
		"quantum": {NoBuilder, 0, "remote builder"},
	}
	withEach(t, func(t *testing.T, n realNix) {
		for attr, want := range tests {
			t.Run(attr, func(t *testing.T) {
				s := staged(t, nativeFlake(failures))
				targets := evaluated(t, n.Nix, s, rig.System(), attr)
				results, err := n.Build(t.Context(), Request{Staged: s, Targets: targets, KeepGoing: true}, nil)
				var got *Error
				if !errors.As(err, &got) || len(results) != 1 || !errors.Is(results[0].Err, err) {
					t.Fatalf("results %v, error %v; want one *Error", results, err)
				}
				if got.Kind != want.kind || got.ExitCode != want.exit || !strings.Contains(got.Error(), want.says) {
					t.Errorf("kind %d, exit code %d, %s;\nwant kind %d, exit code %d, and %q", got.Kind, got.ExitCode, got, want.kind, want.exit, want.says)
				}
				if got.Drv != targets[0].Drv {
					t.Errorf("the error is about %q, want %q", got.Drv, targets[0].Drv)
				}
				if want.kind == HashMismatch && (got.Specified != nar.Sum{}.String() || got.Got != nar.Sum(sha256.Sum256([]byte("x\n"))).String()) {
					t.Errorf("specified %s, got %s", got.Specified, got.Got)
				}
			})
		}
	})
}

// Failures of several targets are told apart, and what did not fail is built
// and kept.
func TestKeepGoing(t *testing.T) {
	withEach(t, func(t *testing.T, n realNix) {
		s := staged(t, nativeFlake(failures))
		targets := evaluated(t, n.Nix, s, rig.System(), "good", "broken", "slow", "dependent", "diamond", "broken2", "good")
		var finished []string
		events := func(e Event) {
			if f, ok := e.(*Finished); ok {
				finished = append(finished, strings.SplitN(f.Name, "-", 2)[0]+map[bool]string{true: " failed"}[f.Failed])
			}
		}
		results, err := n.Build(t.Context(), Request{Staged: s, Targets: targets, KeepGoing: true}, events)
		if len(results) != len(targets) {
			t.Fatalf("%d results, error %v", len(results), err)
		}
		want := []string{"", "exit code 3", "", "exit code 5", "exit code 5", "exit code 4", ""}
		for i, r := range results {
			text := ""
			if r.Err != nil {
				text = r.Err.Error()
			}
			// 2.8 tells the exit code of the first failure only.
			if (text == "") != (want[i] == "") || !strings.Contains(text, want[i]) && !n.Version.before(subdirs) {
				t.Errorf("%s: error %q, want %q", r.Attr, text, want[i])
			}
			if r.Err == nil && !linked(t, s, r.Out) {
				t.Errorf("%s is not kept from the garbage collector", r.Attr)
			}
		}
		if got := len(problemsIn(err)); got != 3 {
			t.Errorf("%d errors in all, want 3:\n%v", got, err)
		}
		for _, name := range []string{"good", "broken failed", "slow", "inner failed", "broken2 failed"} {
			if n := count(finished, name); n != 1 {
				t.Errorf("%q was announced %d times: %q", name, n, finished)
			}
		}
		if len(finished) != 5 {
			t.Errorf("announced %q", finished)
		}
	})
}

func count(list []string, s string) int {
	n := 0
	for _, x := range list {
		if x == s {
			n++
		}
	}
	return n
}

// linked reports whether one of the links in the staged directory leads to the
// store path.
func linked(t *testing.T, s *Staged, out string) bool {
	t.Helper()
	links, err := filepath.Glob(filepath.Join(s.base, "roots-*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, link := range links {
		if target, err := os.Readlink(link); err == nil && target == out {
			return true
		}
	}
	return false
}
