package lock

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// badRef is what git-check-ref-format refuses.
var badRef = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`//|^[./]|/\.|\.\.|[[:cntrl:]\s:?^~\[]|\\|\*|\.lock$|\.lock/|@\{|[/.]$|^@$|^$`)
})

// The parameters that repository takes for itself; every other one stays part of
// the repository's URL.
var (
	repositoryTexts = []string{"rev", "ref", "keytype", "publicKey", "publicKeys"}
	repositoryFlags = []string{"shallow", "submodules", "exportIgnore", "allRefs", "verifyCommit"}
)

// repository is git+https://HOST/PATH and its like, and hg+… for Mercurial.
func repository(u url, _ bool) (Attrs, error) {
	kind, inner := "git", url{scheme: u.transport(), authority: u.authority, path: u.path, query: map[string]string{}}
	if strings.HasPrefix(u.scheme, "hg+") {
		kind = "hg"
	}
	if err := checkRepository(u, inner); err != nil {
		return nil, err
	}
	attrs := Attrs{{Name: "type", Text: kind}}
	for _, name := range u.names() {
		switch {
		case slices.Contains(repositoryTexts[:2], name), kind == "git" && slices.Contains(repositoryTexts, name):
			attrs = append(attrs, Attr{Name: name, Text: u.query[name]})
		case kind == "git" && slices.Contains(repositoryFlags, name):
			attrs = append(attrs, Attr{Name: name, Kind: Bool, Text: fmt.Sprint(u.query[name] == "1")})
		default:
			inner.query[name] = u.query[name]
		}
	}
	return append(attrs, Attr{Name: "url", Text: inner.String()}).sorted(), nil
}

func checkRepository(u, inner url) error {
	ref, hasRef := u.query["ref"]
	rev, hasRev := u.query["rev"]
	switch {
	case u.transport() == "file" && u.authority != nil && *u.authority != "":
		return bad(fmt.Sprintf("a file has no host, and %q stands in its place", *u.authority), u.scheme+":///"+*u.authority+u.path)
	case u.transport() == "file" && !strings.HasPrefix(u.path, "/"):
		return bad("the directory must be absolute", u.scheme+":///DIRECTORY", "path:./DIRECTORY")
	case u.transport() != "file" && (u.authority == nil || *u.authority == ""):
		return bad("it names no host; after the host comes a slash, never a colon", "git+ssh://git@HOST/PATH", "git+https://HOST/PATH")
	case hasRef && badRef().MatchString(ref):
		return bad(fmt.Sprintf("%q is not the name of a branch or tag", ref), inner.with(u).String()+"?ref=BRANCH")
	case hasRev && !isCommitHash(rev):
		return bad(fmt.Sprintf("%q is not a commit, which has 40 hexadecimal digits", rev), inner.with(u).String()+"?ref=BRANCH")
	}
	return nil
}

// with gives the URL the scheme of another.
func (u url) with(other url) url {
	u.scheme = other.scheme
	return u
}
