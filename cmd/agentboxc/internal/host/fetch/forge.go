package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/tree"
)

// maxAnswer is a size that no answer of an API comes near.
const maxAnswer = 8 << 20

// forge is a kind of site for git repositories that gives archives of commits.
type forge struct {
	host string // where nothing else is said
	// commit finds the commit that a branch or tag is at, "HEAD" for the default
	// branch.
	commit func(ctx context.Context, s *site, ref string) (rev string, err error)
	// archive is the address of the archive of a commit.
	archive func(s *site, rev string) string
	// header is how an access token is shown.
	header func(token string) (header, error)
}

var forges = map[string]forge{
	"github":    {host: "github.com", commit: githubCommit, archive: githubArchive, header: githubHeader},
	"gitlab":    {host: "gitlab.com", commit: gitlabCommit, archive: gitlabArchive, header: gitlabHeader},
	"sourcehut": {host: "git.sr.ht", commit: sourcehutCommit, archive: sourcehutArchive, header: sourcehutHeader},
}

// site is a repository at a forge.
type site struct {
	*job
	kind              forge
	host, owner, repo string
	secret            header
	tokenFrom         string // where the token was found, or ""
}

var nameSyntax = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:[A-Za-z0-9._~-]|%2[Ff])+$`) })

// newSite makes sure that nothing of the reference can change the meaning of a
// URL that it becomes part of.
func (j *job) newSite() (*site, error) {
	s := &site{job: j, kind: forges[j.ref.Text("type")], host: j.ref.Text("host"), owner: j.ref.Text("owner"), repo: j.ref.Text("repo")}
	if s.host == "" {
		s.host = s.kind.host
	}
	if !hostSyntax().MatchString(s.host) {
		return nil, fmt.Errorf("%s: %q is not the name of a host", j.name, s.host)
	}
	for _, name := range []string{s.owner, s.repo} {
		if !nameSyntax().MatchString(name) || name == "." || name == ".." {
			return nil, fmt.Errorf("%s: %q is not the name of an owner or a repository; at gitlab a group inside another is written GROUP%%2FSUBGROUP", j.name, name)
		}
	}
	conf, err := j.settings()
	if err != nil {
		return nil, err
	}
	token, from := conf.token(s.host)
	if from == "" {
		return s, nil
	}
	s.tokenFrom = from
	if s.secret, err = s.kind.header(token); err != nil {
		return nil, fmt.Errorf("using the token for %s that stands in %s: %w", s.host, from, err)
	}
	return s, nil
}

// forge fetches from github, gitlab or sourcehut.
func (j *job) forge(ctx context.Context) (*found, error) {
	s, err := j.newSite()
	if err != nil {
		return nil, err
	}
	rev := strings.ToLower(j.ref.Text("rev"))
	if rev == "" {
		ref := j.ref.Text("ref")
		if ref == "" {
			ref = "HEAD"
		}
		if rev, err = s.kind.commit(ctx, s, ref); err != nil {
			return nil, err
		}
	}
	locked := j.ref.Without("ref").With(map[string]string{"rev": rev})
	if f := j.cached(locked); f != nil {
		return f, nil
	}
	contents, _, err := j.download(ctx, request{url: s.kind.archive(s, rev), secret: s.secret}, tree.ReadArchive)
	if err != nil {
		return nil, s.explain(err, "commit "+rev)
	}
	locked = locked.With(map[string]string{"narHash": contents.NarHash}).WithNumber("lastModified", contents.LastModified)
	return &found{locked: locked, files: contents.Files}, nil
}

// answer reads a small answer of the forge.
func (s *site) answer(ctx context.Context, url, wanted string) ([]byte, error) {
	var text []byte
	_, err := s.get(ctx, request{url: url, limit: maxAnswer, secret: s.secret}, func(r io.Reader) (err error) {
		text, err = io.ReadAll(r)
		return err
	})
	if err != nil {
		return nil, s.explain(err, wanted)
	}
	return text, nil
}

// explain says what a refusal means when something was asked for.
func (s *site) explain(err error, wanted string) error {
	status := (*statusError)(nil)
	if !errors.As(err, &status) {
		return err
	}
	said := s.hide.scrub(status.Error())
	switch code := status.code(); {
	case status.isRateLimit() || code == http.StatusTooManyRequests:
		return &RateLimitError{Ref: s.name, Host: status.host, Reset: status.reset(), Advice: s.rateAdvice()}
	case code == http.StatusUnauthorized || code == http.StatusForbidden:
		return &RefusedError{Ref: s.name, Host: status.host, Reason: said, Advice: s.accessAdvice()}
	case code == http.StatusUnprocessableEntity: // github's word for a branch that it does not have
		return &MissingError{Ref: s.name, What: wanted}
	case code == http.StatusNotFound:
		return &MissingError{Ref: s.name, What: fmt.Sprintf("repository %s/%s at %s, or in it no %s", s.owner, s.repo, s.host, wanted), Advice: s.accessAdvice()}
	}
	return fmt.Errorf("%s: asking %s for the %s: %s", s.name, status.host, wanted, said)
}

func (s *site) rateAdvice() string {
	if s.tokenFrom == "" {
		return "more are allowed with an access token: " + s.howToGive()
	}
	return ""
}

func (s *site) accessAdvice() string {
	if s.tokenFrom == "" {
		return "if the repository is private, give an access token: " + s.howToGive()
	}
	return "the access token was taken from " + s.tokenFrom + "; it may have expired, or not be for this repository"
}

// howToGive is the way to give an access token.
func (s *site) howToGive() string {
	form := s.host + "=" + map[string]string{"gitlab": "PAT:"}[s.ref.Text("type")] + "TOKEN"
	if s.host == "github.com" {
		return "set GITHUB_TOKEN, or write `access-tokens = " + form + "` into nix.conf"
	}
	return "write `access-tokens = " + form + "` into nix.conf"
}
