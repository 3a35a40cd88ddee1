package review

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/lang/shape"
)

// contents are the changed files that the generated flake of head names: the
// program says the same of them, and the images hold something else.
func (r Request) contents(p Pair, head *compiled) []string {
	files := []string{}
	named := head.named()
	for _, name := range r.Changed {
		isNamed := slices.ContainsFunc(named, func(n string) bool { return inside(name, n) })
		if isNamed && !head.reads(name) && !generatedIn(p.Head, name) && r.contentDiffers(p, name) {
			files = append(files, name)
		}
	}
	return files
}

func generatedIn(dir, name string) bool {
	return path.Dir(name) == dir && slices.Contains([]string{flakeFile, lockFile, measuresFile}, path.Base(name))
}

// contentDiffers looks again where the unit moved, and with it the paths of its
// files.
func (r Request) contentDiffers(p Pair, name string) bool {
	rel, below := strings.CutPrefix(name, p.Head+"/")
	if p.Base == p.Head || p.Base == "" || !below {
		return p.Base != ""
	}
	was, err := host.ReadIn(r.Base.FS, path.Join(p.Base, rel))
	is, failed := host.ReadIn(r.Head.FS, name)
	return err != nil || failed != nil || !bytes.Equal(was, is)
}

// touched are the addresses of a unit that are made of a changed file, by the
// file, and all that is made of those.
func touched(t things, dir string, files []string) map[place]string {
	found := map[place]string{}
	for at, thing := range t {
		for _, file := range files {
			if mentions(thing, func(text string) bool { return text != "" && inside(file, path.Join(dir, text)) && !path.IsAbs(text) }) {
				found[at] = file
				break
			}
		}
	}
	for grown := true; grown; {
		grown = false
		for at, thing := range t {
			if _, known := found[at]; known {
				continue
			}
			if file := usesAny(at, thing, found); file != "" {
				found[at], grown = file, true
			}
		}
	}
	return found
}

// usesAny returns the file that something is made of which a thing refers to, the
// first of several.
func usesAny(at place, thing shape.Object, found map[place]string) string {
	first := ""
	for on, file := range found {
		if on.platform != at.platform || first != "" && first <= file {
			continue
		}
		if mentions(thing, func(text string) bool { return refers(text, on.address) }) {
			first = file
		}
	}
	return first
}

// refers reports whether a text is an address, or a template with it. A package
// of a set refers to the set.
func refers(text, address string) bool {
	set := address
	if set == "pkgset.default" {
		set = "pkgs"
	}
	if set != address || strings.HasPrefix(address, "pkgset.") {
		return strings.HasPrefix(text, set+".") || strings.HasPrefix(text, set+"[") ||
			strings.Contains(text, "${"+set+".") || strings.Contains(text, "${"+set+"[")
	}
	return text == address || strings.Contains(text, "${"+address+"}")
}

// mentions reports whether a tree holds such a text.
func mentions(t shape.Tree, is func(string) bool) bool {
	switch t := t.(type) {
	case string:
		return is(t)
	case []any:
		return slices.ContainsFunc(t, func(item any) bool { return mentions(item, is) })
	case shape.Object:
		return slices.ContainsFunc(t, func(m shape.Member) bool { return mentions(m.Value, is) })
	}
	return false
}
