package nix

import (
	"fmt"
	"regexp"
	"strconv"
	"sync"
)

// Version is that of a Nix. The zero Version is older than any.
type Version struct {
	Major, Minor int
	Text         string // as Nix says it: 2.26.3
	Lix          bool   // a fork that counts for itself
}

var (
	// oldest has flakes as they are today.
	oldest = Version{Major: 2, Minor: 8, Text: "2.8"}
	// current is what nixpkgs wants since August 2025.
	current = Version{Major: 2, Minor: 18, Text: "2.18"}
	// subdirs takes the directory of a flake in a path: reference.
	subdirs = Version{Major: 2, Minor: 25, Text: "2.25"}
	// formats wants to be told the format of path-info's JSON.
	formats = Version{Major: 2, Minor: 33, Text: "2.33"}
)

var versionText = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^nix \((.*)\) ((\d{1,4})\.(\d{1,4})\S*)`) })

// parseVersion reads the answer to nix --version: "nix (Nix) 2.26.3". Other
// programs of that name, such as Determinate's, say what they are in front.
func parseVersion(said string) (Version, error) {
	m := versionText().FindStringSubmatch(said)
	if m == nil {
		return Version{}, fmt.Errorf("nix --version says %q, which names no version", clip(said, maxClip))
	}
	major, _ := strconv.Atoi(m[3]) // digits by the expression, as the next
	minor, _ := strconv.Atoi(m[4])
	return Version{Major: major, Minor: minor, Text: m[2], Lix: len(m[1]) >= 3 && m[1][:3] == "Lix"}, nil
}

func (v Version) before(w Version) bool {
	return v.Major < w.Major || v.Major == w.Major && v.Minor < w.Minor
}

// Old reports whether a current nixpkgs refuses this Nix, which is no error for
// who has pinned an older one. The text says what to do.
func (v Version) Old() (warning string, old bool) {
	if !v.before(current) {
		return "", false
	}
	return fmt.Sprintf("Nix %s is older than %s, which nixpkgs wants since August 2025; update Nix, or pin an older nixpkgs", v.Text, current.Text), true
}
