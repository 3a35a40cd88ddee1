package host

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func TestUntracked(t *testing.T) {
	ctx := context.Background()
	top := plant(t, "repo/u/flake.nix", "repo/u/flake.lock", "alone/flake.nix")
	git(t, filepath.Join(top, "repo"), "init", "-q")
	git(t, filepath.Join(top, "repo"), "add", "u/flake.nix")

	got := Untracked(ctx, filepath.Join(top, "repo/u"), "flake.nix", "flake.lock")
	if want := []string{"flake.lock"}; !slices.Equal(got, want) {
		t.Errorf("untracked: %q, want %q", got, want)
	}
	if got := Untracked(ctx, filepath.Join(top, "alone"), "flake.nix"); got != nil {
		t.Errorf("outside a repository: %q, want none", got)
	}
	t.Setenv("PATH", "")
	if got := Untracked(ctx, filepath.Join(top, "repo/u"), "flake.lock"); got != nil {
		t.Errorf("without git: %q, want none", got)
	}
}

// fakeNix puts a shell script in the place of nix.
func fakeNix(t *testing.T, script string) Nix {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "nix"), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	nix, err := FindNix()
	if err != nil {
		t.Fatal(err)
	}
	return nix
}

func TestNixLock(t *testing.T) {
	nix := fakeNix(t, `cat flake.nix flake.lock >new && mv new flake.lock && echo "$@" >>flake.lock`)
	locked, err := nix.Lock(context.Background(), []byte("flake\n"), []byte("old lock\n"), []string{"a", "b"})
	if err != nil {
		t.Fatal(err)
	}
	want := "flake\nold lock\n--extra-experimental-features nix-command flakes flake lock path:. --update-input a --update-input b\n"
	if string(locked) != want {
		t.Errorf("locked %q, want %q", locked, want)
	}
}

func TestNixLockTellsWhatNixSaid(t *testing.T) {
	nix := fakeNix(t, `echo "error: unable to download" >&2; exit 1`)
	_, err := nix.Lock(context.Background(), []byte("flake\n"), nil, nil)
	if err == nil || !strings.Contains(err.Error(), "error: unable to download") {
		t.Errorf("error %v, want one with what nix wrote", err)
	}
}

func TestProcessIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	ready, ended := filepath.Join(t.TempDir(), "ready"), filepath.Join(t.TempDir(), "ended")
	if out, err := exec.Command("mkfifo", ready).CombinedOutput(); err != nil {
		t.Fatalf("mkfifo: %v\n%s", err, out)
	}
	go func() {
		os.ReadFile(ready) // returns when the script has set its trap
		cancel()
	}()
	script := process{program: "sh", args: []string{"-c",
		"trap 'kill $!; touch " + ended + "; exit 3' INT; sleep 60 >/dev/null 2>&1 & : >" + ready + "; wait"}}
	_, err := script.run(ctx)
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 3 {
		t.Errorf("error %v, want the exit code that the process chose", err)
	}
	if _, err := os.Stat(ended); err != nil {
		t.Error("the process could not end by itself")
	}
}

func TestLockDirExcludes(t *testing.T) {
	dir := t.TempDir()
	unlock, err := LockDir(context.Background(), dir, func() { t.Error("waiting for a lock that nobody has") })
	if err != nil {
		t.Fatal(err)
	}

	ctx, cancel := context.WithCancel(context.Background())
	waited := false
	_, err = LockDir(ctx, dir, func() { waited = true; cancel() })
	if !waited || !errors.Is(err, context.Canceled) {
		t.Errorf("a second lock: waited %t, error %v", waited, err)
	}

	_, err = LockDir(context.Background(), dir, unlock)
	if err != nil {
		t.Errorf("after the first was released: %v", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("the lock left %v behind", entries)
	}
}

func TestVariables(t *testing.T) {
	t.Setenv("AGENTBOX_VAR_b", "2=two")
	t.Setenv("AGENTBOX_VAR_a", "")
	t.Setenv("AGENTBOX_VAR_", "no name")
	want := []EnvVariable{{"a", ""}, {"b", "2=two"}}
	if got := Variables(); !slices.Equal(got, want) {
		t.Errorf("variables %q, want %q", got, want)
	}
}
