package fetch

import (
	"fmt"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

// registryText makes a registry of lines FROM > TO, with references as in
// flake.nix; a line that starts with = is exact.
func registryText(t *testing.T, lines ...string) string {
	t.Helper()
	object := func(text string) string {
		attrs, err := lock.Reference(text, true)
		if err != nil {
			t.Fatal(err)
		}
		var parts []string
		for _, a := range attrs {
			parts = append(parts, fmt.Sprintf("%q:%q", a.Name, a.Text))
		}
		return "{" + strings.Join(parts, ",") + "}"
	}
	var flakes []string
	for _, line := range lines {
		line, exact := strings.CutPrefix(line, "=")
		from, to, _ := strings.Cut(line, " > ")
		flakes = append(flakes, fmt.Sprintf(`{"exact":%v,"from":%s,"to":%s}`, exact, object(from), object(to)))
	}
	return `{"version":2,"flakes":[` + strings.Join(flakes, ",") + `]}`
}

func TestRegistries(t *testing.T) {
	l := newLab(t)
	l.write("etc/nix.conf", "flake-registry = https://registry.example.org/r.json")
	l.write(".config/nix/registry.json", registryText(t, "mine > github:user/mine", "both > github:user/both"))
	l.write("etc/registry.json", registryText(t, "both > github:system/both", "chain > other/v2", "github:user/moved > github:system/there?dir=d"))
	l.pages("registry.example.org", map[string]string{"/r.json": registryText(t,
		"nixpkgs > github:NixOS/nixpkgs/nixpkgs-unstable", "other > gitlab:global/other", "dir > github:global/dir?dir=sub/flake",
		"=pinned/stable > github:global/stable", "circle > circle2", "circle2 > circle", "=self > self/x",
		"moved > github:user/moved", "repo > git+https://files.example.org/repo?ref=main", "bare > git+https://files.example.org/repo",
		"tar > https://files.example.org/x.tar.gz", "gone > hg+https://files.example.org/repo")})
	f := l.fetcher()
	for text, want := range map[string]string{
		"mine":                 "github:user/mine",
		"both":                 "github:user/both",
		"nixpkgs":              "github:NixOS/nixpkgs/nixpkgs-unstable",
		"nixpkgs/nixos-25.05":  "github:NixOS/nixpkgs/nixos-25.05",
		"nixpkgs/" + revA:      "github:NixOS/nixpkgs/" + revA,
		"chain":                "gitlab:global/other/v2",
		"dir":                  "github:global/dir sub/flake",
		"dir/main":             "github:global/dir/main sub/flake",
		"pinned/stable":        "github:global/stable",
		"pinned":               "there is no entry for \"pinned\" in the flake registries",
		"circle":               "lead in a circle",
		"self":                 "there is no entry for \"self\"",
		"moved":                "github:system/there d",
		"moved/main":           "github:system/there/main d",
		"unknown":              "write the full reference, such as github:OWNER/REPO",
		"flake:unknown":        "there is no entry",
		"nixpkgs/main/" + revA: "cannot be at both a branch and a commit",
		"repo/" + revA:         "git+https://files.example.org/repo?ref=main&rev=" + revA,
		"bare/" + revA:         "needs the name of its branch",
		"bare/x/" + revA:       "git+https://files.example.org/repo?ref=x&rev=" + revA,
		"tar":                  "https://files.example.org/x.tar.gz",
		"tar/main":             "has no branches",
	} {
		to, dir, err := f.resolve(t.Context(), ref(t, text))
		got := strings.TrimSpace(to.String() + " " + dir)
		if err != nil {
			got = err.Error()
		}
		if got != want && (err == nil || !strings.Contains(got, want)) {
			t.Errorf("%s leads to %s, want %s", text, got, want)
		}
	}
	l.wantURLs("https://registry.example.org/r.json")

	_, err := f.Tree(t.Context(), ref(t, "gone"))
	wantError[*UnsupportedError](t, err, "flake:gone leads to", "--with-nix")
	_, err = f.Tree(t.Context(), ref(t, "unknown"))
	wantError[*MissingError](t, err)
}

func TestRegistryDir(t *testing.T) {
	l := newLab(t)
	l.write(".config/nix/registry.json", registryText(t, "x > https://files.example.org/x.tar.gz?dir=sub"))
	l.pages("files.example.org", map[string]string{"/x.tar.gz": archive(t, sample)})
	fetched := l.fetch("x")
	wantLocked(t, fetched, `narHash="`+sampleHash+`" type="tarball" url="https://files.example.org/x.tar.gz"`)
	if fetched.Dir != "sub" {
		t.Errorf("dir %q", fetched.Dir)
	}
}

func TestRegistrySettings(t *testing.T) {
	good := registryText(t, "n > path:/nowhere")
	for name, test := range map[string]struct {
		conf, registry string
		want           string
	}{
		"none":        {"flake-registry =", "", "no entry"},
		"a path":      {"flake-registry = HOME/r.json", good, "/nowhere"},
		"forbidden":   {"flake-registry =\nuse-registries = false", "", "use-registries = false"},
		"usual":       {"", "", "channels.nixos.org cannot be reached"},
		"404":         {"flake-registry = https://x.example.org/gone", "", "404"},
		"damaged":     {"flake-registry = HOME/r.json", good[:len(good)-2], "it is damaged"},
		"empty":       {"flake-registry = HOME/r.json", " ", "it is damaged"},
		"version":     {"flake-registry = HOME/r.json", `{"version":3}`, "version 3"},
		"large":       {"flake-registry = HOME/r.json", strings.Repeat(" ", maxRegistry+1), "more than 8388608 bytes"},
		"odd entries": {"flake-registry = HOME/r.json", `{"version":2,"flakes":[{"from":{"type":"indirect","id":"n"},"to":{"type":"github","owner":["x"]}}]}`, `the attribute "owner" of a reference is neither`},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			l.pages("x.example.org", nil)
			l.write("etc/nix.conf", strings.ReplaceAll(test.conf, "HOME", l.home))
			if test.registry != "" {
				l.write("r.json", test.registry)
			}
			wantText(t, l.failure("n"), test.want)
		})
	}
}
