package fetch

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

const facts = `lastModified=1709348645 narHash="` + sampleHash + `" `

func TestGithub(t *testing.T) {
	l := newLab(t)
	l.pages("api.github.com", map[string]string{
		"/repos/NixOS/nixpkgs/commits/HEAD":          `{"sha":"` + revA + `","commit":{"tree":{"sha":"` + revB + `"}}}`,
		"/repos/NixOS/nixpkgs/commits/a%25b%23c&d=e": `{"sha":"` + revB + `"}`,
		"/repos/NixOS/nixpkgs/commits/feature/a+b":   `{"sha":"` + revB + `"}`,
	})
	l.pages("github.com", map[string]string{
		"/NixOS/nixpkgs/archive/" + revA + ".tar.gz": "-> https://codeload.github.com/NixOS/nixpkgs/tar.gz/" + revA,
		"/NixOS/nixpkgs/archive/" + revB + ".tar.gz": archive(t, sample),
	})
	l.pages("codeload.github.com", map[string]string{"/NixOS/nixpkgs/tar.gz/" + revA: archive(t, sample)})

	fetched := l.fetch("github:NixOS/nixpkgs?dir=sub")
	wantLocked(t, fetched, facts+`owner="NixOS" repo="nixpkgs" rev="`+revA+`" type="github"`)
	l.wantURLs("https://api.github.com/repos/NixOS/nixpkgs/commits/HEAD",
		"https://github.com/NixOS/nixpkgs/archive/"+revA+".tar.gz", "https://codeload.github.com/NixOS/nixpkgs/tar.gz/"+revA)
	if text := string(fetched.Files["sub/flake.lock"]); text != "{}\n" || len(fetched.Files) != 2 {
		t.Errorf("files %q", fetched.Files)
	}
	if fetched.Moving != "the default branch" || fetched.Dir != "" {
		t.Errorf("moving %q, dir %q", fetched.Moving, fetched.Dir)
	}

	l.forget()
	fetched = l.fetch("github:NixOS/nixpkgs/feature/a+b")
	wantLocked(t, fetched, facts+`owner="NixOS" repo="nixpkgs" rev="`+revB+`" type="github"`)
	l.wantURLs("https://api.github.com/repos/NixOS/nixpkgs/commits/feature/a+b", "https://github.com/NixOS/nixpkgs/archive/"+revB+".tar.gz")
	if fetched.Moving != "branch or tag feature/a+b" {
		t.Errorf("moving %q", fetched.Moving)
	}

	l.tree(lock.Attrs{}.With(map[string]string{"type": "github", "owner": "NixOS", "repo": "nixpkgs", "ref": "a%b#c&d=e"}))

	l.forget()
	fetched = l.fetch("github:NixOS/nixpkgs/" + strings.ToUpper(revB))
	wantLocked(t, fetched, facts+`owner="NixOS" repo="nixpkgs" rev="`+revB+`" type="github"`)
	l.wantURLs("https://github.com/NixOS/nixpkgs/archive/" + revB + ".tar.gz")
	if fetched.Moving != "" {
		t.Errorf("a commit is moving: %q", fetched.Moving)
	}
}

func TestGithubTokens(t *testing.T) {
	archived := archive(t, sample)
	serve := func(l *lab) {
		l.pages("api.github.com", map[string]string{
			"/repos/o/r/commits/HEAD":    `{"sha":"` + revA + `"}`,
			"/repos/o/r/tarball/" + revA: "-> https://codeload.github.com/signed",
		})
		l.pages("codeload.github.com", map[string]string{"/signed": archived})
	}
	for name, test := range map[string]struct {
		env, conf map[string]string
		want      string
	}{
		"nix.conf":     {conf: map[string]string{"etc/nix.conf": "flake-registry =\naccess-tokens = github.com=tokenA1"}, env: map[string]string{"GITHUB_TOKEN": "tokenB2"}, want: "token tokenA1"},
		"user's":       {conf: map[string]string{".config/nix/nix.conf": "extra-access-tokens = github.com=tokenC3"}, want: "token tokenC3"},
		"GITHUB_TOKEN": {env: map[string]string{"GITHUB_TOKEN": "tokenB2", "GH_TOKEN": "tokenD4"}, want: "token tokenB2"},
		"GH_TOKEN":     {env: map[string]string{"GH_TOKEN": "tokenD4", "GITLAB_TOKEN": "no"}, want: "token tokenD4"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			serve(l)
			for file, text := range test.conf {
				l.write(file, text)
			}
			for name, value := range test.env {
				l.env[name] = value
			}
			l.fetch("github:o/r")
			l.wantURLs("https://api.github.com/repos/o/r/commits/HEAD", "https://api.github.com/repos/o/r/tarball/"+revA, "https://codeload.github.com/signed")
			for i, want := range []string{test.want, test.want, ""} {
				if got := l.asked[i].header.Get("Authorization"); got != want {
					t.Errorf("Authorization of %s is %q, want %q", l.asked[i].url, got, want)
				}
			}
		})
	}
}

