package lock

import (
	"fmt"
	"strings"
)

// forge is github:OWNER/REPO, with /REF or /REV, ?ref=, ?rev= and ?host=; gitlab
// and sourcehut are alike.
func forge(u url, _ bool) (Attrs, error) {
	form := u.scheme + ":OWNER/REPO"
	parts := u.segments()
	if u.authority != nil && *u.authority != "" {
		return nil, bad("after the colon comes the owner, without slashes", u.scheme+":"+*u.authority+u.path)
	}
	if len(parts) < 2 {
		return nil, bad("it names no owner and repository", form, form+"/BRANCH")
	}
	if err := onlyParameters(u, []string{"ref", "rev", "host", "narHash"}); err != nil {
		return nil, err
	}
	attrs := map[string]string{
		"type": u.scheme, "owner": parts[0], "repo": parts[1],
		"ref": u.query["ref"], "rev": u.query["rev"], "host": u.query["host"], "narHash": u.query["narHash"],
	}
	if given := strings.Join(parts[2:], "/"); given != "" {
		name := "ref"
		if isRevHash(given) {
			name = "rev"
		}
		if attrs[name] != "" {
			return nil, bad(fmt.Sprintf("it gives a %s twice, %q and %q", word[name], given, attrs[name]), form+"/BRANCH", form+"?ref=BRANCH")
		}
		attrs[name] = given
	}
	if err := checkForge(u, attrs, form); err != nil {
		return nil, err
	}
	attrs["rev"] = strings.ToLower(attrs["rev"])
	return makeAttrs(attrs), nil
}

var word = map[string]string{"ref": "branch or tag", "rev": "commit"}

func checkForge(u url, attrs map[string]string, form string) error {
	ref, rev, host := attrs["ref"], attrs["rev"], attrs["host"]
	switch {
	case u.encodedSlash:
		return bad("a slash that is written %2F means different things to different versions of Nix", "git+https://gitlab.com/GROUP/SUBGROUP/REPO")
	case ref != "" && rev != "":
		return bad("it gives both a branch or tag and a commit; a commit is enough", form+"/"+rev)
	case rev != "" && !isRevHash(rev):
		return bad(fmt.Sprintf("%q is not a commit, which has 40 hexadecimal digits", rev), form+"?ref="+rev)
	case ref != "" && !isRefName(ref):
		return bad(fmt.Sprintf("%q is not the name of a branch or tag", ref), form+"/BRANCH")
	case !isHostName(host):
		return bad(fmt.Sprintf("%q is not the name of a host", host), form+"?host=git.example.org")
	}
	return nil
}
