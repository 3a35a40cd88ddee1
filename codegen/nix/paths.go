package nix

import (
	"path"
	"slices"
	"strings"
)

// Paths returns the files and directories that the code names, relative to the
// directory of the file, clean, sorted and each of them once: "." is that
// directory, and "../x" lies outside it. A path that only evaluation completes
// counts as the directory it starts from. Paths elsewhere on the machine, and
// those in Bind.Written, are none of them.
func Paths(f *File) []string {
	var named []string
	Walk(f.Body, func(e Expr) bool {
		rel, whole := pathText(e)
		if whole {
			named = append(named, path.Clean(rel))
		}
		return !whole
	})
	slices.Sort(named)
	return slices.Compact(named)
}

// pathText is what a path with plain strings added to it spells: ./. + "/x".
func pathText(e Expr) (rel string, ok bool) {
	switch e := e.(type) {
	case *Path:
		return path.Clean(e.Rel), true
	case *Binary:
		left, ok := pathText(e.Left)
		text, plain := plainText(e.Right)
		if e.Op == "+" && ok && plain {
			return left + text, true
		}
	}
	return "", false
}

func plainText(e Expr) (text string, ok bool) {
	s, ok := e.(*Str)
	if !ok {
		return "", false
	}
	var b strings.Builder
	for _, part := range s.Parts {
		if part.Expr != nil {
			return "", false
		}
		b.WriteString(part.Literal)
	}
	return b.String(), true
}
