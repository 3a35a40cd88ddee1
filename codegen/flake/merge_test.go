package flake

import (
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/nix"
)

// parse reads an expression.
func parse(t *testing.T, src string) nix.Expr {
	t.Helper()
	f, err := nix.Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return f.Body
}

func TestMerge(t *testing.T) {
	tests := []struct{ a, b, want string }{
		{`[ 1 ]`, `[ 1 ]`, `[ 1 ]`},
		{`[ 1 ]`, `[ 2 ]`, `{ a = [ 1 ]; b = [ 2 ]; }.${system}`},
		{`{ x = 1; }`, `{ x = 1; }`, `{ x = 1; }`},
		{`{ x = 1; y = 1; }`, `{ x = 1; y = 2; }`, `{ x = 1; y = { a = 1; b = 2; }.${system}; }`},
		{`{ x = 1; y = 2; }`, `{ y = 2; x = 1; }`, `{ x = 1; y = 2; }`},
		{`{ x = 1; y = 1; }`, `{ x = 1; }`, `{ x = 1; } // { a = { y = 1; }; b = { }; }.${system}`},
		{`{ x = 1; }`, `{ y = 1; }`, `{ a = { x = 1; }; b = { y = 1; }; }.${system}`},
		{`{ x.p = 1; }`, `{ x = { p = 1; }; }`, `{ x.p = 1; }`},
		{`{ x.p = 1; }`, `{ x.p = 2; }`, `{ x = { p = { a = 1; b = 2; }.${system}; }; }`},
		{`{ x.p = 1; }`, `{ x.q = 1; }`, `{ x = { a = { p = 1; }; b = { q = 1; }; }.${system}; }`},
		{`{ x.p = 1; x.q = 2; }`, `{ x.p = 1; }`, `{ a = { x.p = 1; x.q = 2; }; b = { x.p = 1; }; }.${system}`},
		{`rec { x = 1; }`, `{ x = 1; }`, `{ a = rec { x = 1; }; b = { x = 1; }; }.${system}`},
		{`s // { x = 1; }`, `s`, `{ a = s // { x = 1; }; b = s; }.${system}`},
	}
	for _, tt := range tests {
		got := merge([]string{"a", "b"}, []nix.Expr{parse(t, tt.a), parse(t, tt.b)})
		if !nix.Equal(got, parse(t, tt.want)) {
			text, _ := nix.Print(&nix.File{Body: got})
			t.Errorf("merging %s with %s made %s", tt.a, tt.b, strings.Join(strings.Fields(string(text)), " "))
		}
		// What is merged must come apart again.
		for i, src := range []string{tt.a, tt.b} {
			if strings.Contains(src, "//") || strings.Contains(src, "x.q = 2") {
				continue
			}
			if part := project(got, []string{"a", "b"}[i]); !nix.Equal(flat(part), flat(project(parse(t, src), ""))) {
				text, _ := nix.Print(&nix.File{Body: part})
				t.Errorf("%s came back as %s", src, text)
			}
		}
	}
}

// flat writes a.b = x as a = { b = x; }, at the top.
func flat(x nix.Expr) nix.Expr {
	set, ok := x.(*nix.Attrs)
	if !ok {
		return x
	}
	out := &nix.Attrs{Rec: set.Rec}
	for _, e := range entries(set) {
		out.Binds = append(out.Binds, nix.B(e.name, e.value))
	}
	return out
}

// TestSame compares each of a list of different expressions with each.
func TestSame(t *testing.T) {
	sources := []string{
		`x`, `y`, `"x"`, `"${x}"`, `"x${x}"`, `1`, `2`, `1.5`, `./x`, `./y`, `[ ]`, `[ x ]`, `[ x y ]`,
		`{ }`, `rec { }`, `{ x = 1; }`, `{ y = 1; }`, `{ x = 2; }`, `{ x.y = 1; }`, `{ "${x}" = 1; }`, `{ inherit x; }`,
		`{ inherit (y) x; }`, `{ inherit x y; }`, `x.y`, `x.z`, `x.${y}`, `x.y or z`, `x.y or y`, `f x`, `f y`, `f x y`,
		`x: x`, `y: x`, `{ x }: x`, `{ x, ... }: x`, `let x = 1; in x`, `let x = 1; in y`, `x // y`, `x ++ y`, `y // x`,
		`if x then y else z`, `if x then z else y`, `assert x; y`, `assert y; x`, `with x; y`, `with y; x`, `x ? y`, `x ? z`,
	}
	for i, a := range sources {
		for k, b := range sources {
			if got := nix.Equal(parse(t, a), parse(t, b)); got != (i == k) {
				t.Errorf("nix.Equal(%s, %s) = %t", a, b, got)
			}
		}
	}
}
