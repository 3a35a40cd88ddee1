package fetch

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"strings"
)

// sourcehutCommit reads what git's plain HTTP protocol shows of a repository.
func sourcehutCommit(ctx context.Context, s *site, ref string) (string, error) {
	base := fmt.Sprintf("https://%s/%s/%s", s.host, s.owner, s.repo)
	wanted := []string{"refs/heads/" + ref, "refs/tags/" + ref}
	if ref == "HEAD" {
		text, err := s.answer(ctx, base+"/HEAD", branch(ref))
		if err != nil {
			return "", err
		}
		line, _, _ := strings.Cut(string(text), "\n")
		target, ok := strings.CutPrefix(line, "ref:")
		if !ok {
			return "", &MissingError{Ref: s.name, What: branch(ref), Advice: "name a branch or a commit"}
		}
		wanted = []string{strings.TrimSpace(target)}
	}
	text, err := s.answer(ctx, base+"/info/refs", branch(ref))
	if err != nil {
		return "", err
	}
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		rev, name, _ := strings.Cut(lines.Text(), "\t")
		for _, w := range wanted {
			if name == w && len(rev) == 40 && isRev(rev) {
				return rev, nil
			}
		}
	}
	return "", &MissingError{Ref: s.name, What: branch(ref)}
}

func sourcehutArchive(s *site, rev string) string {
	return fmt.Sprintf("https://%s/%s/%s/archive/%s.tar.gz", s.host, s.owner, s.repo, rev)
}

func sourcehutHeader(token string) (header, error) {
	return header{"Authorization", "Bearer " + token}, nil
}
