package nix

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/agentboxc/agentboxc/codegen"
	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/rig"
)

const repository = "../../../../.."

// stagedUnit compiles the unit in dir, locks its flake to the rig's trees and
// stages what it names.
func stagedUnit(t *testing.T, r *rig.Rig, dir string) *Staged {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	result, diags := lang.Compile(root.FS(), ".", lang.Options{DirName: filepath.Base(dir)})
	if diags.HasErrors() {
		t.Fatalf("%s does not compile: %v", dir, diags)
	}
	out, _ := codegen.Generate(result.Program, nil) // what it says is about the lock
	lock, err := os.ReadFile(filepath.Join(dir, lockFile))
	if errors.Is(err, fs.ErrNotExist) {
		lock, err = r.MakeLock(out.Flake)
	}
	if err == nil {
		lock, err = r.Pin(lock)
	}
	if err != nil {
		t.Fatal(err)
	}
	s, err := Stage(t.Context(), Source{FS: root.FS(), Unit: ".", Flake: out.Flake, Lock: lock, Paths: nix.Paths(out.Tree)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// Every example is built from what is staged of it, and both Nix make the same.
func TestExamples(t *testing.T) {
	r := rig.Use(t)
	examples, err := filepath.Glob(repository + "/examples/*/agentbox.hcl")
	if err != nil || len(examples) == 0 {
		t.Fatalf("examples: %v, %v", examples, err)
	}
	built := map[string][]Target{}
	withEach(t, func(t *testing.T, n realNix) {
		for _, example := range examples {
			name := filepath.Base(filepath.Dir(example))
			t.Run(name, func(t *testing.T) {
				s := stagedUnit(t, r, filepath.Dir(example))
				targets, err := n.Evaluate(t.Context(), s, rig.Systems, nil)
				if err != nil || len(targets) == 0 {
					t.Fatalf("targets %v, error %v", targets, err)
				}
				results, err := n.Build(t.Context(), Request{Staged: s, Targets: targets}, nil)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range results {
					if _, err := n.rig.ReadImage(r.Out); err != nil || !linked(t, s, r.Out) {
						t.Errorf("%s for %s: %v", r.Attr, r.System, err)
					}
				}
				if other := built[name]; other != nil && !slices.Equal(other, targets) {
					t.Errorf("the other Nix makes %v, this one %v", other, targets)
				}
				built[name] = targets
			})
		}
	})
}

// The temporary directory may have any name.
func TestOddTemporaryDirectory(t *testing.T) {
	r := rig.Use(t)
	// The rig shows the other Nix only what is in the temporary directory.
	dir := filepath.Join(t.TempDir(), "a b#c?d%20e ü")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", dir)
	for _, n := range r.Nixes {
		opened := open(t, n, rigSettings)
		s := staged(t, nativeFlake(failures))
		if !strings.HasPrefix(s.root, dir) {
			t.Fatalf("staged in %s", s.root)
		}
		results, err := opened.Build(t.Context(), Request{Staged: s, Targets: evaluated(t, opened, s, rig.System(), "good")}, nil)
		if err != nil || !linked(t, s, results[0].Out) {
			t.Errorf("%s: %v", n.Name, err)
		}
	}
}

// A second real Nix is the remote builder.
func TestRemoteBuilder(t *testing.T) {
	r := rig.Use(t)
	client, other := r.Nixes[0], r.Nixes[1]
	script := filepath.Join(t.TempDir(), "remote")
	// With a shell as the last word, everything behind it goes on to the daemon.
	line := enter(t, other, "", "env", "NIX_CONFIG="+rigSettings+"extra-platforms = riscv64-linux\n", "HOME=/root", "PATH=/usr/bin:/bin", "nix-daemon")
	text := "#!/bin/sh\nexec"
	for _, word := range line {
		text += " '" + strings.ReplaceAll(word, "'", `'\''`) + "'"
	}
	if err := os.WriteFile(script, []byte(text+" \"$@\"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	machine := "ssh-ng://localhost?remote-program=" + script
	n := open(t, client, rigSettings).With(Options{Builders: []string{machine + " riscv64-linux - 2"}})
	s := staged(t, nativeFlake(failures))
	targets := evaluated(t, n, s, "riscv64-linux", "foreign")
	var where []string
	results, err := n.Build(t.Context(), Request{Staged: s, Targets: targets}, func(e Event) {
		if f, ok := e.(*Finished); ok {
			where = append(where, f.Machine)
		}
	})
	if err != nil || len(results) != 1 {
		t.Fatalf("results %v, error %v", results, err)
	}
	if len(where) != 1 || !strings.HasPrefix(where[0], "ssh-ng://localhost") {
		t.Errorf("built on %q", where)
	}
	if _, err := os.Stat(client.OnDisk(targets[0].Out)); err != nil {
		t.Error(err)
	}

	// A builder that does not answer.
	n = n.With(Options{Builders: []string{"ssh-ng://localhost?remote-program=/no/such/program riscv64-linux"}})
	s = staged(t, strings.ReplaceAll(nativeFlake(failures), "foreign", "unreachable"))
	targets = evaluated(t, n, s, "riscv64-linux", "unreachable")
	_, err = n.Build(t.Context(), Request{Staged: s, Targets: targets}, nil)
	problems := problemsIn(err)
	if len(problems) != 1 || problems[0].Kind != NoBuilder || problems[0].System != "riscv64-linux" || !strings.Contains(err.Error(), "/no/such/program") {
		t.Errorf("problems %v, want a NoBuilder that names the builder", err)
	}
}

// What a cache has is fetched and not built.
func TestBinaryCache(t *testing.T) {
	withEach(t, func(t *testing.T, n realNix) {
		cache := "file://" + filepath.Join(t.TempDir(), "cache")
		s := staged(t, nativeFlake(failures))
		targets := evaluated(t, n.Nix, s, rig.System(), "good")
		if _, err := n.Build(t.Context(), Request{Staged: s, Targets: targets}, nil); err != nil {
			t.Fatal(err)
		}
		out := targets[0].Out
		if _, err := n.rig.Run(rigCache(t), nil, "nix", "copy", "--to", cache+"?compression=none", out); err != nil {
			t.Fatal(err)
		}
		if _, err := n.rig.Run(rigCache(t), nil, "nix-store", "--delete", "--ignore-liveness", out); err != nil {
			t.Fatal(err)
		}
		var built []string
		var copies uint64
		// Without a network Nix does not substitute unless it is told to.
		cached := n.With(Options{Substituters: []string{cache}, Settings: []Setting{{"require-sigs", "false"}, {"substitute", "true"}}})
		_, err := cached.Build(t.Context(), Request{Staged: s, Targets: targets}, func(e Event) {
			switch e := e.(type) {
			case *Finished:
				built = append(built, e.Name)
			case *Progress:
				copies = max(copies, e.Copies.Done)
			}
		})
		if err != nil || len(built) != 0 || copies != 1 {
			t.Errorf("built %q, %d copies, error %v; want one copy", built, copies, err)
		}
	})
}

// An interrupted build ends at once with all of its processes, and leaves
// nothing.
func TestInterrupt(t *testing.T) {
	const flake = `{
  outputs = _: {
    packages.SYSTEM.endless = derivation {
      name = "endless-NONCE";
      system = "SYSTEM";
      builder = "/bin/sh";
      args = [ "-c" "PATH=/usr/bin:/bin; echo $$; echo half >$out; sleep 1000 & wait" ];
    };
  };
}
`
	withEach(t, func(t *testing.T, n realNix) {
		before := temporary(t)
		s := staged(t, nativeFlake(flake))
		targets := evaluated(t, n.Nix, s, rig.System(), "endless")
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		pid, after := 0, 0
		begun := time.Now()
		results, err := n.Build(ctx, Request{Staged: s, Targets: targets}, func(e Event) {
			if pid != 0 {
				after++
				return
			}
			p, ok := e.(*Progress)
			if ok && len(p.Running) == 1 && p.Running[0].Line != "" {
				fmt.Sscan(p.Running[0].Line, &pid)
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) || results != nil || pid == 0 {
			t.Fatalf("results %v, error %v, builder %d", results, err, pid)
		}
		if after > 1 {
			t.Errorf("%d events came after the interruption", after)
		}
		if took := time.Since(begun); took > grace {
			t.Errorf("it took %v", took)
		}
		if err := syscall.Kill(pid, 0); !errors.Is(err, syscall.ESRCH) {
			t.Errorf("the builder still runs: %v", err)
		}
		there, err := n.valid(t.Context(), []string{targets[0].Out})
		if err != nil || len(there) != 0 {
			t.Errorf("the store has %v, error %v", there, err)
		}
		s.Close()
		if got := temporary(t); got != before {
			t.Errorf("%d directories are left behind", got-before)
		}
	})
}
