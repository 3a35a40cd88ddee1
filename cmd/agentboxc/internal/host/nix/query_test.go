package nix

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/rig"
)

func TestRecordedPathInfo(t *testing.T) {
	graphs := []map[string]StorePath{}
	for _, name := range []string{"path-info.nix28.json", "path-info.nix226.json"} {
		graph := map[string]StorePath{}
		if err := addPathInfo(graph, read(t, name)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		graphs = append(graphs, graph)
	}
	if diff := cmp.Diff(graphs[0], graphs[1]); diff != "" || len(graphs[0]) < 20 {
		t.Errorf("%d paths; the versions differ in\n%s", len(graphs[0]), diff)
	}
	want := StorePath{NarSize: 205000, References: []string{"/nix/store/cv6jvixmaafjq0895nfc0112qfdv9hp5-glibc-2.36"}}
	if diff := cmp.Diff(want, graphs[0]["/nix/store/38cy8fzx5d24qnlli0jrga9r5j2hpfm3-ncurses-6.4"]); diff != "" {
		t.Error(diff)
	}
}

func TestPathInfoForms(t *testing.T) {
	want := map[string]StorePath{"/nix/store/a": {NarSize: 1, References: []string{"/nix/store/b", "/nix/store/c"}}}
	for _, text := range []string{
		`[{"path":"/nix/store/a","narSize":1,"references":["/nix/store/c","/nix/store/b"]},{"path":"/nix/store/z","valid":false}]`,
		`{"/nix/store/a":{"narSize":1,"references":["/nix/store/c","/nix/store/b"]},"/nix/store/z":null}`,
		`{"version":2,"storeDir":"/nix/store","info":{"a":{"narSize":1,"references":["c","b"]},"z":null}}`,
	} {
		got := map[string]StorePath{}
		if err := addPathInfo(got, []byte(text)); err != nil || !cmp.Equal(want, got) {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{`{"a":{"narSize":1}}`, `"x"`, ``, `[1]`, `{"info":{"../a":{}}}`} {
		if err := addPathInfo(map[string]StorePath{}, []byte(text)); err == nil {
			t.Errorf("%s is read", text)
		}
	}
}

func TestVersion(t *testing.T) {
	tests := map[string]Version{
		"nix (Nix) 2.26.3":                   {Major: 2, Minor: 26, Text: "2.26.3"},
		"nix (Nix) 2.9.0pre20220530_af23d38": {Major: 2, Minor: 9, Text: "2.9.0pre20220530_af23d38"},
		"nix (Lix, like Nix) 2.91.1":         {Major: 2, Minor: 91, Text: "2.91.1", Lix: true},
		"nix (Determinate Nix 3.6.2) 2.29.0": {Major: 2, Minor: 29, Text: "2.29.0"},
	}
	for text, want := range tests {
		if got, err := parseVersion(text); err != nil || got != want {
			t.Errorf("%s is %+v (%v)", text, got, err)
		}
	}
	for _, text := range []string{"", "nix", "nix (Nix) two", "git version 2.39.2"} {
		if v, err := parseVersion(text); err == nil {
			t.Errorf("%q is version %+v", text, v)
		}
	}
	if _, old := tests["nix (Nix) 2.26.3"].Old(); old {
		t.Error("2.26 is old")
	}
	if warning, old := tests["nix (Nix) 2.9.0pre20220530_af23d38"].Old(); !old || !strings.Contains(warning, "2.18") {
		t.Errorf("2.9 is not old: %q", warning)
	}
}

func TestReferencesAndVerify(t *testing.T) {
	const flake = `{
  outputs = _: let
    make = name: script: derivation {
      name = "${name}-NONCE"; system = "SYSTEM"; builder = "/bin/sh"; args = [ "-c" script ];
    };
    leaf = make "leaf" "echo leaf >$out";
  in {
    packages.SYSTEM.top = make "top" "echo ${make "middle" "echo ${leaf} $out >$out"} >$out";
    packages.SYSTEM.leaf = leaf;
  };
}
`
	withEach(t, func(t *testing.T, n realNix) {
		s := staged(t, nativeFlake(flake))
		targets := evaluated(t, n.Nix, s, rig.System(), "top", "leaf")
		if _, err := n.Build(t.Context(), Request{Staged: s, Targets: targets}, nil); err != nil {
			t.Fatal(err)
		}
		top, leaf := targets[0].Out, targets[1].Out
		graph, err := n.References(t.Context(), []string{top, top})
		if err != nil || len(graph) != 3 {
			t.Fatalf("graph %v, error %v", graph, err)
		}
		middle := graph[top].References[0]
		if want := slices.Sorted(slices.Values([]string{middle, leaf})); !slices.Equal(graph[middle].References, want) || graph[leaf].NarSize != 120 {
			t.Errorf("graph %v", graph)
		}
		if _, err := n.References(t.Context(), []string{"/nix/store/00000000000000000000000000000000-none"}); err == nil {
			t.Error("a path that is not there has references")
		}

		all := slices.Sorted(maps.Keys(graph))
		if bad, err := n.Verify(t.Context(), all); err != nil || len(bad) != 0 {
			t.Errorf("modified %v, error %v", bad, err)
		}
		for _, p := range []string{leaf, middle} {
			f := n.rig.OnDisk(p)
			if err := os.Chmod(f, 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(f, []byte("tampered with\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		bad, err := n.Verify(t.Context(), all)
		var paths []string
		for _, m := range bad {
			paths = append(paths, m.Path)
			if !strings.HasPrefix(m.Want, "sha256:") || !strings.HasPrefix(m.Got, "sha256:") || m.Want == m.Got {
				t.Errorf("modified: %+v", m)
			}
		}
		if want := slices.Sorted(slices.Values([]string{leaf, middle})); err != nil || !slices.Equal(paths, want) {
			t.Errorf("modified %q, error %v; want %q", paths, err, want)
		}
		if _, err := n.Verify(t.Context(), []string{"/nix/store/00000000000000000000000000000000-none"}); err == nil {
			t.Error("a path that is not there is as it was")
		}
		// No later run shall find what was spoiled.
		if _, err := n.rig.Run(rigCache(t), nil, "nix-store", "--delete", "--ignore-liveness", top, middle, leaf); err != nil {
			t.Error(err)
		}
	})
}
