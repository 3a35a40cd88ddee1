package lock

import (
	"fmt"
	"slices"
	"strings"
)

// attributes are those that Nix 2.26 allows for each type of reference, besides
// type and dir.
var attributes = map[string][]string{
	"git": {
		"allRefs", "dirtyRev", "dirtyShortRev", "exportIgnore", "keytype", "lastModified", "name", "narHash", "publicKey",
		"publicKeys", "ref", "rev", "revCount", "shallow", "submodules", "url", "verifyCommit",
	},
	"hg":        {"name", "narHash", "ref", "rev", "revCount", "url"},
	"file":      {"lastModified", "name", "narHash", "rev", "revCount", "unpack", "url"},
	"tarball":   {"lastModified", "name", "narHash", "rev", "revCount", "unpack", "url"},
	"github":    {"host", "lastModified", "narHash", "owner", "ref", "repo", "rev", "treeHash"},
	"gitlab":    {"host", "lastModified", "narHash", "owner", "ref", "repo", "rev", "treeHash"},
	"sourcehut": {"host", "lastModified", "narHash", "owner", "ref", "repo", "rev", "treeHash"},
	"indirect":  {"id", "narHash", "ref", "rev"},
	"path":      {"lastModified", "narHash", "path", "rev", "revCount"},
}

// needed are the attributes that a type cannot do without.
var needed = map[string][]string{
	"git": {"url"}, "hg": {"url"}, "file": {"url"}, "tarball": {"url"}, "indirect": {"id"}, "path": {"path"},
	"github": {"owner", "repo"}, "gitlab": {"owner", "repo"}, "sourcehut": {"owner", "repo"},
}

// fromAttrs checks a reference that is given by its attributes, and brings it
// into the form that a lock has.
func fromAttrs(attrs Attrs) (Attrs, error) {
	kind := attrs.Text("type")
	allowed, known := attributes[kind]
	if !known {
		return nil, fmt.Errorf("there is no type of reference called %q", kind)
	}
	for _, attr := range attrs {
		if attr.Name != "type" && attr.Name != "dir" && !slices.Contains(allowed, attr.Name) {
			return nil, fmt.Errorf("a reference of type %q has no attribute %q", kind, attr.Name)
		}
	}
	for _, name := range needed[kind] {
		if attrs.Text(name) == "" {
			return nil, fmt.Errorf("a reference of type %q needs the attribute %q", kind, name)
		}
	}
	if rev := attrs.Text("rev"); rev != "" && !isCommitHash(rev) {
		return nil, fmt.Errorf("rev is %q and not a commit, which has 40 hexadecimal digits", rev)
	}
	if kind == "git" {
		attrs = attrs.With(map[string]string{"url": gitURL(attrs.Text("url"))})
	}
	return attrs.withoutEmptyDir(), nil
}

// gitURL makes a URL of the addresses that git itself understands: a directory,
// and USER@HOST:PATH.
func gitURL(text string) string {
	user, rest, scp := strings.Cut(text, "@")
	host, path, colon := strings.Cut(rest, ":")
	switch {
	case scp && colon && !strings.Contains(user, "/"):
		if i := strings.LastIndex(rest, ":"); i >= 0 {
			host, path = rest[:i], rest[i+1:]
		}
		return "ssh://" + user + "@" + host + "/" + path
	case strings.HasPrefix(text, "file:"), strings.Contains(text, "://"):
		return text
	}
	none := ""
	return url{scheme: "file", authority: &none, path: text}.String()
}
