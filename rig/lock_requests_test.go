package rig_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/rig"
	"github.com/agentboxc/agentboxc/rig/forge"
)

// requestCases say what Nix asks the servers for, one request a line: the
// method where it is not GET, host and path, and what it shows itself by.
var requestCases = []struct {
	name     string
	inputs   string
	settings string // for nix.conf
	netrc    string
	asks     string // Nix 2.26
	asked    string // Nix 2.8, if that differs
}{
	{
		name:   "github",
		inputs: `a.url = "github:alice/leaf";`,
		asks: `
			api.github.com/repos/alice/leaf/commits/HEAD
			github.com/alice/leaf/archive/8806c1c.tar.gz
			codeload.github.com/alice/leaf/tar.gz/8806c1c`,
		asked: `
			api.github.com/repos/alice/leaf/commits/HEAD
			api.github.com/repos/alice/leaf/tarball/8806c1c
			codeload.github.com/alice/leaf/legacy.tar.gz/8806c1c`,
	},
	{
		name:   "github commit",
		inputs: `a.url = "github:alice/leaf/<<rev "alice/leaf" "one">>";`,
		asks: `
			github.com/alice/leaf/archive/8e844cd.tar.gz
			codeload.github.com/alice/leaf/tar.gz/8e844cd`,
		asked: `
			api.github.com/repos/alice/leaf/tarball/8e844cd
			codeload.github.com/alice/leaf/legacy.tar.gz/8e844cd`,
	},
	{
		// The token is not for the host that has the archives.
		name:     "github token",
		inputs:   `a.url = "github:alice/secret";`,
		settings: "access-tokens = github.com=" + forge.Token,
		asks: `
			api.github.com/repos/alice/secret/commits/HEAD token t0ken
			api.github.com/repos/alice/secret/tarball/402c018 token t0ken
			codeload.github.com/alice/secret/legacy.tar.gz/402c018?token=t0ken`,
	},
	{
		name:   "github host",
		inputs: `a.url = "github:alice/leaf?host=ghe.example.org";`,
		asks: `
			ghe.example.org/api/v3/repos/alice/leaf/commits/HEAD
			ghe.example.org/api/v3/repos/alice/leaf/tarball/8806c1c`,
		asked: `
			api.ghe.example.org/repos/alice/leaf/commits/HEAD
			api.ghe.example.org/repos/alice/leaf/tarball/8806c1c`,
	},
	{
		name:     "github host token",
		inputs:   `a.url = "github:alice/secret?host=ghe.example.org";`,
		settings: "access-tokens = ghe.example.org=" + forge.Token,
		asks: `
			ghe.example.org/api/v3/repos/alice/secret/commits/HEAD token t0ken
			ghe.example.org/api/v3/repos/alice/secret/tarball/402c018 token t0ken`,
		asked: `
			api.ghe.example.org/repos/alice/secret/commits/HEAD token t0ken
			api.ghe.example.org/repos/alice/secret/tarball/402c018 token t0ken`,
	},
	{
		name:   "gitlab",
		inputs: `a.url = "gitlab:alice/leaf/devel";`,
		asks: `
			gitlab.com/api/v4/projects/alice%2Fleaf/repository/commits?ref_name=devel
			gitlab.com/api/v4/projects/alice%2Fleaf/repository/archive.tar.gz?sha=5dd187b`,
	},
	{
		name:     "gitlab token",
		inputs:   `a.url = "gitlab:alice/secret";`,
		settings: "access-tokens = gitlab.com=PAT:" + forge.Token,
		asks: `
			gitlab.com/api/v4/projects/alice%2Fsecret/repository/commits?ref_name=HEAD t0ken
			gitlab.com/api/v4/projects/alice%2Fsecret/repository/archive.tar.gz?sha=402c018 t0ken`,
	},
	{
		name:     "gitlab OAuth",
		inputs:   `a.url = "gitlab:alice/secret";`,
		settings: "access-tokens = gitlab.com=OAuth2:" + forge.Token,
		asks: `
			gitlab.com/api/v4/projects/alice%2Fsecret/repository/commits?ref_name=HEAD Bearer t0ken
			gitlab.com/api/v4/projects/alice%2Fsecret/repository/archive.tar.gz?sha=402c018 Bearer t0ken`,
	},
	{
		name:   "sourcehut",
		inputs: `a.url = "sourcehut:~alice/leaf";`,
		asks: `
			git.sr.ht/~alice/leaf/HEAD
			git.sr.ht/~alice/leaf/info/refs
			git.sr.ht/~alice/leaf/archive/8806c1c.tar.gz`,
	},
	{
		// The first two find the branch.
		name:   "git",
		inputs: `a.url = "git+https://git.example.org/alice/master";`,
		asks: `
			git.example.org/alice/master/info/refs?service=git-upload-pack
			POST git.example.org/alice/master/git-upload-pack
			git.example.org/alice/master/info/refs?service=git-upload-pack
			POST git.example.org/alice/master/git-upload-pack`,
		asked: `
			git.example.org/alice/master/info/refs?service=git-upload-pack
			POST git.example.org/alice/master/git-upload-pack`,
	},
	{
		name:   "git netrc",
		inputs: `a.url = "git+https://git.example.org/alice/secret?ref=main";`,
		netrc:  "machine git.example.org login me password " + forge.Token,
		asks: `
			git.example.org/alice/secret/info/refs?service=git-upload-pack
			git.example.org/alice/secret/info/refs?service=git-upload-pack Basic bWU6dDBrZW4=
			POST git.example.org/alice/secret/git-upload-pack Basic bWU6dDBrZW4=`,
	},
	{
		name:   "tarball",
		inputs: `a.url = "https://files.example.org/moved.tar.gz";`,
		asks: `
			files.example.org/moved.tar.gz
			files.example.org/leaf.tar.gz`,
	},
	{
		name:   "indirect",
		inputs: `a.url = "leaf";`,
		asks: `
			channels.nixos.org/flake-registry.json
			api.github.com/repos/alice/leaf/commits/HEAD
			github.com/alice/leaf/archive/8806c1c.tar.gz
			codeload.github.com/alice/leaf/tar.gz/8806c1c`,
		asked: `
			github.com/NixOS/flake-registry/raw/master/flake-registry.json
			api.github.com/repos/alice/leaf/commits/HEAD
			api.github.com/repos/alice/leaf/tarball/8806c1c
			codeload.github.com/alice/leaf/legacy.tar.gz/8806c1c`,
	},
	{
		// One reference is fetched once, and one commit, too.
		name: "the same",
		inputs: `
			a.url = "github:alice/leaf";
			b.url = "github:alice/leaf";
			c.url = "github:alice/leaf/main";`,
		asks: `
			api.github.com/repos/alice/leaf/commits/HEAD
			github.com/alice/leaf/archive/8806c1c.tar.gz
			codeload.github.com/alice/leaf/tar.gz/8806c1c
			api.github.com/repos/alice/leaf/commits/main`,
		asked: `
			api.github.com/repos/alice/leaf/commits/HEAD
			api.github.com/repos/alice/leaf/tarball/8806c1c
			codeload.github.com/alice/leaf/legacy.tar.gz/8806c1c
			api.github.com/repos/alice/leaf/commits/main`,
	},
}

