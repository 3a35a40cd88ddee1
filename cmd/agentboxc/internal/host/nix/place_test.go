package nix

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlaces(t *testing.T) {
	s := &Staged{root: "/tmp/agentboxc-build-1/tree", unit: "a b"}
	inStore := storePath(s.sum) + "/a b/flake.nix"
	at := func(file string) frame { return frame{&file, 3, 7} }
	tests := map[string]struct {
		frame frame
		want  bool
	}{
		"2.8":          {at(inStore), true},
		"2.26":         {at(inStore + ":3:7"), true},
		"where it is":  {at(s.root + "/a b/flake.nix"), true},
		"by its name":  {at("«path:/tmp/agentboxc-build-1/tree?lastModified=1&narHash=sha256-x»/a b/flake.nix:3:7"), true},
		"bare name":    {at("«path:/tmp/agentboxc-build-1/tree»/a b/flake.nix:3:7"), true},
		"other file":   {at(storePath(s.sum) + "/a b/x.nix"), false},
		"other flake":  {at(storePath(s.sum) + "/flake.nix"), false},
		"other source": {at("/nix/store/00000000000000000000000000000000-source/a b/flake.nix:3:7"), false},
		"no file":      {frame{nil, 3, 7}, false},
		"no line":      {frame{&inStore, 0, 0}, false},
	}
	for name, test := range tests {
		var want []Place
		if test.want {
			want = []Place{{3, 7}}
		}
		if diff := cmp.Diff(want, s.placesIn([]frame{test.frame, test.frame})); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func TestPlacesAreBounded(t *testing.T) {
	s := &Staged{root: "/x", unit: "."}
	file := "/x/flake.nix"
	var frames []frame
	for i := range 1000 {
		frames = append(frames, frame{&file, i + 1, 1})
	}
	got := s.placesIn(frames)
	if len(got) != maxPlaces || got[0] != (Place{1, 1}) || got[1] != (Place{2, 1}) {
		t.Errorf("%d places, first %v", len(got), got[:2])
	}
}
