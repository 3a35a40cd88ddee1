package nix

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// Place is a position in the staged flake.nix. Both numbers start at 1, and
// columns count bytes, as codegen/nix.Map takes them.
type Place struct{ Line, Column int }

// maxPlaces is how many places of an error are kept.
const maxPlaces = 64

// locate gives errors their places in the staged flake.
func (s *Staged) locate(problems []*Error) {
	for _, e := range problems {
		e.Places = s.placesIn(e.frames)
		e.frames = nil
	}
}

// placesIn are the frames in the flake, the innermost first as Nix has them: the
// error's own, then its trace.
func (s *Staged) placesIn(frames []frame) []Place {
	var places []Place
	for _, f := range frames {
		p := Place{Line: f.Line, Column: f.Column}
		if s.isFlake(f.file()) && p.Line > 0 && p.Column > 0 && !slices.Contains(places, p) && len(places) < maxPlaces {
			places = append(places, p)
		}
	}
	return places
}

// file is the frame's file: newer versions add the position to it.
func (f frame) file() string {
	if f.File == nil {
		return ""
	}
	return strings.TrimSuffix(plain(*f.File), fmt.Sprintf(":%d:%d", f.Line, f.Column))
}

// isFlake reports whether Nix means the staged flake.nix: where it lies, where
// Nix copies it to, or a name that it gives to the tree, «path:DIR?narHash=…».
func (s *Staged) isFlake(file string) bool {
	inTree := "/" + path.Join(s.unit, flakeFile)
	dir, ok := strings.CutSuffix(file, inTree)
	if !ok {
		return false
	}
	named, _ := strings.CutPrefix(dir, "«path:")
	named, _, _ = strings.Cut(strings.TrimSuffix(named, "»"), "?")
	return dir == s.root || dir == storePath(s.sum) || named == s.root
}
