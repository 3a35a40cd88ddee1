package diag

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// Nearest returns the candidate that whoever wrote name most likely meant, for
// "Did you mean …?", and false when none is near enough. It does not depend on
// the order of the candidates, and a candidate equal to name is no answer.
//
// Another spelling in capitals is the nearest. Next are candidates whose edit
// distance is at most a third of the name's length, but at least 1: one slip
// in a short name, more in a long one. Last are those that name begins, or that
// begin name, from three characters on.
func Nearest(name string, candidates []string) (string, bool) {
	folded := []rune(strings.ToLower(name))
	best, found := match{}, false
	for _, candidate := range candidates {
		if candidate == name || candidate == "" {
			continue
		}
		m, ok := compare(folded, candidate)
		if ok && (!found || m.before(best)) {
			best, found = m, true
		}
	}
	return best.candidate, found
}

type match struct {
	candidate string
	prefix    bool
	distance  int
}

func (m match) before(other match) bool {
	if m.prefix != other.prefix {
		return other.prefix
	}
	return cmp.Or(
		cmp.Compare(m.distance, other.distance),
		cmp.Compare(utf8.RuneCountInString(m.candidate), utf8.RuneCountInString(other.candidate)),
		cmp.Compare(m.candidate, other.candidate),
	) < 0
}

const (
	shortestPrefix  = 3
	longestMistyped = 256 // the distance takes time with the square of the length
)

func compare(name []rune, candidate string) (match, bool) {
	folded := []rune(strings.ToLower(candidate))
	apart := max(len(name), len(folded)) - min(len(name), len(folded))
	limit := max(1, len(name)/3)
	if apart <= limit && len(name) <= longestMistyped {
		// A name with all its letters replaced has nothing in common with the other.
		if d := distance(name, folded); d <= limit && d < max(len(name), 1) {
			return match{candidate: candidate, distance: d}, true
		}
	}
	shorter, longer := string(name), string(folded)
	if len(shorter) > len(longer) {
		shorter, longer = longer, shorter
	}
	if min(len(name), len(folded)) >= shortestPrefix && strings.HasPrefix(longer, shorter) {
		return match{candidate: candidate, prefix: true, distance: apart}, true
	}
	return match{}, false
}

// distance is the number of insertions, deletions, replacements and swaps of
// neighbours that make a into b (optimal string alignment). Swaps count once
// because they are the commonest slip.
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
