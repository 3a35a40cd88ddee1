package review

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"

	"github.com/agentboxc/agentboxc/lang/source"
)

// moved makes one pair of a unit that went away and one that came with the same
// source.
func (r Request) moved(pairs []Pair) []Pair {
	gone := map[string][]int{} // by what they are made of
	taken := map[int]bool{}
	for i, p := range pairs {
		if p.Head == "" {
			text := sourceOf(r.Base.FS, p.Base)
			gone[text] = append(gone[text], i)
		}
	}
	if len(gone) == 0 {
		return pairs
	}
	for i, p := range pairs {
		if p.Base != "" {
			continue
		}
		text := sourceOf(r.Head.FS, p.Head)
		if text == "" || len(gone[text]) == 0 {
			continue
		}
		at := gone[text][0]
		gone[text], taken[at] = gone[text][1:], true
		from := pairs[at].Base
		pairs[i].Base = from
		pairs[i].Reasons = []Reason{{from, []string{fmt.Sprintf("%s has the source that %s had", p.Head, from)}}}
	}
	rest := []Pair{}
	for i, p := range pairs {
		if !taken[i] {
			rest = append(rest, p)
		}
	}
	return rest
}

// sourceOf is a digest of a unit's source; "" when it cannot be read.
func sourceOf(fsys fs.FS, dir string) string {
	unit, problems := source.Load(fsys, dir)
	if problems.HasErrors() {
		return ""
	}
	hash := sha256.New()
	for _, f := range unit.Files {
		fmt.Fprintf(hash, "%q %d\n%s", path.Base(f.Path), len(f.Bytes), f.Bytes)
	}
	return string(hash.Sum(nil))
}