// TestLockRequests holds the forge to the servers that Nix knows: it must be
// asked by Nix, and by those who do as Nix does, in these ways.
func TestLockRequests(t *testing.T) {
	r := rig.Use(t)
	nixes := recorded(t, r)
	l := newLockRig(t, r)
	for _, c := range requestCases {
		for _, version := range versions {
			t.Run(c.name+" "+version, func(t *testing.T) {
				flake := lockCase{inputs: c.inputs}
				dir, home := l.place(t)
				l.fill(t, dir, flake)
				locker := l.locker(nixes[version], filepath.Join(home, version))
				locker.Settings = c.settings
				if err := os.WriteFile(filepath.Join(locker.Home, ".netrc"), []byte(c.netrc), 0o600); err != nil {
					t.Fatal(err)
				}
				l.forge.Reset()
				if _, err := locker.Lock(dir); err != nil {
					t.Fatal(err)
				}
				want := c.asks
				if version == "2.8" && c.asked != "" {
					want = c.asked
				}
				want = strings.TrimSpace(strings.ReplaceAll(want, "\n\t\t\t", "\n"))
				if got := asked(l.forge); got != want {
					t.Errorf("asked:\n%s\nwant:\n%s", got, want)
				}
			})
		}
	}
}

var commit = regexp.MustCompile(`[0-9a-f]{40}`)

// asked are the requests, one a line, without repetitions and with commits in
// short.
func asked(f *forge.Forge) string {
	var lines []string
	for _, r := range f.Requests() {
		line := r.Host + r.Path
		if r.Method != http.MethodGet {
			line = r.Method + " " + line
		}
		if r.Authorization != "" {
			line += " " + r.Authorization
		}
		lines = append(lines, commit.ReplaceAllStringFunc(line, func(rev string) string { return rev[:7] }))
	}
	return strings.Join(slices.Compact(lines), "\n")
}
