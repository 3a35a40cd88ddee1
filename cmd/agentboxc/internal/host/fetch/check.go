package fetch

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/agentboxc/agentboxc/codegen/lock"
)

// knownAttrs are the attributes that Nix 2.26 allows for each type, besides the
// type itself. The first of them are those that must be there.
var knownAttrs = map[string]struct{ needed, others []string }{
	"github":    {[]string{"owner", "repo"}, forgeAttrs},
	"gitlab":    {[]string{"owner", "repo"}, forgeAttrs},
	"sourcehut": {[]string{"owner", "repo"}, forgeAttrs},
	"git": {[]string{"url"}, []string{
		"ref", "rev", "shallow", "submodules", "exportIgnore", "lastModified", "revCount", "narHash", "allRefs", "name",
		"dirtyRev", "dirtyShortRev", "verifyCommit", "keytype", "publicKey", "publicKeys",
	}},
	"tarball":  {[]string{"url"}, downloadAttrs},
	"file":     {[]string{"url"}, downloadAttrs},
	"path":     {[]string{"path"}, []string{"rev", "revCount", "lastModified", "narHash"}},
	"indirect": {[]string{"id"}, []string{"ref", "rev", "narHash"}},
}

var (
	forgeAttrs    = []string{"ref", "rev", "narHash", "lastModified", "host", "treeHash"}
	downloadAttrs = []string{"narHash", "name", "unpack", "rev", "revCount", "lastModified"}
	numberAttrs   = []string{"lastModified", "revCount"}
	boolAttrs     = []string{"shallow", "submodules", "exportIgnore", "allRefs", "verifyCommit", "unpack"}
)

// check refuses a reference that Nix would refuse, or that this package cannot
// fetch, before anything is done about it.
func check(ref lock.Attrs) error {
	kind := ref.Text("type")
	known, ok := knownAttrs[kind]
	switch {
	case kind == "hg":
		return &UnsupportedError{Ref: shown(ref), What: "a Mercurial repository"}
	case !ok:
		return &UnsupportedError{Ref: shown(ref), What: fmt.Sprintf("a reference of type %q", kind)}
	}
	for _, name := range known.needed {
		if ref.Text(name) == "" {
			return fmt.Errorf("%s: a reference of type %q needs the attribute %q", shown(ref), kind, name)
		}
	}
	for _, attr := range ref {
		if attr.Name != "type" && !slices.Contains(known.needed, attr.Name) && !slices.Contains(known.others, attr.Name) {
			return fmt.Errorf("%s: a reference of type %q has no attribute %q", shown(ref), kind, attr.Name)
		}
		if err := checkAttr(attr); err != nil {
			return fmt.Errorf("%s: %w", shown(ref), err)
		}
	}
	return nil
}

func checkAttr(attr lock.Attr) error {
	want, word := lock.String, "a text"
	switch {
	case slices.Contains(numberAttrs, attr.Name):
		want, word = lock.Number, "a number"
	case slices.Contains(boolAttrs, attr.Name):
		want, word = lock.Bool, "true or false"
	}
	switch {
	case attr.Kind != want:
		return fmt.Errorf("the attribute %q must be %s", attr.Name, word)
	case strings.ContainsFunc(attr.Text, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return fmt.Errorf("the attribute %q has a control character in it", attr.Name)
	case attr.Name == "rev" && !isRev(attr.Text):
		return errors.New("the commit `rev` must have 40 hexadecimal digits")
	case attr.Name == "ref" && (badRef().MatchString(attr.Text) || strings.HasPrefix(attr.Text, "-")):
		return fmt.Errorf("%q is not the name of a branch or tag", attr.Text)
	case attr.Name == "narHash":
		_, err := normalHash(attr.Text)
		return err
	}
	return nil
}

var (
	revSyntax  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$`) })
	hostSyntax = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-zA-Z0-9.-]+(?::[0-9]+)?$`) })
	// badRef is what git-check-ref-format refuses, as Nix has it.
	badRef = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`//|^[./]|/\.|\.\.|[[:cntrl:]\s:?^~\[]|\\|\*|\.lock$|\.lock/|@\{|[/.]$|^@$|^$`)
	})
)

func isRev(text string) bool { return revSyntax().MatchString(text) }

// normalHash is the hash of a tree in the one form that Nix writes: some older
// locks lack the padding.
func normalHash(text string) (string, error) {
	digits, ok := strings.CutPrefix(text, "sha256-")
	bytes, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(digits, "="))
	if !ok || err != nil || len(bytes) != 32 {
		return "", fmt.Errorf("the hash `narHash` must be sha256- and 32 bytes in base64, and is %q", text)
	}
	return "sha256-" + base64.StdEncoding.EncodeToString(bytes), nil
}

// identity tells references apart.
func identity(ref lock.Attrs) string {
	var b strings.Builder
	for _, attr := range ref {
		fmt.Fprintf(&b, "%s\x00%d\x00%s\x00", attr.Name, attr.Kind, attr.Text)
	}
	return b.String()
}

// isLocal reports whether the tree lies on this machine.
func isLocal(ref lock.Attrs) bool {
	address := ref.Text("url")
	if ref.Text("type") == "git" {
		address = gitURL(address)
	}
	return ref.Text("type") == "path" || strings.HasPrefix(address, "file:")
}

// filePath is the path of a file: URL.
func filePath(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "file" || u.Host != "" || !strings.HasPrefix(u.Path, "/") {
		return "", fmt.Errorf("%s is not the address of a file on this machine, which has the form file:///PATH", shownURL(address))
	}
	return u.Path, nil
}
