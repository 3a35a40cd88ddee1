package lock

import (
	"fmt"
	"slices"
	"strings"
)

var archiveEndings = []string{".zip", ".tar", ".tgz", ".tar.gz", ".tar.xz", ".tar.bz2", ".tar.zst"}

// isArchive goes by the ending of the name, as Nix does.
func isArchive(location string) bool {
	path, _, _ := strings.Cut(location, "?")
	return slices.ContainsFunc(archiveEndings, func(e string) bool { return strings.HasSuffix(path, e) })
}

// The parameters of a download that Nix takes for itself and does not send.
var downloadParameters = []string{"type", "url", "narHash", "name", "unpack", "rev", "revCount", "lastModified"}

// download is https://HOST/PATH: an archive, or, when the input is not a flake
// and the name does not end like one, a single file.
func download(u url, flake bool) (Attrs, error) {
	kind, _, explicit := strings.Cut(u.scheme, "+")
	if !explicit {
		kind = "file"
		if flake || isArchive(u.path) {
			kind = "tarball"
		}
	}
	if err := checkDownload(u, kind, flake); err != nil {
		return nil, err
	}
	attrs := makeAttrs(map[string]string{"type": kind, "narHash": u.query["narHash"], "rev": u.query["rev"]})
	for _, name := range []string{"revCount", "lastModified"} {
		if text := u.query[name]; isNumber(text) {
			attrs = append(attrs, Attr{Name: name, Kind: Number, Text: text})
		}
	}
	inner := url{scheme: u.transport(), authority: u.authority, path: u.path, query: map[string]string{}}
	for name, text := range u.query {
		if !slices.Contains(downloadParameters, name) {
			inner.query[name] = text
		}
	}
	return append(attrs, Attr{Name: "url", Text: inner.String()}).sorted(), nil
}

// forgeHosts are the sites whose repositories have a short form.
var forgeHosts = map[string]string{"github.com": "github", "www.github.com": "github", "gitlab.com": "gitlab", "git.sr.ht": "sourcehut"}

func checkDownload(u url, kind string, flake bool) error {
	isFile := u.transport() == "file"
	switch {
	case isFile && u.authority != nil && *u.authority != "":
		return bad(fmt.Sprintf("a file has no host, and %q stands in its place", *u.authority), "file:///"+*u.authority+u.path)
	case !isFile && (u.authority == nil || *u.authority == ""):
		return bad("it names no host", u.scheme+"://HOST/PATH.tar.gz")
	case kind == "file" && flake:
		return bad("a single file cannot be a flake", "tarball+"+u.transport()+"://HOST/PATH", "flake = false in the input block")
	case isFile:
		return nil
	}
	parts := u.segments()
	scheme, known := forgeHosts[*u.authority]
	if known && len(parts) == 2 {
		repo := parts[0] + "/" + strings.TrimSuffix(parts[1], ".git")
		return bad("it is the page of a repository, not an archive", scheme+":"+repo, "git+"+u.String())
	}
	return nil
}
