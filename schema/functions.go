package schema

import (
	"slices"
	"strings"
)

// Function describes a built-in function. What it does is package check's; that
// both have the same names is tested there.
type Function struct {
	Name      string
	Signature string
	Doc       string // one sentence or two, starting with what the result is
	Example   string // HCL expression that evaluates
	// Context says that a string that holds a package's store path may go
	// through the function. Elsewhere the path would be lost, which is an error.
	Context bool
}

// Functions returns the built-in functions, sorted by name.
func Functions() []Function { return functions }

// HasFunction reports whether there is a function of the name.
func HasFunction(name string) bool {
	_, found := FunctionNamed(name)
	return found
}

// FunctionNamed returns the function of the name, if there is one.
func FunctionNamed(name string) (Function, bool) {
	at, found := slices.BinarySearchFunc(functions, name, func(f Function, name string) int {
		return strings.Compare(f.Name, name)
	})
	if !found {
		return Function{}, false
	}
	return functions[at], true
}

var functions = []Function{
	{Name: "abs", Signature: "abs(number)", Doc: "The distance of a number from zero.", Example: `abs(-5)`},
	{Name: "can", Signature: "can(expression)", Doc: "Whether the expression can be evaluated.", Example: `can(tonumber("a"))`, Context: true},
	{Name: "ceil", Signature: "ceil(number)", Doc: "The next whole number that is not smaller.", Example: `ceil(1.2)`},
	{Name: "chomp", Signature: "chomp(string)", Doc: "The string without the line breaks at its end.", Example: `chomp("a\n")`, Context: true},
	{Name: "chunklist", Signature: "chunklist(list, size)", Doc: "The list cut into lists of at most size elements.", Example: `chunklist(["a", "b", "c"], 2)`, Context: true},
	{Name: "coalesce", Signature: "coalesce(values...)", Doc: "The first value that is not null.", Example: `coalesce(null, "a")`, Context: true},
	{Name: "coalescelist", Signature: "coalescelist(lists...)", Doc: "The first list that is not empty.", Example: `coalescelist([], ["a"])`, Context: true},
	{Name: "compact", Signature: "compact(list)", Doc: "The list of strings without the empty ones.", Example: `compact(["a", ""])`, Context: true},
	{Name: "concat", Signature: "concat(lists...)", Doc: "The lists one after the other as one list.", Example: `concat(["a"], ["b"])`, Context: true},
	{Name: "contains", Signature: "contains(list, value)", Doc: "Whether the value is an element of the list.", Example: `contains(["a", "b"], "a")`, Context: true},
	{Name: "csvdecode", Signature: "csvdecode(string)", Doc: "A list of objects, one for each line of the CSV text after the header line.", Example: `csvdecode("a,b\n1,2")`},
	{Name: "distinct", Signature: "distinct(list)", Doc: "The list without repetitions; the first of equal elements stays.", Example: `distinct(["a", "b", "a"])`, Context: true},
	{Name: "element", Signature: "element(list, index)", Doc: "The element at the index, counted around when the list is shorter.", Example: `element(["a", "b"], 3)`, Context: true},
	{Name: "endswith", Signature: "endswith(string, suffix)", Doc: "Whether the string ends with the suffix.", Example: `endswith("agent.hcl", ".hcl")`},
	{Name: "file", Signature: "file(path)", Doc: "The text of a file, which must be UTF-8. The path is relative to the file that holds the expression.", Example: `file("motd.txt")`},
	{Name: "flatten", Signature: "flatten(list)", Doc: "The list with the elements of inner lists in their place.", Example: `flatten([["a"], ["b", "c"]])`, Context: true},
	{Name: "floor", Signature: "floor(number)", Doc: "The next whole number that is not larger.", Example: `floor(1.8)`},
	{Name: "format", Signature: "format(format, values...)", Doc: "The format with %s, %d and the like replaced by the values.", Example: `format("%s-%d", "py", 312)`, Context: true},
	{Name: "formatdate", Signature: "formatdate(format, timestamp)", Doc: "The RFC 3339 timestamp in another layout.", Example: `formatdate("YYYY-MM-DD", "2026-01-02T03:04:05Z")`},
	{Name: "formatlist", Signature: "formatlist(format, lists...)", Doc: "The format applied to the first elements of the lists, then the second ones, and so on.", Example: `formatlist("%s.conf", ["a", "b"])`, Context: true},
	{Name: "indent", Signature: "indent(spaces, string)", Doc: "The string with so many spaces before every line but the first.", Example: `indent(2, "a\nb")`, Context: true},
	{Name: "index", Signature: "index(list, key)", Doc: "The element of a list or map under the index or key; an error when there is none.", Example: `index(["a", "b"], 1)`, Context: true},
	{Name: "int", Signature: "int(number)", Doc: "The number without its fraction.", Example: `int(1.8)`},
	{Name: "join", Signature: "join(separator, list)", Doc: "The strings of the list with the separator between them.", Example: `join(":", ["/bin", "/usr/bin"])`, Context: true},
	{Name: "jsondecode", Signature: "jsondecode(string)", Doc: "The value that a JSON text stands for.", Example: `jsondecode("{\"a\": 1}")`},
	{Name: "jsonencode", Signature: "jsonencode(value)", Doc: "The value as JSON text.", Example: `jsonencode({ a = 1 })`, Context: true},
	{Name: "keys", Signature: "keys(map)", Doc: "The keys of the map, sorted.", Example: `keys({ b = 1, a = 2 })`, Context: true},
	{Name: "length", Signature: "length(collection)", Doc: "The number of elements of a list, set or map. For strings, see strlen.", Example: `length(["a", "b"])`, Context: true},
	{Name: "log", Signature: "log(number, base)", Doc: "The logarithm of the number to the base.", Example: `log(16, 2)`},
	{Name: "lookup", Signature: "lookup(map, key, default)", Doc: "The element of the map under the key, or the default when there is none.", Example: `lookup({ a = "x" }, "b", "y")`, Context: true},
	{Name: "lower", Signature: "lower(string)", Doc: "The string in lower-case letters.", Example: `lower("AGENT")`},
	{Name: "max", Signature: "max(numbers...)", Doc: "The largest of the numbers.", Example: `max(1, 3, 2)`},
	{Name: "merge", Signature: "merge(maps...)", Doc: "One map with the elements of all; of equal keys the last one counts.", Example: `merge({ a = 1 }, { b = 2 })`, Context: true},
	{Name: "min", Signature: "min(numbers...)", Doc: "The smallest of the numbers.", Example: `min(1, 3, 2)`},
	{Name: "nonsensitive", Signature: "nonsensitive(value)", Doc: "The value without its mark as sensitive: from here on it may be shown and published.", Example: `nonsensitive("token")`, Context: true},
	{Name: "parseint", Signature: "parseint(string, base)", Doc: "The whole number that the digits stand for.", Example: `parseint("ff", 16)`},
	{Name: "pkg", Signature: "pkg(name)", Doc: "The package of that name in nixpkgs, for names that are computed.", Example: `pkg("python312Packages.${"pip"}")`},
	{Name: "pow", Signature: "pow(number, power)", Doc: "The number raised to the power.", Example: `pow(2, 10)`},
	{Name: "range", Signature: "range(start, limit, step)", Doc: "The numbers from start up to, but not including, limit; 1,024 at most.", Example: `range(0, 3)`},
	{Name: "regex", Signature: "regex(pattern, string)", Doc: "The first match of the pattern; with groups, a list or an object of them.", Example: `regex("[0-9]+", "py312")`},
	{Name: "regexall", Signature: "regexall(pattern, string)", Doc: "All matches of the pattern.", Example: `regexall("[0-9]", "a1b2")`},
	{Name: "regexreplace", Signature: "regexreplace(string, pattern, replacement)", Doc: "The string with every match of the pattern replaced.", Example: `regexreplace("a1b2", "[0-9]", "")`},
	{Name: "replace", Signature: "replace(string, substring, replacement)", Doc: "The string with every occurrence of the substring replaced.", Example: `replace("a-b", "-", "_")`},
	{Name: "reverse", Signature: "reverse(list)", Doc: "The list in the opposite order.", Example: `reverse(["a", "b"])`, Context: true},
	{Name: "setintersection", Signature: "setintersection(sets...)", Doc: "The elements that are in all of the sets.", Example: `setintersection(["a", "b"], ["b"])`, Context: true},
	{Name: "setproduct", Signature: "setproduct(lists...)", Doc: "All combinations of one element of each list.", Example: `setproduct(["a", "b"], ["x", "y"])`, Context: true},
	{Name: "setsubtract", Signature: "setsubtract(a, b)", Doc: "The elements of a that are not in b.", Example: `setsubtract(["a", "b"], ["b"])`, Context: true},
	{Name: "setunion", Signature: "setunion(sets...)", Doc: "The elements that are in any of the sets.", Example: `setunion(["a"], ["b"])`, Context: true},
	{Name: "signum", Signature: "signum(number)", Doc: "-1, 0 or 1 for a negative number, zero and a positive one.", Example: `signum(-3)`},
	{Name: "slice", Signature: "slice(list, start, end)", Doc: "The elements from start up to, but not including, end.", Example: `slice(["a", "b", "c"], 0, 2)`, Context: true},
	{Name: "sort", Signature: "sort(list)", Doc: "The strings in the order of their bytes.", Example: `sort(["b", "a"])`, Context: true},
	{Name: "split", Signature: "split(separator, string)", Doc: "The pieces of the string between the separators.", Example: `split(",", "a,b")`},
	{Name: "startswith", Signature: "startswith(string, prefix)", Doc: "Whether the string starts with the prefix.", Example: `startswith("agentbox", "agent")`},
	{Name: "strlen", Signature: "strlen(string)", Doc: "The number of characters of the string.", Example: `strlen("agent")`},
	{Name: "strrev", Signature: "strrev(string)", Doc: "The characters of the string in the opposite order.", Example: `strrev("abc")`},
	{Name: "substr", Signature: "substr(string, offset, length)", Doc: "A part of the string; offset and length count characters.", Example: `substr("agentbox", 0, 5)`},
	{Name: "sum", Signature: "sum(numbers)", Doc: "The sum of a list of numbers.", Example: `sum([1, 2, 3])`},
	{Name: "timeadd", Signature: "timeadd(timestamp, duration)", Doc: "The RFC 3339 timestamp moved by a duration such as \"24h\".", Example: `timeadd("2026-01-02T03:04:05Z", "24h")`},
	{Name: "title", Signature: "title(string)", Doc: "The string with a capital letter at the start of each word.", Example: `title("agent box")`},
	{Name: "tobool", Signature: "tobool(value)", Doc: "The value as a bool.", Example: `tobool("true")`, Context: true},
	{Name: "tolist", Signature: "tolist(value)", Doc: "The value as a list.", Example: `tolist(["a", "b"])`, Context: true},
	{Name: "tomap", Signature: "tomap(value)", Doc: "The value as a map.", Example: `tomap({ a = 1 })`, Context: true},
	{Name: "tonumber", Signature: "tonumber(value)", Doc: "The value as a number.", Example: `tonumber("12")`, Context: true},
	{Name: "toset", Signature: "toset(value)", Doc: "The value as a set: sorted, without repetitions.", Example: `toset(["b", "a", "b"])`, Context: true},
	{Name: "tostring", Signature: "tostring(value)", Doc: "The value as a string.", Example: `tostring(12)`, Context: true},
	{Name: "trim", Signature: "trim(string, characters)", Doc: "The string without the characters at its ends.", Example: `trim("--a--", "-")`},
	{Name: "trimprefix", Signature: "trimprefix(string, prefix)", Doc: "The string without the prefix, when it has it.", Example: `trimprefix("v1.2", "v")`, Context: true},
	{Name: "trimspace", Signature: "trimspace(string)", Doc: "The string without the white space at its ends.", Example: `trimspace(" a ")`, Context: true},
	{Name: "trimsuffix", Signature: "trimsuffix(string, suffix)", Doc: "The string without the suffix, when it has it.", Example: `trimsuffix("a.sh", ".sh")`, Context: true},
	{Name: "try", Signature: "try(expressions...)", Doc: "The value of the first expression that can be evaluated.", Example: `try({ a = 1 }.b, "none")`, Context: true},
	{Name: "upper", Signature: "upper(string)", Doc: "The string in capital letters.", Example: `upper("agent")`},
	{Name: "values", Signature: "values(map)", Doc: "The values of the map in the order of its keys.", Example: `values({ b = 1, a = 2 })`, Context: true},
	{Name: "zipmap", Signature: "zipmap(keys, values)", Doc: "A map of the keys to the values at the same places.", Example: `zipmap(["a", "b"], [1, 2])`, Context: true},
}
