package nix

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/rig"
)

// fake puts a shell script in the place of nix.
func fake(t *testing.T, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "nix"), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
}

func TestFind(t *testing.T) {
	tests := map[string]struct{ script, says string }{
		"old":     {"echo 'nix (Nix) 2.3.16'", "nix is version 2.3.16, and builds need 2.8 or newer; install Nix"},
		"another": {"echo 'NIX 1.0'", `says "NIX 1.0", which names no version`},
		"broken":  {"echo 'error: no store' >&2; exit 1", "asking nix for its version: no store"},
		"dying":   {"echo oops; kill -9 $$", "nix failed: ended by signal killed"},
		"silent":  {"exit 3", "nix failed: exit code 3"},
	}
	for name, test := range tests {
		fake(t, test.script)
		if _, err := Find(t.Context()); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: error %v, want one with %q", name, err, test.says)
		}
	}
	fake(t, "echo 'nix (Nix) 2.30.1'")
	n, err := Find(t.Context())
	if err != nil || n.Version.Minor != 30 {
		t.Errorf("nix %+v, error %v", n, err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Find(t.Context()); err == nil || !strings.Contains(err.Error(), "https://nixos.org/download") {
		t.Errorf("without nix: error %v", err)
	}
}

// The programs of one Nix belong together, whatever else is on the PATH.
func TestSibling(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"nix", "nix-store"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if got := sibling(filepath.Join(dir, "nix"), "nix-store"); got != filepath.Join(dir, "nix-store") {
		t.Errorf("nix-store is %s", got)
	}
	if got := sibling(filepath.Join(t.TempDir(), "nix"), "nix-store"); got != "nix-store" {
		t.Errorf("nix-store is %s", got)
	}
}

func TestTooMuchOutput(t *testing.T) {
	out := &bounded{limit: 100_000}
	cmd := exec.Command("head", "-c", "10000000", "/dev/zero")
	cmd.Stdout = out
	if err := cmd.Run(); err == nil || !out.over || out.kept.Len() > out.limit {
		t.Errorf("%d bytes are kept, error %v", out.kept.Len(), err)
	}
}

// Most people's Nix is a daemon: what it does is told as if it were none.
func TestDaemon(t *testing.T) {
	withEach(t, func(t *testing.T, n realNix) {
		socket := filepath.Join(t.TempDir(), "socket")
		line := enter(t, n.rig, "", "env", "NIX_DAEMON_SOCKET_PATH="+socket, "NIX_CONFIG="+rigSettings, "HOME=/root", "PATH=/usr/bin:/bin", "nix-daemon")
		ctx, cancel := context.WithCancel(t.Context())
		daemon := exec.CommandContext(ctx, line[0], line[1:]...)
		if err := daemon.Start(); err != nil {
			t.Fatal(err)
		}
		defer func() {
			cancel()
			_ = daemon.Wait() // it was killed
		}()
		for _, err := os.Stat(socket); err != nil; _, err = os.Stat(socket) {
			if daemon.ProcessState != nil || t.Context().Err() != nil {
				t.Fatal("the daemon does not come up")
			}
		}
		client := n.With(Options{Store: "unix://" + socket})
		s := staged(t, nativeFlake(failures))
		targets := evaluated(t, client, s, rig.System(), "good", "broken", "dependent", "badhash")
		results, err := client.Build(t.Context(), Request{Staged: s, Targets: targets, KeepGoing: true}, nil)
		if len(results) != 4 {
			t.Fatalf("results %v, error %v", results, err)
		}
		for i, want := range []string{"", "about to fail", "inside", "badhash"} {
			got := results[i].Err
			if (got == nil) != (want == "") || got != nil && !strings.Contains(got.Error(), want) {
				t.Errorf("%s: error %v, want one with %q", results[i].Attr, got, want)
			}
		}
		if !linked(t, s, results[0].Out) {
			t.Error("the result is not kept")
		}
		if _, err := n.With(Options{Store: "unix:///no/such/socket"}).Evaluate(t.Context(), s, rig.Systems, nil); err == nil || problemsIn(err)[0].Kind != NoDaemon {
			t.Errorf("without a daemon: %v", err)
		}
	})
}
