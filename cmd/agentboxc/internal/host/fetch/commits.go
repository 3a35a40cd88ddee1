package fetch

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

// Commits counts the commits from one locked reference to another of the same
// repository; the number is negative when the new one is older. It is not known
// when counting would cost a download, when neither commit comes after the other,
// and when the forge does not answer.
func (f *Fetcher) Commits(ctx context.Context, from, to lock.Attrs) (n int, known bool) {
	if !sameRepository(from, to) || f.offline {
		return 0, false
	}
	switch from.Text("type") {
	case "github":
		j := f.newJob(to)
		defer j.finish()
		n, err := j.countGithub(ctx, from.Text("rev"), to.Text("rev"))
		return n, err == nil
	case "git":
		before, after := number(from, "revCount"), number(to, "revCount")
		if before == nil || after == nil {
			return 0, false
		}
		return int(*after - *before), true
	}
	return 0, false
}

// sameRepository reports whether both references are to commits of one
// repository.
func sameRepository(from, to lock.Attrs) bool {
	if !isRev(from.Text("rev")) || !isRev(to.Text("rev")) {
		return false
	}
	for _, name := range []string{"type", "host", "owner", "repo", "url"} {
		if from.Text(name) != to.Text(name) {
			return false
		}
	}
	return true
}

func number(ref lock.Attrs, name string) *int64 {
	n, err := strconv.ParseInt(ref.Text(name), 10, 64)
	if err != nil {
		return nil
	}
	return &n
}

func (j *job) countGithub(ctx context.Context, from, to string) (int, error) {
	s, err := j.newSite()
	if err != nil {
		return 0, err
	}
	// The second page has the numbers, and not the changes.
	address := fmt.Sprintf("https://%s/repos/%s/%s/compare/%s...%s?page=2&per_page=1", s.githubAPI(), s.owner, s.repo, from, to)
	text, err := s.answer(ctx, address, "comparison")
	if err != nil {
		return 0, err
	}
	var compared struct {
		Status string
		Ahead  *int `json:"ahead_by"`
		Behind *int `json:"behind_by"`
	}
	if err := json.Unmarshal(text, &compared); err != nil {
		return 0, fmt.Errorf("reading a comparison: %w", err)
	}
	switch {
	case compared.Ahead == nil || compared.Behind == nil:
	case *compared.Behind == 0:
		return *compared.Ahead, nil
	case *compared.Ahead == 0:
		return -*compared.Behind, nil
	}
	return 0, fmt.Errorf("comparing %s and %s: neither comes after the other", from, to)
}

// CompareURL is the page that shows the changes from one locked reference to
// another of the same repository, or "" where the forge has none.
func CompareURL(from, to lock.Attrs) string {
	kind := from.Text("type")
	if !sameRepository(from, to) || kind != "github" && kind != "gitlab" { // sourcehut has none
		return ""
	}
	host := from.Text("host")
	if host == "" {
		host = forges[kind].host
	}
	path := "/compare/"
	if kind == "gitlab" {
		path = "/-/compare/"
	}
	owner := strings.NewReplacer("%2F", "/", "%2f", "/").Replace(from.Text("owner"))
	page := url.URL{Scheme: "https", Host: host, Path: "/" + owner + "/" + from.Text("repo") + path + from.Text("rev") + "..." + to.Text("rev")}
	return page.String()
}
