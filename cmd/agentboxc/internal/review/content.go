package review

import (
	"bytes"
	"fmt"
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

// touched are the files that an address of a unit is made of, by address, for those
// files that changed.
func touched(t things, dir string, files []string) map[place][]string {
	all := map[place][]string{}
	grown := map[string]map[place]bool{} // files of one directory mostly lead to the same
	for _, file := range files {
		first := direct(t, dir, file)
		key := fmt.Sprint(first)
		if grown[key] == nil {
			grown[key] = grow(t, first)
		}
		for at := range grown[key] {
			all[at] = append(all[at], file)
		}
	}
	return all
}

// direct are the places that name a file. One that no block is known to name, such
// as one of an input that is a directory, may be part of everything.
func direct(t things, dir, file string) []place {
	var found, made []place
	names := func(text string) bool { return text != "" && !path.IsAbs(text) && inside(file, path.Join(dir, text)) }
	for at, thing := range t {
		if mentions(thing, names) {
			found = append(found, at)
		}
		if isMade(at.address) {
			made = append(made, at)
		}
	}
	if len(found) == 0 {
		found = made
	}
	slices.SortFunc(found, comparePlaces)
	return found
}

// grow adds what is made of the places, until there is no more.
func grow(t things, first []place) map[place]bool {
	found := map[place]bool{}
	for _, at := range first {
		found[at] = true
	}
	for before := -1; before < len(found); {
		before = len(found)
		for at, thing := range t {
			if !found[at] && usesAny(at, thing, found) {
				found[at] = true
			}
		}
	}
	return found
}

// isMade reports whether what has the address is put together with packages of the
// default set, whatever else it is made of.
func isMade(address string) bool {
	kind, _, _ := strings.Cut(address, ".")
	return slices.Contains([]string{"package", "layer", "variant", "shell", "module"}, kind)
}

func usesAny(at place, thing shape.Object, found map[place]bool) bool {
	for on := range found {
		by := func(text string) bool { return refers(text, on.address) }
		if on.platform == at.platform && (on.address == "pkgset.default" && isMade(at.address) || mentions(thing, by)) {
			return true
		}
	}
	return false
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
