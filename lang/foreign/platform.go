package foreign

import (
	"fmt"
	"slices"
	"strings"
)

// platformOf is a platform as the language spells it, for one that it has.
func platformOf(s string) (string, bool) {
	s = strings.TrimPrefix(s, "linux/")
	switch s {
	case "amd64", "x86_64":
		return "x86_64-linux", true
	case "arm64", "aarch64", "arm64/v8":
		return "aarch64-linux", true
	}
	return "", false
}

// withPlatform adds a platform to a list, or makes a note of one that there is not.
func (w *work) withPlatform(list []string, line int, src, written string) []string {
	p, ok := platformOf(written)
	switch {
	case !ok:
		w.dropped(line, src, fmt.Sprintf("There is no platform for %s.", written))
	case !slices.Contains(list, p):
		list = append(list, p)
	}
	return list
}

// linux is which platforms of a list are of this language, and whether any is
// not. No list means all.
func linux(systems []string) (platforms []string, others bool) {
	for _, s := range systems {
		if p, ok := platformOf(strings.TrimSuffix(s, "-linux")); ok && !strings.Contains(s, "darwin") {
			platforms = append(platforms, p)
		} else {
			others = true
		}
	}
	return platforms, others
}
