package query

import (
	"net/url"
	"strings"
)

// webAddress is where a person can look at what a flake reference or an address
// names; "" where there is no such place.
func webAddress(ref string) string {
	scheme, rest, _ := strings.Cut(ref, ":")
	switch scheme {
	case "github":
		return forge("https://github.com", rest, "/tree/")
	case "gitlab":
		return forge("https://gitlab.com", rest, "/-/tree/")
	case "sourcehut":
		return forge("https://git.sr.ht", rest, "/tree/")
	case "https", "http":
		return checked(ref)
	case "git+https", "git+http", "tarball+https", "tarball+http", "file+https", "file+http":
		_, address, _ := strings.Cut(ref, "+")
		address, _, _ = strings.Cut(address, "?")
		return checked(address)
	}
	return ""
}

// forge is the page of owner/repository, of owner/repository/branch when there is
// a branch.
func forge(host, path, tree string) string {
	path, query, _ := strings.Cut(path, "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		return ""
	}
	if other := values.Get("host"); other != "" {
		host = "https://" + other
	}
	parts := strings.SplitN(path, "/", 3)
	if len(parts) < 2 || parts[0] == "" || parts[1] == "" {
		return ""
	}
	address := host + "/" + parts[0] + "/" + parts[1]
	if len(parts) == 3 && parts[2] != "" {
		address += tree + parts[2]
	}
	return checked(address)
}

func checked(address string) string {
	if u, err := url.Parse(address); err != nil || u.Host == "" {
		return ""
	}
	return address
}
