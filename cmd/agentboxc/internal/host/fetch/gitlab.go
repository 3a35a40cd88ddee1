package fetch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

func gitlabCommit(ctx context.Context, s *site, ref string) (string, error) {
	// Nix sends a plus sign as it is, which means a space there.
	name := strings.ReplaceAll(url.QueryEscape(ref), "%2F", "/")
	address := fmt.Sprintf("https://%s/api/v4/projects/%s%%2F%s/repository/commits?ref_name=%s", s.host, s.owner, s.repo, name)
	text, err := s.answer(ctx, address, branch(ref))
	if err != nil {
		return "", err
	}
	var commits []struct{ ID string }
	err = json.Unmarshal(text, &commits)
	switch {
	case err == nil && len(commits) == 0:
		return "", &MissingError{Ref: s.name, What: branch(ref)}
	case err != nil || len(commits[0].ID) != 40 || !isRev(commits[0].ID):
		return "", fmt.Errorf("%s: asking %s for the %s: the answer names no commit", s.name, s.host, branch(ref))
	}
	return commits[0].ID, nil
}

func gitlabArchive(s *site, rev string) string {
	return fmt.Sprintf("https://%s/api/v4/projects/%s%%2F%s/repository/archive.tar.gz?sha=%s", s.host, s.owner, s.repo, rev)
}

var headerName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9-]+$`) })

// gitlabHeader reads KIND:TOKEN. A kind that is neither OAuth2 nor PAT is the
// name of a header, such as JOB-TOKEN.
func gitlabHeader(token string) (header, error) {
	kind, value, ok := cutToken(token)
	switch {
	case !ok || !headerName().MatchString(kind):
		return header{}, errors.New("it does not say of which kind it is; write PAT:TOKEN or OAuth2:TOKEN")
	case kind == "OAuth2":
		return header{"Authorization", "Bearer " + value}, nil
	case kind == "PAT":
		return header{"Private-Token", value}, nil
	}
	return header{kind, value}, nil
}

func cutToken(token string) (kind, value string, ok bool) { return strings.Cut(token, ":") }
