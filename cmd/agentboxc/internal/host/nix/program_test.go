package nix

import (
	"testing"
	"testing/fstest"
)

func TestProgramWithoutStaging(t *testing.T) {
	fsys := fstest.MapFS{
		"box/d/a.b": file("1"), "box/d/a/x": program("2"), "box/d/a-": file(""), "shared/deep/s.sh": file("3"),
		"box/l": link("../shared/deep"), "lonely": file("4"),
	}
	for name, src := range map[string]Source{
		"alone":   {FS: fsys, Unit: "box", Flake: []byte("F"), Lock: []byte("L")},
		"inside":  {FS: fsys, Unit: "box", Flake: []byte("F"), Lock: []byte("L"), Paths: []string{"d", "l/s.sh"}},
		"a level": {FS: fsys, Unit: "box", Flake: []byte("F"), Paths: []string{"d/a/x"}},
		"outside": {FS: fsys, Unit: "box", Flake: []byte("F"), Paths: []string{"../shared/deep/s.sh", "d"}},
		"all":     {FS: fsys, Unit: "box", Flake: []byte("F"), Paths: []string{".."}},
	} {
		staged, err := Stage(t.Context(), src)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		t.Cleanup(staged.Close)
		if got, err := Program(src); err != nil || got != staged.Program() {
			t.Errorf("%s: %q (%v), want %s", name, got, err, staged.Program())
		}
	}
	if _, err := Program(Source{FS: fsys, Unit: "box", Paths: []string{"gone"}}); err == nil {
		t.Error("a file that does not exist is no error")
	}
}
