package fetch

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

// shape is a reference without what differs from tree to tree.
func shape(ref lock.Attrs) string {
	given := map[string]bool{"type": true, "owner": true, "repo": true, "host": true, "ref": true}
	var parts []string
	for _, attr := range ref.Without("dir") {
		part := attr.Name
		if given[attr.Name] {
			part += "=" + attr.Text
		}
		if attr.Kind == lock.Number {
			part += ":number"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " ")
}

// A lock that Nix made has a node of every type. What is fetched for the original
// of each has the attributes that Nix recorded.
func TestShapesAreThoseOfNix(t *testing.T) {
	text, err := os.ReadFile("../../../../../codegen/lock/testdata/lock-alltypes.nix226.lock")
	if err != nil {
		t.Fatal(err)
	}
	l, dir, _ := gitLab(t)
	sh(t, dir, "git -C repo tag v1.0")
	tar := l.write("x.tar.gz", archive(t, sample))
	l.write(".config/nix/registry.json", registryText(t, "mysys > github:nix-systems/default", "nixpkgs > github:NixOS/nixpkgs/nixos-unstable"))
	forge := func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/commits/") {
			_, _ = w.Write([]byte(`{"sha":"` + revA + `"}`))
			return
		}
		if strings.HasSuffix(r.URL.Path, "systems2.tar.xz") {
			w.Header().Set("Link", `<http://files.example.org/systems2.tar.xz?rev=`+revA+`&revCount=7>; rel="immutable"`)
		}
		_, _ = w.Write([]byte(archive(t, sample)))
	}
	for _, host := range []string{"github.com", "api.github.com", "gh.lab", "files.example.org"} {
		l.host(host, forge)
	}
	here := strings.NewReplacer(
		"file:///example/netlab/repos/acme/mono", "file://"+dir+"/repo", "http://127.0.0.1:8080", "http://files.example.org",
		"/example/exp/pathdep", l.home, "file:///example/netlab/files/systems.tar.gz", "file://"+tar)
	var file struct {
		Nodes map[string]struct{ Original, Locked map[string]any }
	}
	if err := json.Unmarshal([]byte(here.Replace(string(text))), &file); err != nil {
		t.Fatal(err)
	}
	for name, node := range file.Nodes {
		if node.Original == nil {
			continue
		}
		original, err := attrs(node.Original)
		if err != nil {
			t.Fatal(err)
		}
		want, err := attrs(node.Locked)
		if err != nil {
			t.Fatal(err)
		}
		if want.Text("type") == "tarball" && want.Text("rev") == "" {
			want = want.Without("lastModified") // decided otherwise
		}
		fetched := l.tree(original.Without("dir"))
		if got := shape(fetched.Locked); got != shape(want) {
			t.Errorf("%s is locked as\n  %s, by Nix as\n  %s", name, got, shape(want))
		}
	}
	if len(file.Nodes) < 15 {
		t.Errorf("only %d nodes", len(file.Nodes))
	}
}

func TestPath(t *testing.T) {
	l := newLab(t)
	dir := t.TempDir()
	sh(t, dir, "printf '{ }' >flake.nix; mkdir big; touch -d @1000 flake.nix; touch -d @2000 big; touch -d @1500 .")
	fetched := l.fetch("path:" + dir)
	if got := fetched.Locked.Text("lastModified"); got != "2000" || fetched.Moving == "" || string(fetched.Files["flake.nix"]) != "{ }" {
		t.Errorf("lastModified %s, %+v", got, fetched)
	}
	if got := l.fetch("path:" + dir + "?lastModified=7&rev=" + revA).Locked; got.Text("lastModified") != "7" || got.Text("rev") != revA {
		t.Errorf("given %s", attrText(got))
	}
	// Nix does not know the time of what it did not keep in memory.
	sh(t, dir, "truncate -s 33M big/file")
	if got := l.fetch("path:" + dir).Locked.Text("lastModified"); got != "0" {
		t.Errorf("lastModified of a large tree is %s", got)
	}
	wantText(t, l.failure("path:"+dir+"/none"), "no such file")
	wantText(t, l.failure("path:./relative"), "nothing says to what")
}
