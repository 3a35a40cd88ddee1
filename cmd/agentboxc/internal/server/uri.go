package server

import (
	"net/url"
	"path/filepath"
	"strings"

	"go.lsp.dev/uri"
)

const fileScheme = "file"

// pathOf is the path of a file that a URI names. ok is false for other schemes and
// for what is no URI. A drive of Windows is a name like others here.
func pathOf(u uri.URI) (path string, ok bool) {
	scheme, rest, found := strings.Cut(string(u), ":")
	if !found || !strings.EqualFold(scheme, fileScheme) {
		return "", false
	}
	if host, isHost := strings.CutPrefix(rest, "//"); isHost {
		slash := strings.IndexByte(host, '/')
		if slash < 0 {
			return "", false
		}
		if name := host[:slash]; name != "" && !strings.EqualFold(name, "localhost") {
			return "", false // a file of another machine
		}
		rest = host[slash:]
	}
	rest, _, _ = strings.Cut(rest, "#")
	rest, _, _ = strings.Cut(rest, "?")
	decoded, err := url.PathUnescape(rest)
	if err != nil {
		decoded = rest // a percent sign that stands for itself
	}
	if !strings.HasPrefix(decoded, "/") || strings.ContainsRune(decoded, 0) {
		return "", false
	}
	return filepath.Clean(decoded), true
}

// uriOf is the URI of an absolute path.
func uriOf(path string) uri.URI {
	return uri.URI((&url.URL{Scheme: fileScheme, Path: filepath.ToSlash(path)}).String())
}
