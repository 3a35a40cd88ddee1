// Package gitignore knows which directories git ignores by the patterns of its
// ignore files. It knows nothing else that git does: neither what git tracks all
// the same nor a user's own excludes file. It reads no files.
package gitignore

import (
	"bytes"
	"path"
	"strings"
)

// File is the name of an ignore file.
const File = ".gitignore"

// MaxSize bounds the text of an ignore file.
const MaxSize = 1 << 20

// Rules are what ignore files say of the directories below the one that the last of
// them lies in. Nil says nothing. Rules do not change, and may be used at the same
// time.
type Rules struct {
	above    *Rules
	dir      string
	patterns []pattern
}

// With adds an ignore file: of a directory, with slashes and relative to the top of
// the repository, which is ".". The file outweighs those that are there already.
func (r *Rules) With(dir string, text []byte) *Rules {
	patterns := parse(text)
	if len(patterns) == 0 {
		return r
	}
	return &Rules{r, dir, patterns}
}

// Ignores reports whether a directory is ignored. It is for a directory that no
// ignored one is above: one that is cannot be got back.
func (r *Rules) Ignores(dir string) bool {
	for ; r != nil; r = r.above {
		rel := dir
		if r.dir != "." {
			below, ok := strings.CutPrefix(dir, r.dir+"/")
			if !ok {
				continue
			}
			rel = below
		}
		name := path.Base(rel)
		for i := len(r.patterns) - 1; i >= 0; i-- {
			if p := &r.patterns[i]; p.fits(rel, name) {
				return !p.negated
			}
		}
	}
	return false
}

// pattern is a line of an ignore file.
type pattern struct {
	negated  bool
	nameOnly bool   // of the last name of a path, wherever it lies
	first    string // what a path begins with
	between  glob
	last     string // what it ends with
}

func (p *pattern) fits(rel, name string) bool {
	if p.nameOnly {
		rel = name
	}
	rest, begins := strings.CutPrefix(rel, p.first)
	if !begins {
		return false
	}
	between, ends := strings.CutSuffix(rest, p.last)
	return ends && p.between.fits(between)
}

func parse(text []byte) []pattern {
	var all []pattern
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		if p, ok := parseLine(strings.TrimSuffix(string(line), "\r")); ok {
			all = append(all, p)
		}
	}
	return all
}

// parseLine is not ok for a line that fits nothing.
func parseLine(line string) (p pattern, ok bool) {
	if strings.HasPrefix(line, "#") {
		return p, false
	}
	line, p.negated = strings.CutPrefix(withoutSpaces(line), "!")
	line = strings.TrimSuffix(line, "/") // which says that it is of directories
	p.nameOnly = !strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if line == "" {
		return p, false
	}
	at := strings.IndexAny(line, special)
	if at < 0 {
		at = len(line)
	}
	p.first = line[:at]
	p.between, p.last, ok = parseGlob(line[at:])
	return p, ok
}

// withoutSpaces removes the spaces at the end, but for one behind a backslash.
func withoutSpaces(line string) string {
	end := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			continue
		case '\\':
			i++
		}
		end = i + 1
	}
	return line[:min(end, len(line))]
}
