package rig_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/agentboxc/agentboxc/rig/forge"
)

// localFiles are beside the clones in the directory $LOCAL of cases.
var localFiles = map[string]string{
	"dep/flake.nix": `{
  inputs.leaf.url = "github:alice/leaf";
  outputs = { self, leaf }: { x = "dep(${leaf.x})"; };
}
`,
	"dep/sub/flake.nix": "{ outputs = _: { x = \"dep/sub\"; }; }\n",
	"dep/empty/file":    "",
	"a dep/flake.nix":   "{ outputs = _: { x = \"a dep\"; }; }\n",
	"a+dep/flake.nix":   "{ outputs = _: { x = \"a+dep\"; }; }\n",
	"file":              "Text.\n",
	"locked/flake.nix": `{
  inputs.leaf.url = "github:alice/leaf";
  outputs = { self, leaf }: { x = "locked(${leaf.x})"; };
}
`,
	"locked/flake.lock": lockFile(`"leaf": "leaf"`, `"leaf": {`+oldLeaf+`}`),
}

// localClones are made from repositories of the forge, and then changed.
var localClones = map[string]struct {
	of     string
	change string // a script
}{
	"clean":     {of: "alice/leaf", change: "git branch -q devel origin/devel; echo x >>.git/info/exclude; echo ignored >x"},
	"dirty":     {of: "alice/leaf", change: "echo '# changed' >>flake.nix"},
	"untracked": {of: "alice/leaf", change: "echo new >new"},
	"staged":    {of: "alice/leaf", change: "echo new >new; git add new"},
	"detached":  {of: "alice/leaf", change: "git checkout -q --detach v1"},
	"branch":    {of: "alice/leaf", change: "git checkout -q release/1.0"},
	"shallow":   {of: "alice/leaf", change: "git fetch -q --depth=1; git reflog expire --expire=all --all; git gc -q --prune=now; git rev-parse HEAD^ && exit 1 || true"},
	"modules":   {of: "alice/modules", change: "git submodule -q init; git config submodule.whole.url \"$FORGE/alice/plain.git\"; git -c protocol.file.allow=always submodule -q update"},
	"unborn":    {of: "alice/leaf", change: "git checkout -q --orphan none; git rm -rfq --cached ."},
}

// plantLocal makes $LOCAL. Its files have one time, which gets into locks.
func plantLocal(t *testing.T, f *forge.Forge) string {
	t.Helper()
	dir := t.TempDir()
	writeFiles(t, dir, expand(t, f, localFiles))
	archive, err := forge.Pack("leaf.tar.gz", leafIn("leaf-1.0/"))
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(
		os.WriteFile(filepath.Join(dir, "leaf.tar.gz"), archive, 0o644),
		os.Chmod(filepath.Join(dir, "file"), 0o755),
		os.Symlink("dep", filepath.Join(dir, "link")),
	)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range localClones {
		cmd := exec.Command("sh", "-eu", "-c", `git clone -q "$1" "$2"; cd "$2"; `+c.change, "clone", f.Directory(c.of), filepath.Join(dir, name))
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "FORGE="+f.Root(),
			"GIT_AUTHOR_NAME=Forge", "GIT_AUTHOR_EMAIL=forge@example.org", "GIT_AUTHOR_DATE=1704070000 +0000",
			"GIT_COMMITTER_NAME=Forge", "GIT_COMMITTER_EMAIL=forge@example.org", "GIT_COMMITTER_DATE=1704070000 +0000")
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("making the clone %s: %v\n%s", name, err, said)
		}
	}
	settle(t, dir)
	return dir
}

func writeFiles(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// settle gives everything in a tree the same time.
func settle(t *testing.T, dir string) {
	t.Helper()
	then := time.Unix(1700000000, 0)
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.Type()&os.ModeSymlink != 0 {
			return err
		}
		return os.Chtimes(path, then, then)
	})
	if err != nil {
		t.Fatal(err)
	}
}
