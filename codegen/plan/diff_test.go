package plan

import (
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/nix"
)

func parsed(t *testing.T, src string) tree {
	t.Helper()
	f, err := nix.Parse([]byte(src))
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	return reader{inputs: map[string]bool{"nixpkgs": true}}.tree(f.Body)
}

func TestTree(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{`"a${"b"}"`, `"a${\"b\"}"`},
		{`"a$${b}"`, `"a$${b}"`},
		{`"${pkgs.bash}/bin \${x}"`, `"${pkgs.bash}/bin $${x}"`},
		{`[ 1 (-2) 1.5 (-0.5) true null ]`, `[1,-2,1.5,-0.5,true,null]`},
		{`{ b = 1; a.x = 2; a.y = 3; "c d" = { }; }`, `{"a":{"x":2,"y":3},"b":1,"c d":{}}`},
		{`{ inherit system; inherit (pkgs) git; }`, `{"git":"pkgs.git","system":"system"}`},
		{`pkgs."gtk+3"`, `"pkgs[\"gtk+3\"]"`},
		{`[ pkgsets.stable.git declared.script.x overlays.y nixpkgs.lib inputs.or ]`, `["pkgset.stable.git","package.script.x","overlay.y","input.nixpkgs.lib","input.or"]`},
		{`nixpkgs.legacyPackages.${system}`, `"input.nixpkgs.legacyPackages.${system}"`},
		{`./a/b.sh`, `"./a/b.sh"`},
		{`f { x = 1; }`, `{"call":"f","x":1}`},
		{`import nixpkgs { config = { }; }`, `{"call":"import input.nixpkgs","config":{}}`},
		{`p.withPackages (ps: [ ps.a ])`, `{"call":"p.withPackages","items":["ps.a"]}`},
		{`base // { x = 1; }`, `{"...":"base","x":1}`},
		{`a.b ++ [ 1 ]`, `["...a.b",1]`},
		{`x: x + 1`, `"x: x + 1"`},
		{`rec { a = 1; }`, `"rec { a = 1; }"`},
		{`{ ${x} = 1; }`, `"{ ${x} = 1; }"`},
		{`f { call = 1; }`, `"f { call = 1; }"`},
		{`(f x).y { }`, `"(f x).y { }"`},
	} {
		if got := string(encode(parsed(t, test.src))); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.src, got, test.want)
		}
	}
}

func TestDifferences(t *testing.T) {
	long := strings.Repeat("x", 80)
	for _, test := range []struct{ before, after, want string }{
		{`{ a = 1; }`, `{ a = 1; }`, ``},
		{`{ a = 1; }`, `{ a = "1"; }`, `a: 1 -> "1"`},
		{`"pkgs.git"`, `pkgs.git`, `value: "pkgs.git" -> pkgs.git`},
		{`{ a = 1; b = 2; }`, `{ b = 3; c = 4; }`, `a: - 1; b: 2 -> 3; c: + 4`},
		{`{ }`, `{ a.b."c.d" = 1; e = { }; }`, `a.b["c.d"]: + 1; e: + {}`},
		{`{ }`, `{ l = [ 1 2 ]; m = [ ]; r = base // { x = 1; }; s = base; }`, `l: + 1, + 2; m: + []; r.x: + 1; s: + base`},
		{`{ l = [ 1 ]; m.n = 1; }`, `{ }`, `l: - 1; m.n: - 1`},
		{`{ l = [ 1 2 2 ]; }`, `{ l = [ 2 3 ]; }`, `l: + 3, - 1, - 2`},
		{`{ l = [ 1 2 ]; }`, `{ l = [ 2 1 ]; }`, `l: order changed`},
		{`{ a = "` + long + `"; }`, `{ a = "` + long + `y"; }`, `a: changed`},
		{`{ a = "` + long + `"; }`, `{ a = "b"; }`, `a: "` + long[:59] + `… -> "b"`},
		{`{ r = base; }`, `{ r = base // { x.y = 1; }; }`, `r.x.y: + 1`},
		{`{ r = a.b ++ [ 1 ]; }`, `{ r = a.b; }`, `r: - 1`},
		{`{ r = a.b; }`, `{ r = c.d ++ [ 1 ]; }`, `r: a.b -> ["...c.d",1]`},
		{`{ f = x: x; }`, `{ f = x: { a = x; }; }`, `f: x: x -> x: { a = x; }`},
	} {
		if got := strings.Join(differences("", parsed(t, test.before), parsed(t, test.after)), "; "); got != test.want {
			t.Errorf("%s to %s:\n got %s\nwant %s", test.before, test.after, got, test.want)
		}
	}
}
