package names

import (
	"slices"
	"sort"
	"strings"
)

// Starting returns names in the set at the path that start with a text, sorted and
// at most so many.
func Starting(s Set, path []string, start string, most int) []string {
	if quick, ok := s.(starter); ok {
		return quick.Starting(path, start, most)
	}
	return startingIn(s.All(path), start, most)
}

// starter is a Set that finds such names without reading all others.
type starter interface {
	Starting(path []string, start string, most int) []string
}

func startingIn(sorted []string, start string, most int) []string {
	from := sort.SearchStrings(sorted, start)
	to := from
	for to < len(sorted) && to-from < most && strings.HasPrefix(sorted[to], start) {
		to++
	}
	return slices.Clone(sorted[from:to])
}
