package publish

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/google/go-containerregistry/pkg/name"
)

// Target is where to push.
type Target struct {
	Repository string   // with its registry, such as "ghcr.io/acme/agents"
	Tags       []string // at least one
}

// String is the first of the target's names, as it is pulled by.
func (t Target) String() string {
	if len(t.Tags) == 0 {
		return t.Repository
	}
	return t.Repository + ":" + t.Tags[0]
}

// ParseTarget reads REGISTRY/REPOSITORY:TAG. Prefixes such as docker:// are the
// caller's.
func ParseTarget(text string) (Target, error) {
	if text == "" {
		return Target{}, wrongTarget(text, errors.New("it is empty"))
	}
	if scheme, rest, ok := strings.Cut(text, "://"); ok {
		return Target{}, wrongTarget(text, fmt.Errorf("it is written without %s://, as %s", scheme, rest))
	}
	if before, _, ok := strings.Cut(text, "@"); ok {
		return Target{}, wrongTarget(text, fmt.Errorf("an image is pushed under a tag and gets its digest from what is in it: write %s:TAG", before))
	}
	colon := strings.LastIndexByte(text, ':')
	if colon <= strings.LastIndexByte(text, '/') {
		return Target{}, wrongTarget(text, fmt.Errorf("the tag is missing: write %s:TAG", text))
	}
	t := Target{Repository: text[:colon], Tags: []string{text[colon+1:]}}
	_, _, err := t.resolve(false)
	return t, err
}

func wrongTarget(text string, err error) error {
	return fmt.Errorf("reading the target %q: %w", text, err)
}

// The grammar of OCI's distribution specification.
var (
	repositoryGrammar = sync.OnceValue(func() *regexp.Regexp {
		const part = `[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`
		return regexp.MustCompile(`^` + part + `(?:/` + part + `)*$`)
	})
	tagGrammar = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$`) })
)

// resolve checks the target. Tags that occur twice are taken once.
func (t Target) resolve(insecure bool) (name.Repository, []name.Tag, error) {
	repo, err := parseRepository(t.Repository, insecure)
	if err != nil {
		return name.Repository{}, nil, wrongTarget(t.String(), err)
	}
	if len(t.Tags) == 0 {
		return name.Repository{}, nil, wrongTarget(t.String(), errors.New("it has no tag; give it at least one"))
	}
	var tags []name.Tag
	for i, tag := range t.Tags {
		if !tagGrammar().MatchString(tag) {
			return name.Repository{}, nil, wrongTarget(t.String(),
				fmt.Errorf("%q is no tag: a tag has up to 128 letters, digits, dots, dashes and underscores, and starts with none of the first two signs", tag))
		}
		if !slices.Contains(t.Tags[:i], tag) {
			tags = append(tags, repo.Tag(tag))
		}
	}
	return repo, tags, nil
}

func parseRepository(text string, insecure bool) (name.Repository, error) {
	registry, path, ok := strings.Cut(text, "/")
	if !ok || registry != "localhost" && !strings.ContainsAny(registry, ".:") {
		return name.Repository{}, fmt.Errorf("it does not start with a registry, as docker.io/library/%s would", text)
	}
	switch {
	case path == "":
		return name.Repository{}, fmt.Errorf("it names no repository of %s", registry)
	case strings.ToLower(path) != path:
		return name.Repository{}, fmt.Errorf("names of repositories are in lower case: write %s/%s", registry, strings.ToLower(path))
	case !repositoryGrammar().MatchString(path) || len(path) > 255:
		return name.Repository{}, fmt.Errorf("%q is no name of a repository: it has up to 255 lower-case letters and digits, "+
			"with dots, dashes and underscores between them, in parts between slashes", path)
	}
	var options []name.Option
	if insecure {
		options = append(options, name.Insecure)
	}
	repo, err := name.NewRepository(text, options...)
	if err != nil {
		return name.Repository{}, fmt.Errorf("%q is no registry: it is a host, with or without a port", registry)
	}
	return repo, nil
}
