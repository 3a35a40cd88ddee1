package nix

import (
	"slices"
	"testing"
)

func parseExpr(t *testing.T, src string) Expr {
	t.Helper()
	f, err := Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return f.Body
}

// Each of these is another expression than all the others.
var different = []string{
	"a", "b", "1", "2", "1.0", "./a", "./b", "/a", "/b", `""`, `"a"`, `"${a}"`, `"${b}"`, "[ ]", "[ a ]", "[ a b ]",
	"{ }", "rec { }", "{ a = 1; }", "{ b = 1; }", "{ a = 2; }", "{ a.b = 1; }", "{ ${a} = 1; }",
	"{ inherit a; }", "{ inherit b; }", "{ inherit (a) a; }", "{ inherit (b) a; }",
	"a.b", "a.c", "b.b", "a.b or c", "a.b or d", "a ? b", "a ? c", "b ? b", "f a", "f b", "g a", "f a b",
	"a: a", "b: a", "a: b", "{ a }: a", "{ a, ... }: a", "{ a }@b: a", "{ a ? 1 }: a", "{ a ? 2 }: a",
	"let a = 1; in a", "let a = 2; in a", "let a = 1; in b", "a + b", "a - b", "a + c", "c + b", "!a", "-a", "!b",
	"if a then b else c", "if b then b else c", "if a then a else c", "if a then b else b",
	"assert a; b", "assert b; b", "assert a; a", "with a; b", "with b; b", "with a; a",
}

func TestEqual(t *testing.T) {
	for i, a := range different {
		for k, b := range different {
			if got := Equal(parseExpr(t, a), parseExpr(t, b)); got != (i == k) {
				t.Errorf("Equal(%s, %s) = %v", a, b, got)
			}
		}
	}
	for a, b := range map[string]string{
		"{\n  # why\n\n  a = 1;\n}": "{ a = 1; }",
		"[\n  a\n]":                 "[ a ]",
		"(a.b).c":                   "a.b.c",
		"(f a) b":                   "f a b",
		`a."b"`:                     "a.b",
		"''\n  a\n''":               `"a\n"`,
		"a@{ b }: b":                "{ b }@a: b",
	} {
		if !Equal(parseExpr(t, a), parseExpr(t, b)) {
			t.Errorf("%q and %q should be equal", a, b)
		}
	}
	if !Equal(nil, nil) || Equal(nil, Id("a")) || Equal(Id("a"), nil) {
		t.Error("nil is equal to itself only")
	}
}

func TestWalk(t *testing.T) {
	for src, want := range map[string][]string{
		"{ a.${n1} = n2; inherit (n3) x; b = n4; }":                  {"n1", "n2", "n3", "n4"},
		"let a = n1; in [ n2 (n3 n4 n5) n6.a.${n7} (n8.a or n9) ]":   {"n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9"},
		`{ a ? n1, b, c ? n2 }: if n3 then "x${n4}" else x: n5 + n6`: {"n1", "n2", "n3", "n4", "n5", "n6"},
		"assert n1; with n2; !n3 && n4 ? a.${n5} || -n6":             {"n1", "n2", "n3", "n4", "n5", "n6"},
	} {
		var names []string
		Walk(parseExpr(t, src), func(e Expr) bool {
			if id, ok := e.(*Ident); ok {
				names = append(names, id.Name)
			}
			return true
		})
		if !slices.Equal(names, want) {
			t.Errorf("%s: visits %v, want %v", src, names, want)
		}
	}
	visits := 0
	Walk(parseExpr(t, "[ a [ b c ] ]"), func(e Expr) bool {
		visits++
		return visits < 3
	})
	if visits != 3 {
		t.Errorf("%d visits, want 3: the list, a, and the list that is not entered", visits)
	}
}
