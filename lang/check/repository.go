package check

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// The grammar of repositories is that of the distribution project's references.
var (
	hostExp = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$`)
	})
	partExp = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$`) })
)

// isRepository accepts a repository with or without a registry in front.
func isRepository(s string) bool {
	host, path := splitHost(s)
	if len(s) > 255 || host != "" && !hostExp().MatchString(host) {
		return false
	}
	return !slices.ContainsFunc(strings.Split(path, "/"), func(part string) bool { return !partExp().MatchString(part) })
}

// splitHost takes the first part for a registry when it looks like one: it has
// a dot, a port or capital letters, or is localhost.
func splitHost(s string) (host, path string) {
	first, rest, more := strings.Cut(s, "/")
	if more && (strings.ContainsAny(first, ".:") || first == "localhost" || first != strings.ToLower(first)) {
		return first, rest
	}
	return "", s
}

// canonical is the repository in full, by which two of them are compared.
func canonical(repository string) string {
	const hub = "docker.io"
	host, path := splitHost(repository)
	switch host = strings.ToLower(host); host {
	case "", "index.docker.io", "registry-1.docker.io":
		host = hub
	}
	if host == hub && !strings.Contains(path, "/") {
		path = "library/" + path
	}
	return host + "/" + path
}
