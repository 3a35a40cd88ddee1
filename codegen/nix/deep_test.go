package nix

import (
	"strings"
	"testing"
)

// A printer that tries several layouts per level could take time exponential
// in the depth: these files are deep in each way there is.
func TestDeepFiles(t *testing.T) {
	const depth = 240
	w := strings.Repeat("w", 40)
	for _, c := range [][3]string{
		{"[", "1", "]"}, {"(", "1", " + 1)"}, {"{a=", "1", ";}"}, {"(a ++ ", "1", ")"}, {"(", "a", ").b"},
		{"(f ", "1", ")"}, {"f {a=", "1", ";} " + w}, {"(f " + w + " (", "1", ") " + w + ")"},
		{"(f {a=", "1", ";} {b=1;} " + w + " " + w + ")"}, {"(f [", "1", "] [" + w + "] " + w + "  )"},
		{"(f " + w + w + " {a=", "1", ";} " + w + w + ")"}, {"[(f ", "1", " " + w + w + " {})]"},
		{"(f ", "1", " " + w + w + " [1 2])"}, {"(f [", "1", "] " + w + " " + w + ")"},
		{"x: ", "1", ""}, {"(x: ", "1", ")"}, {"f (x: ", "1", ")"}, {"{ a ? ", "1", " }: a"},
		{"let a = ", "1", "; in a"}, {"if a then ", "1", " else 2"}, {"if a then b else ", "1", ""},
		{"with a; ", "1", ""}, {"assert a; ", "1", ""}, {"a.b or (", "1", ")"}, {"a.${", "1", "}"},
		{"\"${", "1", "}\""}, {"\"${f " + w + " ", "1", " " + w + "}\""}, {"a.${f " + w + " (", "1", ") " + w + "}"},
		{"''\n${", "1", "}\n''"}, {"''\n${f ", "1", "}\n" + w + "''"},
	} {
		src := strings.Repeat(c[0], depth) + c[1] + strings.Repeat(c[2], depth)
		f, err := Parse([]byte(src))
		if err != nil {
			t.Errorf("%q: %v", c, err)
			continue
		}
		text, _ := Print(f)
		back, err := Parse(text)
		if err != nil || !Equal(f.Body, back.Body) {
			t.Errorf("%q is read back as something else: %v", c, err)
		}
	}
}