func TestGithubEnterprise(t *testing.T) {
	l := newLab(t)
	l.write("etc/nix.conf", "access-tokens = git.example.org=secretE github.com=other")
	l.pages("git.example.org", map[string]string{
		"/api/v3/repos/o/r/commits/main":    `{"sha":"` + revA + `"}`,
		"/api/v3/repos/o/r/tarball/" + revA: archive(t, sample),
	})
	fetched := l.fetch("github:o/r?ref=main&host=git.example.org")
	wantLocked(t, fetched, `host="git.example.org" `+facts+`owner="o" repo="r" rev="`+revA+`" type="github"`)
	if got := l.asked[1].header.Get("Authorization"); got != "token secretE" {
		t.Errorf("Authorization %q", got)
	}
}

func TestGitlab(t *testing.T) {
	pages := func() map[string]string {
		return map[string]string{
			"/api/v4/projects/o%2Fr/repository/commits?ref_name=HEAD":          `[{"id":"` + revA + `"},{"id":"` + revB + `"}]`,
			"/api/v4/projects/g%2Fs%2Fr/repository/commits?ref_name=v1/x%2By":  `[{"id":"` + revB + `"}]`,
			"/api/v4/projects/o%2Fr/repository/commits?ref_name=none":          `[]`,
			"/api/v4/projects/o%2Fr/repository/commits?ref_name=odd":           `{"message":"no"}`,
			"/api/v4/projects/o%2Fr/repository/archive.tar.gz?sha=" + revA:     archive(t, sample),
			"/api/v4/projects/g%2Fs%2Fr/repository/archive.tar.gz?sha=" + revB: archive(t, sample),
		}
	}
	l := newLab(t)
	l.pages("gitlab.com", pages())
	wantLocked(t, l.fetch("gitlab:o/r"), facts+`owner="o" repo="r" rev="`+revA+`" type="gitlab"`)
	nested := lock.Attrs{}.With(map[string]string{"type": "gitlab", "owner": "g%2Fs", "repo": "r", "ref": "v1/x+y"})
	wantLocked(t, l.tree(nested), facts+`owner="g%2Fs" repo="r" rev="`+revB+`" type="gitlab"`)
	wantError[*MissingError](t, l.failure("gitlab:o/r/none"), "gitlab:o/r/none: there is no branch or tag none")
	wantText(t, l.failure("gitlab:o/r/odd"), "names no commit")

	for token, want := range map[string][2]string{
		"OAuth2:s3cret1":    {"Authorization", "Bearer s3cret1"},
		"PAT:s3cret2":       {"Private-Token", "s3cret2"},
		"JOB-TOKEN:s3cret3": {"Job-Token", "s3cret3"},
	} {
		l := newLab(t)
		l.write("etc/nix.conf", "access-tokens = gitlab.com="+token)
		l.pages("gitlab.com", pages())
		l.fetch("gitlab:o/r")
		for _, a := range l.asked {
			if got := a.header.Get(want[0]); got != want[1] {
				t.Errorf("with %s the header %s is %q", token, want[0], got)
			}
		}
	}
	for _, token := range []string{"s3cretAlone", "no name:s3cret", ":s3cret"} {
		l := newLab(t)
		l.write("etc/nix.conf", "access-tokens = gitlab.com="+strings.ReplaceAll(token, " ", "\u00a0"))
		err := l.failure("gitlab:o/r")
		wantText(t, err, "PAT:TOKEN")
		if strings.Contains(err.Error(), "s3cret") {
			t.Errorf("the token leaks: %v", err)
		}
	}
}

func TestSourcehut(t *testing.T) {
	l := newLab(t)
	refs := revB + "\trefs/heads/other\n" + revA + "\trefs/heads/main\n" + revB + "\trefs/tags/v1\n"
	l.pages("git.sr.ht", map[string]string{
		"/~o/r/HEAD":                        "ref: refs/heads/main\n",
		"/~o/r/info/refs":                   refs,
		"/~o/detached/HEAD":                 revA + "\n",
		"/~o/r/archive/" + revA + ".tar.gz": archive(t, sample),
		"/~o/r/archive/" + revB + ".tar.gz": archive(t, sample),
	})
	wantLocked(t, l.fetch("sourcehut:~o/r"), facts+`owner="~o" repo="r" rev="`+revA+`" type="sourcehut"`)
	l.wantURLs("https://git.sr.ht/~o/r/HEAD", "https://git.sr.ht/~o/r/info/refs", "https://git.sr.ht/~o/r/archive/"+revA+".tar.gz")
	wantLocked(t, l.fetch("sourcehut:~o/r/v1"), facts+`owner="~o" repo="r" rev="`+revB+`" type="sourcehut"`)
	wantError[*MissingError](t, l.failure("sourcehut:~o/r/v.1"), "branch or tag v.1")
	wantError[*MissingError](t, l.failure("sourcehut:~o/detached"), "name a branch or a commit")
}

