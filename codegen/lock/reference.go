package lock

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
)

// Reference reads a flake reference as it stands in flake.nix into the
// attributes that Nix keeps as "original"; flake says whether the input is a
// flake, on which the meaning of https: depends. The rules are those of Nix
// 2.26. What Nix would take for something that cannot have been meant (a
// misspelt scheme for a directory's name) is an error, which says what is wrong
// and shows forms that work.
func Reference(text string, flake bool) (Attrs, error) {
	before, fragment, hasFragment := strings.Cut(text, "#")
	switch {
	case text == "":
		return nil, bad("it is empty", anyForm)
	case hasFragment:
		return nil, bad(fmt.Sprintf("an input is a whole flake, and %q at its end names one of its outputs", "#"+fragment), before)
	case isPath(text):
		return pathText(text)
	case isFlakeID(text):
		return indirect(url{path: text})
	}
	u, ok := parseURL(text)
	if !ok {
		return nil, notURL(text)
	}
	dir := u.query["dir"]
	delete(u.query, "dir")
	attrs, err := fromURL(u, flake)
	if err != nil {
		return nil, err
	}
	if dir != "" {
		attrs = append(attrs, Attr{Name: "dir", Text: dir}).sorted()
	}
	return attrs, nil
}

// schemes says how each scheme is read.
var schemes = map[string]func(u url, flake bool) (Attrs, error){
	"flake":     func(u url, _ bool) (Attrs, error) { return indirect(u) },
	"path":      func(u url, _ bool) (Attrs, error) { return pathURL(u) },
	"github":    forge,
	"gitlab":    forge,
	"sourcehut": forge,

	"git": repository, "git+http": repository, "git+https": repository, "git+ssh": repository, "git+file": repository,
	"hg+http": repository, "hg+https": repository, "hg+ssh": repository, "hg+file": repository,

	"http": download, "https": download, "file": download,
	"tarball+http": download, "tarball+https": download, "tarball+file": download,
	"file+http": download, "file+https": download, "file+file": download,
}

func fromURL(u url, flake bool) (Attrs, error) {
	if read, ok := schemes[u.scheme]; ok {
		return read(u, flake)
	}
	if u.scheme == "ssh" {
		return nil, bad("ssh: alone does not say what lies there", "git+"+u.String())
	}
	reason := fmt.Sprintf("there is no kind of reference called %q", u.scheme+":")
	if near := nearestScheme(u.scheme); near != "" {
		corrected := u
		corrected.scheme = near
		return nil, bad(reason, corrected.String())
	}
	return nil, bad(reason, anyForm)
}

func nearestScheme(name string) string {
	best, distance := "", 3
	known := make([]string, 0, len(schemes))
	for scheme := range schemes {
		known = append(known, scheme)
	}
	slices.Sort(known)
	for _, scheme := range known {
		if d := levenshtein.Distance(name, scheme, nil); d < distance && d < len(scheme)/2 {
			best, distance = scheme, d
		}
	}
	return best
}

// indirect is a name that Nix looks up in the flake registry: NAME, NAME/REF,
// NAME/REV or NAME/REF/REV.
func indirect(u url) (Attrs, error) {
	const form = "flake:nixpkgs/nixos-unstable"
	parts := u.segments()
	if u.authority != nil && *u.authority != "" {
		return nil, bad("after the colon comes the name, without slashes", "flake:"+*u.authority+u.path)
	}
	if err := onlyParameters(u, nil); err != nil {
		return nil, err
	}
	if len(parts) == 0 || len(parts) > 3 || !isFlakeName(parts[0]) {
		return nil, bad("a name in the flake registry is one word, which a branch and a commit may follow", form)
	}
	attrs := map[string]string{"type": "indirect", "id": parts[0]}
	rest := parts[1:]
	if len(rest) == 2 && !isRevHash(rest[1]) {
		return nil, bad(fmt.Sprintf("%q is not a commit (40 hexadecimal digits); a branch in the short form holds no slash", rest[1]),
			form, "github:OWNER/REPO?ref=BRANCH")
	}
	for i, part := range rest {
		switch {
		case isRevHash(part) && i == len(rest)-1:
			attrs["rev"] = strings.ToLower(part)
		case isRefName(part):
			attrs["ref"] = part
		default:
			return nil, bad(fmt.Sprintf("%q is neither a branch or tag nor a commit", part), form)
		}
	}
	return makeAttrs(attrs), nil
}

// onlyParameters refuses what this kind of reference has no use for: older
// versions of Nix ignore it, newer ones stop.
func onlyParameters(u url, known []string) error {
	for _, name := range u.names() {
		if slices.Contains(known, name) {
			continue
		}
		forms := []string{"?dir=DIRECTORY"}
		for _, k := range known {
			forms = append(forms, "?"+k+"=…")
		}
		return bad(fmt.Sprintf("a reference of this kind has no parameter %q", name), forms...)
	}
	return nil
}
