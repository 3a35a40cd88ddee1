package syntax

import "strings"

// seeds are texts in which the lexer's rules matter, for the fuzz targets.
func seeds() [][]byte {
	texts := []string{
		"", "\ufeffa = 1\n", "a = \"$$${a}$%{if b}%%{c}%{endif}\"\n", "a = \"\\${x}\\\"\"\n", "a = \"$\"\n", "a = \"%$b$$\"\n",
		"a = <<A\n$$${x}\n$A\n$\nA\n", "a = <<-A\n  x ${ <<B\nB\n} $$\n  A\nb = 1\n", "a = <<A\r\nx\r\nA\r\n", "a = <<A\nA",
		"a = <<A\n\u0085A\u00a0\n", "a = <<<<A\nA\n", "a = [<<A\nA\n]\n", "a = <<A-1_b\n A-1_b \n", "a = << A\n", "a = <<1A\n",
		"a = <<A\n${x\n} $${ %%{ ${y}A\n\tA\n", "a = <<A\nA x\n\tA\n", "a = <<\u00e9\n\u00e9\n",
		"/* \" { */ a = 1 // { \"\n# { \"\n", "/* x", "a = 1 / 2 /* x */ / 3\n", "a {}\nb \"c\" d {}\n", "a = {for x in y : x => x...}\n",
		"a = { # c\n for\n x in y : x => 1 + \n 1 }\n", "a = \"${ {a = \"}\"} }\"\n", "a = \"${~ b ~}\"\n", "a = {~}\n", "a = b ~} c\n",
		"a = 1e+5.3 + 1..5 + 1e5e5 + 1. + 1.e5\n", "a = b.0.1[*].c.*.d\n", "a = -!-!x ? y : z == w && u || v\n", "a = \"\n\"\n",
		"a = \"\\\n\"\n", "a = \"${\"\n", "a = \"${b\"\n}\n", "<<<<<<< a\n=======\n>>>>>>> b\n", "a = (\n\n# x\n1)\n", "a = [1,\n2,]\n",
		"a = \"\\u0000\\U00000000\\u00e9\"\n", "a = f::g(x...)\n", "\u00e9 = 1\n", "a = \u201cx\u201d\n", "a = 'x'\n", "a = ${b}\n",
		"}\n", "a = ]\n", "a = (]\n", "a {\n b = [\n}\n", "a = \"x\"\"y\"\n", "%{if a}\n", "a = \"%{ for x in y ~}${x}%{ endfor }\"\n",
		"a = \"\U0001f468\u200d\U0001f469\u202e\"\n", "a = \"e\u0301$\u0301{\"\n", "a\u00a0= 1\n", "a = 1\u2028b = 2\n",
		"layer \"a\" {\n  x = \"b\n}\nlayer \"c\" {\n}\n", "layer \"a {\n}\nlayer 'b' {\n", "locals {\n  a = <<E\nlayer \"b\" {\nE\n",
	}
	for _, n := range []int{3, 120} {
		for _, pair := range [][2]string{{"(", ")"}, {"[", "]"}, {"{a=", "}"}, {"\"${", "}\""}, {"f(", ")"}, {"!", ""}, {"x?y:", ""},
			{"[for x in y:", "]"}, {"a[", "]"}} {
			texts = append(texts, "a = "+strings.Repeat(pair[0], n)+"1"+strings.Repeat(pair[1], n)+"\n")
		}
		texts = append(texts, "a = x"+strings.Repeat("[*]", n)+"\n", "a = \""+strings.Repeat("%{if x}", n)+strings.Repeat("%{endif}", n)+"\"\n",
			strings.Repeat("a {\n", n)+strings.Repeat("}\n", n), "a = 1"+strings.Repeat("+1", n)+"\n", "a = \""+strings.Repeat("$", n)+"\"\n")
	}
	all := make([][]byte, len(texts))
	for i, text := range texts {
		all[i] = []byte(text)
	}
	return all
}
