package fetch

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
)

// githubCommit asks the API, as Nix does.
func githubCommit(ctx context.Context, s *site, ref string) (string, error) {
	name := (&url.URL{Path: ref}).EscapedPath()
	address := fmt.Sprintf("https://%s/repos/%s/%s/commits/%s", s.githubAPI(), s.owner, s.repo, name)
	text, err := s.answer(ctx, address, branch(ref))
	if err != nil {
		return "", err
	}
	var commit struct{ SHA string }
	if err := json.Unmarshal(text, &commit); err != nil || len(commit.SHA) != 40 || !isRev(commit.SHA) {
		return "", fmt.Errorf("%s: asking %s for the %s: the answer names no commit", s.name, s.host, branch(ref))
	}
	return commit.SHA, nil
}

// githubArchive uses the API only with a token, because it counts requests.
func githubArchive(s *site, rev string) string {
	if s.host == "github.com" && s.tokenFrom == "" {
		return fmt.Sprintf("https://%s/%s/%s/archive/%s.tar.gz", s.host, s.owner, s.repo, rev)
	}
	return fmt.Sprintf("https://%s/repos/%s/%s/tarball/%s", s.githubAPI(), s.owner, s.repo, rev)
}

func githubHeader(token string) (header, error) {
	return header{"Authorization", "token " + token}, nil
}

// githubAPI is where the API is, at github.com and at other hosts.
func (s *site) githubAPI() string {
	if s.host == "github.com" {
		return "api.github.com"
	}
	return s.host + "/api/v3"
}

// branch names for people what is asked for under a name.
func branch(ref string) string {
	if ref == "HEAD" {
		return "default branch"
	}
	return "branch or tag " + ref
}
