package nix

import (
	"math"
	"testing"
)

// What text cannot say, or would say in another way.
func TestPrintTrees(t *testing.T) {
	two := A(B("a", Id("x")), B("b", Id("y")))
	for _, c := range []struct {
		name string
		tree Expr
		want string
	}{
		{"empty string", &Str{}, `""`},
		{"literals in a row", &Str{Parts: []StrPart{{Literal: "$"}, {Literal: "{x}"}, {}}}, `"\${x}"`},
		{"dollar in front of an interpolation", &Str{Parts: []StrPart{{Literal: "a$"}, {Expr: Id("x")}}}, `"a\$${x}"`},
		{"no line break at the end", S("a\nb"), `"a\nb"`},
		{"lines", S("a\n  b\n"), "''\n  a\n    b\n''"},
		{"empty lines", S("\n\na\n\n"), "''\n\n\n  a\n\n''"},
		{"only indented lines", S("  a\n  b\n"), `"  a\n  b\n"`},
		{"only line breaks", S("\n\n"), `"\n\n"`},
		{"space at the end of a line", S("a \nb\n"), `"a \nb\n"`},
		{"carriage return", S("a\r\nb\r\n"), `"a\r\nb\r\n"`},
		{"least integer", L(&Int{Value: math.MinInt64}), "[ (-9223372036854775807 - 1) ]"},
		{"large float", &Float{Value: 1e21}, "1.0e+21"},
		{"negative zero", &Float{Value: math.Copysign(0, -1)}, "-0.0"},
		{"whole float", &Float{Value: 5}, "5.0"},
		{"path", &Path{Rel: "a/b.sh"}, "./a/b.sh"},
		{"path upwards", &Path{Rel: "../a"}, "../a"},
		{"directory", &Path{}, "./."},
		{"path with a space", L(&Path{Rel: "a b/c"}), `[ (./. + "/a b/c") ]`},
		{"path with an interpolation", &Path{Rel: "${x}"}, `./. + "/\${x}"`},
		{"selection from a path", Sel(&Path{Rel: "a"}, "b"), "(./a).b"},
		{"nested selections", Sel(Sel(Id("a"), "b"), "c"), "a.b.c"},
		{"default of one selection", &Select{Of: Sel(Id("a"), "b"), Path: Names("c"), Default: Id("d")}, "(a.b).c or d"},
		{"nested calls", Call(Call(Id("f"), Id("a")), Id("b")), "f a b"},
		{"call of nothing", Call(Id("f")), "f"},
		{"right side of a sum", Op(Id("a"), "+", Op(Id("b"), "+", Id("c"))), "a + (b + c)"},
		{"left side of an update", Op(Op(Id("a"), "//", Id("b")), "//", Id("c")), "(a // b) // c"},
		{"comparison of comparisons", Op(Op(Id("a"), "==", Id("b")), "==", Id("c")), "(a == b) == c"},
		{"function as an operand", Op(Fn("x", Id("x")), "//", Id("b")), "(x: x) // b"},
		{"name as an expression", &Select{Of: Id("a"), Path: []AttrName{{Expr: S("b c")}}}, `a."b c"`},
		{"expanded set", Call(Id("f"), &Attrs{Expand: true, Binds: two.Binds[:1]}), "f {\n  a = x;\n}"},
		{"expanded list", &List{Expand: true, Items: []Expr{Id("x")}}, "[\n  x\n]"},
		{"comment", A(Bind{Comment: "Why", Path: Names("a"), Value: Id("x")}), "{\n  # Why\n  a = x;\n}"},
		{"detached comment", A(Bind{Comment: "Why\n", Path: Names("a"), Value: Id("x")}), "{\n  # Why\n\n  a = x;\n}"},
		{"comment that tries to end", A(Bind{Comment: "a\n*/ b", Path: Names("a"), Value: Id("x")}), "{\n  # a\n  # */ b\n  a = x;\n}"},
		{"blank first line", A(Bind{Blank: true, Path: Names("a"), Value: two}), "{\n  a = {\n    a = x;\n    b = y;\n  };\n}"},
	} {
		if got, _ := Print(&File{Body: c.tree}); string(got) != c.want+"\n" {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestPrintRefuses(t *testing.T) {
	for name, tree := range map[string]Expr{
		"variable":  Id("x; y = 1"),
		"keyword":   Id("in"),
		"or":        Id("or"),
		"empty":     Id(""),
		"parameter": Fn("x y", Id("x")),
		"wrapped":   Call(Id("f"), Fn("x: y", A(B("a", Id("x"))))),
		"function":  Call(Id("f"), Call(Id("g h"), A(B("a", Id("x"))))),
		"formal":    &Lambda{Formals: []string{"a", "b ? 1"}, Body: Id("x")},
		"as":        &Lambda{Formals: []string{"a"}, As: "x@", Body: Id("x")},
		"operator":  Op(Id("a"), "; in", Id("b")),
		"unary":     &Unary{Op: "- x", X: Id("b")},
		"outside":   &Outside{Text: "/a b"},
		"inside":    &Outside{Text: "./a"},
		"NUL":       S("a\x00b"),
		"NUL name":  A(B("a\x00b", Id("x"))),
		"NUL line":  S("a\x00b\nc\n"),
		"infinity":  &Float{Value: math.Inf(1)},
		"comment":   A(Bind{Comment: "a\x00b", Path: Names("a"), Value: Id("x")}),
		"nothing":   A(B("a", nil)),
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("was printed")
				}
			}()
			Print(&File{Body: tree})
		})
	}
}

// Nix ends a comment at a carriage return, too.
func TestPrintComment(t *testing.T) {
	text, _ := Print(&File{Header: "One.\rx = 1;\r\nTwo.\n\nThree.\n", Body: A()})
	want := "# One.\n# x = 1;\n# Two.\n#\n# Three.\n\n{ }\n"
	if string(text) != want {
		t.Errorf("got %q, want %q", text, want)
	}
}
