package review

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/agentboxc/agentboxc/lang/source"
)

// maxReasons is how many paths are told for one unit.
const maxReasons = 100

// reach knows what a unit can read. A path leads out of a unit's directory only
// through "..", which somebody has to write, or through a symbolic link; what is
// written there may be more than is really read, never less.
type reach struct {
	Request
	outward map[string][]step // by directory
}

// step is a path outside a directory that one of its files names.
type step struct{ to, from string }

func newReach(r Request) *reach { return &reach{Request: r, outward: map[string][]step{}} }

// own are the changes in a directory itself.
func (r *reach) own(dir string) []Reason { return r.changed(dir, nil) }

// changed are the changes at a path or below it, with the steps that lead there.
func (r *reach) changed(at string, chain []string) []Reason {
	var reasons []Reason
	first := 0
	if at != "." {
		first, _ = slices.BinarySearch(r.Changed, at)
	}
	for _, name := range r.Changed[first:] {
		if at != "." && !strings.HasPrefix(name, at) {
			break
		}
		if inside(name, at) {
			reasons = append(reasons, Reason{name, append(slices.Clone(chain), name+" changed")})
		}
		if len(reasons) == maxReasons {
			break
		}
	}
	return reasons
}

// reasons are all changes that a unit of both trees can be affected by.
func (r *reach) reasons(dir string) []Reason {
	type node struct {
		path  string
		chain []string
	}
	var reasons []Reason
	seen := map[string]bool{dir: true}
	for queue := []node{{path: dir}}; len(queue) > 0 && len(reasons) < maxReasons; queue = queue[1:] {
		n := queue[0]
		reasons = append(reasons, r.changed(n.path, n.chain)...)
		for _, s := range r.steps(n.path) {
			if seen[s.to] {
				continue
			}
			seen[s.to] = true
			how := fmt.Sprintf("%s refers to %s", s.from, s.to)
			queue = append(queue, node{s.to, append(slices.Clone(n.chain), how)})
		}
	}
	slices.SortStableFunc(reasons, func(a, b Reason) int { return strings.Compare(a.Path, b.Path) })
	return slices.CompactFunc(reasons, func(a, b Reason) bool { return a.Path == b.Path })
}

// learn finds the steps out of many directories at the same time.
func (r *reach) learn(dirs []string) {
	steps := make([][]step, len(dirs))
	var finders sync.WaitGroup
	all := runtime.GOMAXPROCS(0)
	for first := range all {
		finders.Go(func() {
			for i := first; i < len(dirs); i += all {
				steps[i] = r.find(dirs[i])
			}
		})
	}
	finders.Wait()
	for i, dir := range dirs {
		r.outward[dir] = steps[i]
	}
}

func (r *reach) steps(dir string) []step {
	steps, known := r.outward[dir]
	if !known {
		steps = r.find(dir)
		r.outward[dir] = steps
	}
	return steps
}

// find returns the steps of the base. Where head has others, the file that has them
// differs itself.
func (r *reach) find(dir string) []step {
	var steps []step
	add := func(to, from string) {
		if fs.ValidPath(to) && !inside(to, dir) {
			steps = append(steps, step{to, from})
		}
	}
	for _, link := range r.Links(dir) {
		if target, err := fs.ReadLink(r.Base.FS, link); err == nil {
			add(path.Join(path.Dir(link), target), link)
		}
	}
	entries, _ := fs.ReadDir(r.Base.FS, dir) // what is no directory names nothing
	for _, entry := range entries {
		name := path.Join(dir, entry.Name())
		if !speaks(entry.Name()) {
			continue
		}
		text, _ := fs.ReadFile(r.Base.FS, name) // what cannot be read is told when the unit is compiled
		for _, rel := range upward(text) {
			add(path.Join(dir, rel), name)
		}
	}
	return steps
}

// speaks reports whether paths are written in files of the name: sources, and
// values for them.
func speaks(name string) bool {
	name = strings.TrimSuffix(name, source.JSON)
	return source.IsMain(name) || strings.HasSuffix(name, source.Suffix) || strings.HasSuffix(name, ".auto.agentboxvars")
}

// ends are what a path in a text ends at, wherever that is written.
const ends = " \t\n\f\r\"[](){},=<>`$"

// upward returns the words that have ".." for one of their parts, up to where
// something is put in that is not known here.
func upward(text []byte) []string {
	var found []string
	for {
		at := bytes.Index(text, []byte(".."))
		if at < 0 {
			return found
		}
		start, end := bytes.LastIndexAny(text[:at], ends)+1, len(text)
		if n := bytes.IndexAny(text[at:], ends); n >= 0 {
			end = at + n
		}
		word := string(text[start:end])
		if slices.Contains(strings.Split(word, "/"), "..") && !slices.Contains(found, word) {
			found = append(found, word)
		}
		text = text[end:]
	}
}
