package syntax

import (
	"os"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// TestHostileJSON does with JSON what TestHostile does with native syntax.
func TestHostileJSON(t *testing.T) { runHostile(t, "TestHostileJSONInside") }

// TestHostileJSONInside runs inside TestHostileJSON.
func TestHostileJSONInside(t *testing.T) {
	if os.Getenv("HOSTILE_INSIDE") == "" {
		return // TestHostileJSON runs it
	}
	const many = 1_000_000
	repeat := strings.Repeat
	hostile(t, parseInJSON, []hostileText{
		{"arrays not closed", repeat("[", 100_000), diag.NestingTooDeep},
		{"arrays", repeat("[", many) + repeat("]", many), diag.NestingTooDeep},
		{"objects not closed", repeat(`{"a":`, 800_000), diag.NestingTooDeep},
		{"lists not closed", repeat(`[{"a":`+"\n", 500_000), diag.NestingTooDeep},
		{"blocks not closed", `{"layer":{` + repeat(`"a":{"packages":["git"}`+",\n", 100_000), diag.SyntaxError},
		{"blocks not closed on one line", `{"layer":{` + repeat(`"a":{"packages":["git"},`, 100_000), diag.SyntaxError},
		{"quotes", repeat(`"`, 4_000_000), diag.SyntaxError},
		{"quotes on lines", repeat("\"\n", many), diag.SyntaxError},
		{"quotes that do not pair", `{"locals":{` + repeat(`"a":"b, "c":1,`, 200_000), diag.SyntaxError},
		{"digits", `{"locals":{"a":` + repeat("1", many) + "}}", diag.NumberOutOfRange},
		{"exponent", `{"locals":{"a":1e9999999999}}`, diag.NumberOutOfRange},
		{"exponent in an expression", `{"locals":{"a":"${1e30000000}"}}`, diag.NumberOutOfRange},
		{"tokens", `{"locals":{"a":[` + repeat("1,", many) + "1]}}", diag.TooComplex},
		{"tokens in strings", `{"locals":{"a":[` + repeat(`"${a+b+c+d+e+f+g+h}",`, 100_000) + "1]}}", diag.TooComplex},
		{"commas", "[" + repeat(",", 4_000_000), diag.SyntaxError},
		{"signs", repeat("@", 4_000_000), diag.SyntaxError},
		{"signs with spaces", "[" + repeat("@ ", 2_000_000), diag.SyntaxError},
		{"comments", repeat("// x\n", 600_000), diag.SyntaxError},
		{"comments between members", "{" + repeat("// x\n\"locals\": null,\n", 90_000) + "\"a\": {}}", diag.SyntaxError},
		{"bad escapes", `{"locals":{"a":"` + repeat(`\x`, many) + `"}}`, diag.SyntaxError},
		{"NUL escapes", `{"locals":{"a":"` + repeat(`\u0000`, 500_000) + `"}}`, diag.ForbiddenChar},
		{"dollars", `{"locals":{"a":"` + repeat("$", many) + `${b}"}}`, diag.TooComplex},
		{"interpolations", `{"locals":{"a":"` + repeat("${b} ", 300_000) + `"}}`, diag.TooComplex},
		{"interpolations with escapes", `{"locals":{"a":"` + repeat(`\t${b}`, 3_000) + `"}}`, ""},
		{"strings with mistakes", `{"locals":{` + repeat(`"a":"${","b":"\t${",`, 60_000) + `"c":1}}`, diag.SyntaxError},
		{"names twice", `{"locals":{"a":{` + repeat(`"a":1,`, 70_000) + `"a":1}}}`, diag.DuplicateName},
		{"attributes twice", `{"locals":{` + repeat(`"a":1,`, 70_000) + `"a":1}}`, diag.DuplicateName},
		{"blocks that are none", `{"layer":{` + repeat(`"a":1,`, 70_000) + `"a":1}}`, diag.WrongLabels},
		{"tokens in strings and out", `{"layer":{` + repeat(`"a":{"packages":["git","${pkgs.jq}"]},`, 28_000) + `"a":{}}}`, diag.TooComplex},
		{"one long string", `{"locals":{"a":"` + repeat("x", 4_000_000) + `"}}`, ""},
		{"escapes", `{"locals":{"a":"` + repeat(`\t`, 2_000_000) + `"}}`, ""},
		{"blocks on one line", `{"layer":{` + repeat(`"aé":{"packages":["git","${pkgs.jq}"]},`, 10_000) + `"a":{}}}`, ""},
	})
}
