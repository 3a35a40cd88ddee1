package nix

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/rig"
)

const looked = `{
  outputs = _: {
    "package+set" = {
      plain = { type = "derivation"; name = "plain-1.2"; meta.description = "A \"plain\" one\nof two lines"; };
      versioned = { name = "versioned-1"; version = "${builtins.toFile "x" "y"}"; meta = throw "no meta"; };
      nested = { inner."a b" = 1; inner.z = throw "z"; "odd\nname" = 1; refused = throw "refused"; };
      function = x: x;
      refused = throw "refused";
      false' = assert false; { };
      "${"$"}{odd} \"name\"" = { };
    };
    deadly = { good = { x = 1; }; bad = builtins.abort "the end"; };
    large = { x.y = builtins.foldl' (a: n: a ++ [ { inherit n; } ]) [ ] (builtins.genList (n: n) 100000); };
  };
}
`

func TestLook(t *testing.T) {
	withEach(t, func(t *testing.T, n realNix) {
		s := staged(t, looked)
		names, err := n.AttrNames(t.Context(), s, "package+set")
		if want := []string{"${odd} \"name\"", "false'", "function", "nested", "plain", "refused", "versioned"}; err != nil || !cmp.Equal(names, want) {
			t.Errorf("names %q, error %v", names, err)
		}
		got, err := n.Look(t.Context(), s, "package+set",
			[][]string{{}, {"nested"}, {"nested", "inner"}, {"refused"}, {"missing"}, {"missing", "x"}, {"function"}, {"false'", "x"}, {"${odd} \"name\""}},
			[][]string{{"plain"}, {"versioned"}, {"refused"}, {"missing"}, {"function"}})
		if err != nil {
			t.Fatal(err)
		}
		want := &Looked{
			Names: [][]string{names, {"inner", "odd\nname", "refused"}, {"a b", "z"}, nil, nil, nil, nil, nil, {}},
			About: []About{{Version: "1.2", Description: "A \"plain\" one\nof two lines"}, {Version: got.About[1].Version}, {Refused: true}, {}, {}},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if !strings.HasPrefix(got.About[1].Version, "/nix/store/") {
			t.Errorf("the version is %q", got.About[1].Version)
		}
		if _, err := n.Look(t.Context(), s, "deadly", [][]string{{"good"}, {"bad"}}, nil); err == nil || !strings.Contains(err.Error(), "the end") {
			t.Errorf("what stops Nix: %v", err)
		}
	})
}

// An evaluation that grows is ended by its bound, not by the machine's.
func TestLookIsBounded(t *testing.T) {
	withEach(t, func(t *testing.T, n realNix) {
		s := staged(t, looked)
		bounded := n.With(Options{MaxHeap: 100 << 20, Offline: true})
		start := time.Now()
		if _, err := bounded.Look(t.Context(), s, "large", [][]string{{"x", "y"}}, nil); err == nil {
			t.Error("a large value fits into little memory")
		}
		if _, err := bounded.AttrNames(t.Context(), s, "large"); err != nil {
			t.Errorf("its name alone does not: %v", err)
		}
		if took := time.Since(start); took > time.Minute {
			t.Errorf("that took %v", took)
		}
	})
}

func TestInStore(t *testing.T) {
	r := rig.Use(t)
	nixpkgs := r.Input("nixpkgs")
	if !InStore(nixpkgs.NarHash) || InStore("sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=") || InStore("") || InStore("sha256-") {
		t.Errorf("%s is in the store: %v", nixpkgs.StorePath, InStore(nixpkgs.NarHash))
	}
}
