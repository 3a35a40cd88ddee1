package fetch

import (
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
)

var scpSyntax = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([^/]*)@(.*):(.*)$`) })

// gitURL makes a URL of the other forms that Nix takes for a repository's
// address: USER@HOST:PATH and a bare path.
func gitURL(address string) string {
	if m := scpSyntax().FindStringSubmatch(address); m != nil && !strings.HasPrefix(address, "/") {
		return "ssh://" + m[1] + "@" + m[2] + "/" + m[3]
	}
	if address == "" || strings.HasPrefix(address, "file:") || strings.Contains(address, "://") {
		return address
	}
	return (&url.URL{Scheme: "file", Path: address}).String()
}

var gitTransports = []string{"file", "git", "http", "https", "ssh"}

// checkGitURL lets no address through that git would take for anything else than
// a place to fetch from.
func checkGitURL(address string) error {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok || !slices.Contains(gitTransports, scheme) || strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
		return fmt.Errorf("%s is not the address of a git repository, which begins with https://, ssh://, git://, http:// or file://", shownURL(address))
	}
	if scheme == "file" {
		_, err := filePath(address)
		return err
	}
	host := hostOf(address)
	if host == "" || strings.HasPrefix(host, "-") || strings.HasPrefix(rest, "-") {
		return fmt.Errorf("%s names no host", shownURL(address))
	}
	return nil
}

// hostOf is the host of a URL, or "".
func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Host
	}
	return ""
}

// workTree is the directory of a file: URL if it is the work tree of a
// repository, and "" if it is the repository itself.
func workTree(address string) (string, error) {
	if !strings.HasPrefix(address, "file:") {
		return "", nil
	}
	dir, err := filePath(address)
	if err != nil {
		return "", err
	}
	dir = filepath.Clean(dir)
	if _, err := os.Lstat(filepath.Join(dir, ".git")); err != nil {
		return "", nil //nolint:nilerr // whatever it is, it is not a work tree
	}
	return dir, nil
}

// submoduleURL resolves an address that .gitmodules gives relative to that of the
// repository.
func submoduleURL(base, address string) (string, error) {
	if !strings.HasPrefix(address, "./") && !strings.HasPrefix(address, "../") {
		if !strings.Contains(address, ":") && !strings.HasPrefix(address, "/") {
			return "", fmt.Errorf("%q is not the address of a submodule", address)
		}
		return gitURL(address), nil
	}
	u, err := url.Parse(base)
	if err != nil {
		return "", fmt.Errorf("resolving the address %q of a submodule", address)
	}
	scheme, rest, _ := strings.Cut(base, "://")
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host + path.Join("/", u.EscapedPath(), address), nil
}