func TestForgeRefusals(t *testing.T) {
	status := func(code int, body string, headers ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(headers); i += 2 {
				w.Header().Set(headers[i], headers[i+1])
			}
			w.WriteHeader(code)
			_, _ = w.Write([]byte(body))
		}
	}
	get := func(t *testing.T, token string, handle http.HandlerFunc) error {
		l := newLab(t)
		l.env["GITHUB_TOKEN"] = token
		l.host("api.github.com", handle)
		err := l.failure("github:o/r/gone")
		if token != "" && strings.Contains(err.Error(), token) {
			t.Errorf("the token leaks: %v", err)
		}
		return err
	}
	t.Run("no such repository", func(t *testing.T) {
		err := get(t, "", status(404, `{"message":"Not Found"}`))
		wantError[*MissingError](t, err, "github:o/r/gone: there is no repository o/r at github.com, or in it no branch or tag gone; if the repository is private", "GITHUB_TOKEN", "access-tokens = github.com=TOKEN")
	})
	t.Run("no such branch", func(t *testing.T) {
		err := get(t, "", status(422, `{"message":"No commit found for SHA: gone"}`))
		wantError[*MissingError](t, err, "there is no branch or tag gone")
	})
	t.Run("bad token", func(t *testing.T) {
		err := get(t, "s3cret-token", status(401, `{"message":"Bad credentials for s3cret-token"}`))
		wantError[*RefusedError](t, err, "api.github.com refuses access", "401 Unauthorized", "taken from GITHUB_TOKEN")
	})
	t.Run("forbidden", func(t *testing.T) {
		err := get(t, "", status(403, `no JSON`))
		wantError[*RefusedError](t, err, "403 Forbidden", "if the repository is private")
	})
	t.Run("rate limit", func(t *testing.T) {
		for _, code := range []int{403, 429} {
			err := get(t, "", status(code, `{}`, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1700000000"))
			limit := wantError[*RateLimitError](t, err, "22:13 UTC on 2023-11-14", "GITHUB_TOKEN")
			if !limit.Reset.Equal(time.Unix(1700000000, 0)) {
				t.Errorf("reset %v", limit.Reset)
			}
		}
		err := get(t, "s3cret-token", status(429, `{}`, "X-RateLimit-Remaining", "0"))
		wantError[*RateLimitError](t, err, "too many requests")
		if strings.Contains(err.Error(), "GITHUB_TOKEN") {
			t.Errorf("advice that was followed already: %v", err)
		}
	})
	t.Run("odd answers", func(t *testing.T) {
		for _, body := range []string{"", "{}", "[]", `{"sha":"master"}`, `{"sha":5}`, "\x00", strings.Repeat("[", 100000)} {
			wantText(t, get(t, "", status(200, body)), "names no commit")
		}
	})
	t.Run("hostile words", func(t *testing.T) {
		err := get(t, "", status(403, `{"message":"\u001b[31m`+strings.Repeat("long ", 1000)+`"}`))
		if text := err.Error(); len(text) > 700 || strings.Contains(text, "\x1b") {
			t.Errorf("the server's words are shown as %q", text)
		}
	})
}

// What an attribute set of a dependency says must not change the meaning of an
// address.
func TestForgeNames(t *testing.T) {
	l := newLab(t)
	for _, names := range []map[string]string{
		{"owner": "o/../x", "repo": "r"}, {"owner": "o", "repo": "r?x=y"}, {"owner": "o", "repo": ".."}, {"owner": "o#", "repo": "r"},
		{"owner": "o", "repo": "r", "host": "evil.org/x"}, {"owner": "o", "repo": "r", "host": "user@evil.org"}, {"owner": "o", "repo": "r", "ref": "a..b"},
		{"owner": "o%3fx", "repo": "r"}, {"owner": "o", "repo": "r\\..\\x"}, {"owner": "o", "repo": "r", "ref": "-x"}, {"owner": "o", "repo": "r", "rev": "abc"},
		{"owner": "o\r\nX: y", "repo": "r"}, {"owner": "o"}, {"owner": "o", "repo": "r", "submodules": "x"}, {"owner": "o", "repo": "r", "narHash": "sha256-x"},
	} {
		names["type"] = "github"
		fetched, err := l.fetcher().Tree(context.Background(), lock.Attrs{}.With(names))
		if err == nil {
			t.Errorf("%v gives %v", names, fetched.Locked)
		}
	}
	l.wantURLs()
}
