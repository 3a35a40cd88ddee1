package names

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
)

// Near returns the names that whoever wrote name most likely meant, the likeliest
// first and at most so many. name itself is none of them. It does not depend on
// the order of the names, and takes milliseconds for a hundred thousand.
//
// The nearest are other spellings: capitals, and dashes, dots and underscores
// that are missing or others. Next come other versions of the same, the closest
// number first: nodejs_22 for nodejs_99. Then slips of the keyboard, up to a third
// of the name; last names that start with it, or that it starts with. diag.Nearest
// is for the few names of a unit, and knows nothing of versions.
func Near(name string, names []string, most int) []string {
	if len(name) > longest || most <= 0 {
		return nil
	}
	w := newWanted(name)
	var found []near
	for _, other := range names {
		if other == name || other == "" || len(other) > longest {
			continue
		}
		if n, ok := w.compare(other); ok {
			found = keepBest(found, n, most)
		}
	}
	list := make([]string, len(found))
	for i, n := range found {
		list[i] = n.name
	}
	return list
}

// longest bounds the names that are compared, which takes time with the square of
// their length.
const longest = 128

// The kinds of likeness, the nearest first.
const (
	spelling = iota
	version
	slip
	affix
)

type near struct {
	name     string
	kind     int
	distance int
}

func (n near) compare(other near) int {
	return cmp.Or(
		cmp.Compare(n.kind, other.kind),
		cmp.Compare(n.distance, other.distance),
		cmp.Compare(len(n.name), len(other.name)),
		cmp.Compare(n.name, other.name),
	)
}

// keepBest adds n to a sorted list that has a most.
func keepBest(list []near, n near, most int) []near {
	i, _ := slices.BinarySearchFunc(list, n, near.compare)
	if i >= most {
		return list
	}
	list = slices.Insert(list, i, n)
	return list[:min(len(list), most)]
}

// wanted is a name to look for, prepared.
type wanted struct {
	folded   string // lower case
	letters  uint64 // see lettersOf
	limit    int    // of slips
	plain    string // without separators
	skeleton string // of plain, without digits
	number   int64  // all the digits; negative where there are none
	rows     [3][longest + 1]int
}

func newWanted(name string) *wanted {
	w := &wanted{folded: strings.ToLower(name), limit: max(1, len(name)/3)}
	w.letters = lettersOf(w.folded)
	w.plain = plain(w.folded)
	w.skeleton, w.number = splitNumber(w.plain)
	return w
}

// compare reports how a name is like the wanted one, if it is.
func (w *wanted) compare(name string) (near, bool) {
	apart := max(len(name), len(w.folded)) - min(len(name), len(w.folded))
	// A name that is far longer or shorter can only begin like the other one.
	if apart > max(w.limit, maxDigits) {
		return w.begins(name, apart)
	}
	// A letter that only one of them has takes a slip, which may repair one of the
	// other's at the same time.
	folded := strings.ToLower(name)
	letters := lettersOf(folded)
	if n, ok := w.respelt(name, folded); ok {
		return n, true
	}
	if apart <= w.limit && bits.OnesCount64(letters&^w.letters) <= w.limit && bits.OnesCount64(w.letters&^letters) <= w.limit {
		if d := w.slips(folded); d <= w.limit && d < len(w.folded) {
			return near{name, slip, d}, true
		}
	}
	return w.begins(name, apart)
}

// maxDigits is how many characters a version may be longer or shorter.
const maxDigits = 6

func (w *wanted) respelt(name, folded string) (near, bool) {
	start := strings.TrimLeft(folded, separators)
	if start == "" || w.plain == "" || start[0] != w.plain[0] {
		return near{}, false // that is most of them
	}
	other := plain(folded)
	if other == w.plain {
		return near{name, spelling, 0}, true
	}
	if w.number < 0 {
		return near{}, false
	}
	skeleton, number := splitNumber(other)
	if skeleton != w.skeleton || number < 0 {
		return near{}, false
	}
	distance := 2 * int(number-w.number)
	if distance < 0 {
		distance = 1 - distance // of two as far, the newer one
	}
	return near{name, version, distance}, true
}

// begins compares the starts of names that are otherwise different.
func (w *wanted) begins(name string, apart int) (near, bool) {
	const shortest = 3
	n := min(len(name), len(w.folded))
	if n < shortest || !strings.EqualFold(name[:n], w.folded[:n]) {
		return near{}, false
	}
	return near{name, affix, apart}, true
}

const separators = "-_."

// plain is a name without what separates its parts.
func plain(name string) string {
	first := strings.IndexAny(name, separators)
	if first < 0 {
		return name
	}
	rest := make([]byte, first, len(name))
	copy(rest, name)
	for i := first; i < len(name); i++ {
		if strings.IndexByte(separators, name[i]) < 0 {
			rest = append(rest, name[i])
		}
	}
	return string(rest)
}

// splitNumber takes the digits out of a name. The number is negative where there
// are none, or too many for a version.
func splitNumber(name string) (skeleton string, number int64) {
	const most = 12
	first := strings.IndexAny(name, "0123456789")
	if first < 0 {
		return name, -1
	}
	rest := make([]byte, first, len(name))
	copy(rest, name)
	digits := 0
	for i := first; i < len(name); i++ {
		c := name[i]
		if c < '0' || c > '9' {
			rest = append(rest, c)
			continue
		}
		if digits++; digits > most {
			return name, -1
		}
		number = number*10 + int64(c-'0')
	}
	return string(rest), number
}

// lettersOf is the set of characters of a name: a bit for each, shared by those
// that are 64 apart.
func lettersOf(name string) uint64 {
	var set uint64
	for i := range len(name) {
		set |= 1 << (name[i] & 63)
	}
	return set
}

// slips is the number of insertions, deletions, replacements and swaps of
// neighbours between the names, or a number above the limit.
func (w *wanted) slips(b string) int {
	a := w.folded
	before, last, row := w.rows[0][:len(b)+1], w.rows[1][:len(b)+1], w.rows[2][:len(b)+1]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > w.limit+1 { // a swap reaches back over one row
			return least
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
