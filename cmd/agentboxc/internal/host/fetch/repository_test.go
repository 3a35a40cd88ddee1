package fetch

import (
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
)

func TestMain(m *testing.M) {
	code := m.Run()
	if planted.dir != "" {
		os.RemoveAll(planted.dir)
	}
	os.Exit(code)
}

// sh runs a script with git's settings of nobody and returns what it writes.
func sh(t *testing.T, dir, script string) string {
	t.Helper()
	cmd := exec.Command("sh", "-eu", "-c", script)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(),
		"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=a",
		"GIT_COMMITTER_EMAIL=a@example.org", "GIT_AUTHOR_DATE=1700000000 +0000", "GIT_COMMITTER_DATE=1700000100 +0000",
		"GIT_CONFIG_COUNT=2", "GIT_CONFIG_KEY_0=protocol.file.allow", "GIT_CONFIG_VALUE_0=always", "GIT_CONFIG_KEY_1=init.defaultBranch", "GIT_CONFIG_VALUE_1=main")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", script, err, out)
	}
	return strings.TrimSpace(string(out))
}

var planted struct {
	once sync.Once
	dir  string
}

// plantRepository makes a repository with every kind of entry, two branches, both
// kinds of tags and submodules, and a bare clone of it. All is made once and then
// copied.
func plantRepository(t *testing.T, dir string) {
	t.Helper()
	planted.once.Do(func() {
		made, err := os.MkdirTemp("", "agentboxc-test-")
		if err != nil {
			t.Fatal(err)
		}
		planted.dir = made
		sh(t, made, plantScript)
	})
	sh(t, dir, "cp -a "+planted.dir+"/. .")
}

const plantScript = `
git init -q inner
echo inner >inner/file; mkdir inner/d; echo x >inner/d/flake.nix
git init -q deepest; echo deepest >deepest/file; git -C deepest add .; git -C deepest commit -qm 1
git -C inner add .; git -C inner commit -qm 1
git -C inner submodule add -q ../deepest deep
git -C inner commit -qm 2
git init -q repo
cd repo
mkdir -p bin sub/deep
printf 'one\r\ntwo\n' >text
printf '#!/bin/sh\n' >bin/run; chmod +x bin/run
ln -s ../text sub/link
ln -s nowhere dangling
printf '{ }\n' >sub/deep/flake.nix
printf '\0\1\377' >binary
: >empty
printf '*.ignored export-ignore\n*.subst export-subst\ntext text eol=crlf\n' >.gitattributes
echo gone >x.ignored
echo '$Format:%H$' >y.subst
printf x >"name with 	 tab and \"quotes\""
printf x >ünïcode
git add .
git -c core.autocrlf=false commit -qm 1
git tag light
git tag -a -m x annotated
git submodule add -q ../inner mod
git submodule add -q -b main ../deepest a/b
git commit -qm 2
git submodule -q update --init --recursive
git branch other
git branch feature/x light
cd ..
git clone -q --bare repo bare.git
git -C bare.git update-ref refs/pull/1/head refs/heads/other
`
