package names

import (
	"cmp"
	"slices"
	"strings"
)

// Match is how a name is like what was looked for, the best first.
type Match uint8

// The ways of being alike.
const (
	Exact Match = iota
	Prefix
	Part
	Like
)

// String is the word for it.
func (m Match) String() string { return [...]string{"exact", "prefix", "part", "like"}[m] }

// Found is a name in a package set.
type Found struct {
	Path  []string
	Match Match
}

// Search looks for names in a set and in sets inside it: the very name, names that
// start with it, names that it is a part of, and, only where there is none of
// these, names like it. Capitals make no difference. A name with a dot in it, such
// as python312Packages.requests, may start with the path of a set. The first most
// are returned, and how many there are.
func Search(s Set, inner [][]string, name string, most int) (found []Found, total int) {
	sets, name := within(s, inner, name)
	wanted := strings.ToLower(name)
	for _, path := range sets {
		for _, other := range s.All(path) {
			if match, ok := matches(other, wanted); ok {
				found = append(found, Found{append(path[:len(path):len(path)], other), match})
			}
		}
	}
	if len(found) == 0 {
		for _, path := range sets {
			for _, near := range Near(name, s.All(path), min(most, maxLike)) {
				found = append(found, Found{append(path[:len(path):len(path)], near), Like})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Found) int { // those that are alike stay in their order
		if a.Match == Like && b.Match == Like {
			return 0
		}
		return cmp.Or(cmp.Compare(a.Match, b.Match), cmp.Compare(len(a.Path), len(b.Path)))
	})
	return found[:min(len(found), most)], len(found)
}

const maxLike = 10

// within are the sets to look into: the innermost one that the name starts with the
// path of, else all of them.
func within(s Set, inner [][]string, name string) (sets [][]string, rest string) {
	sets, rest = append([][]string{nil}, inner...), name
	for _, path := range inner {
		after, ok := strings.CutPrefix(name, strings.Join(path, ".")+".")
		if ok && len(after) < len(rest) && s.All(path) != nil {
			sets, rest = [][]string{path}, after
		}
	}
	return sets, rest
}

func matches(name, wanted string) (Match, bool) {
	name = strings.ToLower(name)
	at := strings.Index(name, wanted)
	switch {
	case at < 0 || wanted == "":
		return 0, false
	case name == wanted:
		return Exact, true
	case at == 0:
		return Prefix, true
	}
	return Part, true
}
