package fetch

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/rig"
)

// locked is what Nix locks inputs to, which are no flakes: attribute sets of
// flake.nix by name.
func lockedByNix(t *testing.T, nix *rig.Nix, config string, inputs map[string]string) map[string]lock.Attrs {
	t.Helper()
	dir := t.TempDir()
	var flake strings.Builder
	flake.WriteString("{\n")
	for name, attrs := range inputs {
		fmt.Fprintf(&flake, "  inputs.%s = { %s flake = false; };\n", name, attrs)
	}
	flake.WriteString("  outputs = _: { };\n}\n")
	if err := os.WriteFile(filepath.Join(dir, "flake.nix"), []byte(flake.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	env := []string{
		"NIX_CONFIG=experimental-features = nix-command flakes\nsandbox = false\nbuild-users-group =\nsubstituters =\nflake-registry =\ntarball-ttl = 0\n" + config,
		"HOME=" + dir,
	}
	if out, err := nix.Run(dir, env, "nix", "flake", "lock", "path:."); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text, err := os.ReadFile(filepath.Join(dir, "flake.lock"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Nodes map[string]struct{ Locked map[string]any }
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	locked := map[string]lock.Attrs{}
	for name := range inputs {
		if locked[name], err = attrs(file.Nodes[name].Locked); err != nil {
			t.Fatal(err)
		}
	}
	return locked
}

// newerNix is the Nix of the rig whose locks are ours, too.
func newerNix(t *testing.T) *rig.Nix {
	t.Helper()
	r := rig.Use(t)
	nix := r.Nixes[len(r.Nixes)-1]
	if !strings.HasPrefix(nix.Version, "2.26.") {
		t.Fatalf("the rig's newest Nix is %s", nix.Version)
	}
	return nix
}

func TestAgreesWithNix(t *testing.T) {
	nix := newerNix(t)
	dir := t.TempDir()
	plantRepository(t, dir)
	sh(t, dir, `
git clone -q -b feature/x repo plain; echo untracked >plain/untracked
git clone -q repo detached; cd detached; git checkout -q light`)
	head, light := sh(t, dir, "git -C repo rev-parse HEAD"), sh(t, dir, "git -C repo rev-parse light")
	if err := os.WriteFile(filepath.Join(dir, "a.tar.gz"), []byte(archive(t, sample)), 0o644); err != nil {
		t.Fatal(err)
	}
	bare, repo := `type = "git"; url = "file://`+dir+`/bare.git";`, `type = "git"; url = "file://`+dir+`/repo";`
	plain := `type = "git"; url = "file://` + dir + `/plain";`
	inputs := map[string]string{
		"bare":        bare,
		"scp-less":    `type = "git"; url = "` + dir + `/bare.git";`,
		"branch":      bare + `ref = "feature/x";`,
		"full":        bare + `ref = "refs/heads/other";`,
		"tag":         bare + `ref = "refs/tags/light";`,
		"annotated":   bare + `ref = "refs/tags/annotated";`,
		"pull":        bare + `ref = "refs/pull/1/head";`,
		"rev":         bare + `rev = "` + light + `";`,
		"ref-rev":     bare + `ref = "feature/x"; rev = "` + light + `";`,
		"all":         bare + `allRefs = true; rev = "` + light + `";`,
		"shallow":     bare + `shallow = true;`,
		"not-shallow": bare + `shallow = false; submodules = false; exportIgnore = false;`,
		"named":       bare + `name = "other";`,
		"tree":        plain,
		"detached":    `type = "git"; url = "file://` + dir + `/detached";`,
		"tree-ref":    repo + `ref = "feature/x";`,
		"tree-tag":    repo + `ref = "annotated";`,
		"tree-rev":    repo + `rev = "` + head + `";`,
		"modules":     repo + `submodules = true; ref = "main";`,
		"tarball":     `url = "file://` + dir + `/a.tar.gz";`,
		"file":        `url = "file+file://` + dir + `/a.tar.gz";`,
		"path":        `url = "path:` + dir + `/repo/sub";`,
		"path-file":   `url = "path:` + dir + `/a.tar.gz";`,
		"path-given":  `type = "path"; path = "` + dir + `/repo/bin"; lastModified = 5; rev = "` + head + `";`,
	}
	l := newLab(t)
	for name, want := range lockedByNix(t, nix, "", inputs) {
		if want.Text("type") == "tarball" {
			want = want.Without("lastModified") // decided otherwise
		}
		given := nixAttrs(t, inputs[name])
		fetched := l.tree(given)
		if !fetched.Locked.Equal(want) {
			t.Errorf("%s is locked as\n  %s, by Nix as\n  %s", name, attrText(fetched.Locked), attrText(want))
		}
	}
}

// Nix refuses its own lock of a work tree with submodules, or with files that git
// changes when it checks them out, once it fetches the commit. Ours it takes.
func TestNixTakesLocksOfWorkTrees(t *testing.T) {
	nix := newerNix(t)
	dir := t.TempDir()
	plantRepository(t, dir)
	sh(t, dir, "cd repo; date +%N >unique; git add unique; git commit -qm 3; git checkout -q --detach; git checkout -q main")
	l := newLab(t)
	fetched := l.tree(nixAttrs(t, `type = "git"; url = "file://`+dir+`/repo";`))
	original := nixAttrs(t, `type = "git"; url = "file://`+dir+`/repo";`)
	made := &lock.Lock{Version: 7, Root: "root", Nodes: map[string]*lock.Node{
		"root": {Flake: true, Inputs: []lock.Edge{{Name: "x", Node: "x"}}},
		"x":    {Key: "x", Original: original, Locked: fetched.Locked},
	}}
	home := t.TempDir()
	flake := `{ inputs.x = { type = "git"; url = "file://` + dir + `/repo"; flake = false; }; outputs = { x, ... }: { files = builtins.attrNames (builtins.readDir x); }; }`
	for name, text := range map[string]string{"flake.nix": flake, "flake.lock": string(made.Bytes())} {
		if err := os.WriteFile(filepath.Join(home, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := nix.Run(home, []string{"HOME=" + home}, "nix", "eval", "--no-update-lock-file", "--json", "path:.#files")
	if err != nil || !strings.Contains(out, `"mod"`) {
		t.Errorf("%s %v", out, err)
	}
}

// nixAttrs reads the simple attribute sets of this test.
func nixAttrs(t *testing.T, text string) lock.Attrs {
	t.Helper()
	object := map[string]any{}
	for _, part := range strings.Split(text, ";") {
		name, value, ok := strings.Cut(part, " = ")
		if !ok {
			continue
		}
		var v any
		if err := json.Unmarshal([]byte(value), &v); err != nil {
			t.Fatal(err)
		}
		object[strings.TrimSpace(name)] = v
	}
	if url, ok := object["url"].(string); ok && object["type"] == nil {
		return ref(t, url)
	}
	made, err := attrs(object)
	if err != nil {
		t.Fatal(err)
	}
	return made
}
