package nar

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/nar"
)

// tree makes a file of each kind and returns the directory.
func tree(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "tree")
	for _, err := range []error{
		os.MkdirAll(filepath.Join(dir, "empty"), 0o700),
		os.WriteFile(filepath.Join(dir, "a"), nil, 0o600),
		os.WriteFile(filepath.Join(dir, "b.sh"), []byte("#!/bin/sh\n"), 0o711),
		os.WriteFile(filepath.Join(dir, "é"), []byte("12345678"), 0o444),
		os.Symlink("/nowhere", filepath.Join(dir, "link")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// The hash is what `nix hash path` prints for the same tree.
func TestHashIsNix(t *testing.T) {
	got, err := Hash(tree(t))
	if err != nil {
		t.Fatal(err)
	}
	if want := "sha256-qJjkQT4b7ZOcCWmWFX+YnLymJbG+EvcFvVZE6BOBegQ="; got != want {
		t.Errorf("hash is %s, want %s", got, want)
	}
}

func TestRestoreGivesTheTreeBack(t *testing.T) {
	dir := tree(t)
	var archive bytes.Buffer
	if err := nar.Write(&archive, os.DirFS(dir), "."); err != nil {
		t.Fatal(err)
	}
	back := filepath.Join(t.TempDir(), "back")
	if err := Restore(bytes.NewReader(archive.Bytes()), back); err != nil {
		t.Fatal(err)
	}
	before, _ := Hash(dir)
	after, err := Hash(back)
	if err != nil || before != after {
		t.Errorf("hash is %s after and %s before (%v)", after, before, err)
	}
}

func TestRestoreRefuses(t *testing.T) {
	var archive bytes.Buffer
	if err := nar.Write(&archive, os.DirFS(tree(t)), "."); err != nil {
		t.Fatal(err)
	}
	good := archive.String()
	for name, c := range map[string]struct{ archive, want string }{
		"empty":         {"", "EOF"},
		"other magic":   {strings.Replace(good, "nix", "xin", 1), `found "xin-archive-1"`},
		"cut short":     {good[:len(good)-100], "EOF"},
		"leaving":       {strings.Replace(good, "b.sh", "../x", 1), `bad file name "../x"`},
		"twice":         {strings.Replace(good, "link", "b.sh", 1), `bad file name "b.sh"`},
		"unknown kind":  {strings.Replace(good, "regular", "regulal", 1), `unknown kind of file "regulal"`},
		"enormous name": {good[:24] + strings.Repeat("\xff", 8), "a name of"},
	} {
		t.Run(name, func(t *testing.T) {
			err := Restore(strings.NewReader(c.archive), filepath.Join(t.TempDir(), "out"))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %v, want %q in it", err, c.want)
			}
		})
	}
}
