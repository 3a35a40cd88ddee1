package nix

import (
	"errors"
	"strings"
	"testing"
)

var unreadable = []struct{ source, message string }{
	{"", `line 1, column 1: expected an expression, found the end of the file`},
	{"{ a = 1 }", `line 1, column 9: expected ";", found "}"`},
	{"{\n  a = [\n", `line 3, column 1: expected "]", found the end of the file`},
	{"1 2 }", `line 1, column 5: expected the end of the file, found "}"`},
	{"a.", `line 1, column 3: expected a name, found the end of the file`},
	{"\"a\n", `line 2, column 1: the string does not end`},
	{"''a''\\", `line 1, column 6: unexpected character '\\'`},
	{"''a", `line 1, column 4: the string does not end`},
	{"\"${a", `line 1, column 5: expected "}", found the end of the file`},
	{"\"${a b;}\"", `line 1, column 7: expected "}", found ";"`},
	{"/* a", `line 1, column 1: the comment does not end`},
	{"/*/", `line 1, column 1: the comment does not end`},
	{"a\x00", `line 1, column 2: a NUL byte`},
	{"a = ^", `line 1, column 3: expected the end of the file, found "="`},
	{"[ ä ]", `line 1, column 3: unexpected character 'ä'`},
	{"9223372036854775808", `line 1, column 1: the number 9223372036854775808 is out of range`},
	{"1.0e999", `line 1, column 1: the number 1.0e999 is out of range`},
	{"a == b == c", `line 1, column 8: a comparison of comparisons without parentheses`},
	{"./a/", `line 1, column 1: a path literal that ends in a slash`},
	{"./a/${b", `line 1, column 8: expected "}", found the end of the file`},
	{"let { body = 1; }", `line 1, column 5: expected a name, found "{"`},
	{"{ inherit ${a}; }", `line 1, column 11: a computed name after inherit`},
	{"{ a, b }", `line 1, column 9: expected ":", found the end of the file`},
	{"{ a ? 1; }: a", `line 1, column 8: expected "}", found ";"`},
	{"x@y: x", `line 1, column 3: expected "{", found "y"`},
	{"if a then b", `line 1, column 12: expected "else", found the end of the file`},
	{strings.Repeat("[", 1e6), `line 1, column 500: more than 500 expressions inside each other`},
	{strings.Repeat("(", 1e6), `line 1, column 501: more than 500 expressions inside each other`},
	{strings.Repeat("{a=", 1e6), `line 1, column 1501: more than 500 expressions inside each other`},
	{strings.Repeat("!", 1e6), `line 1, column 500: more than 500 expressions inside each other`},
	{strings.Repeat("-", 1e6), `line 1, column 500: more than 500 expressions inside each other`},
	{strings.Repeat("x: ", 1e6), `line 1, column 1501: more than 500 expressions inside each other`},
	{strings.Repeat(`"${`, 1e6), `line 1, column 1501: more than 500 expressions inside each other`},
	{strings.Repeat("a.b or ", 1e6), `line 1, column 3498: more than 500 expressions inside each other`},
	{strings.Repeat("a + ", 1e6), `line 1, column 4003: more than 1000 operators in a row`},
	{strings.Repeat("a ++ ", 1e6), `line 1, column 5003: more than 1000 operators in a row`},
	{strings.Repeat(" ", maxSource+1), `line 1, column 1: the file has more than 16777216 bytes`},
}

func TestParseErrors(t *testing.T) {
	for _, c := range unreadable {
		_, err := Parse([]byte(c.source))
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || err.Error() != c.message {
			t.Errorf("%.60q: %v, want %s", c.source, err, c.message)
		}
	}
}

func TestParseComputedPaths(t *testing.T) {
	for source, same := range map[string]string{
		"./a/${b}":            `./a + "/${b}"`,
		"f ./a${b}/c.${d} e":  `f (./a + "${b}/c.${d}") e`,
		"[ /etc/${a}.b ~/x ]": `[ (/etc + "/${a}.b") ~/x ]`,
	} {
		read, err := Parse([]byte(source))
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		want, err := Parse([]byte(same))
		if err != nil {
			t.Fatal(err)
		}
		if !Equal(read.Body, want.Body) {
			t.Errorf("%s is not read as %s", source, same)
		}
	}
}
