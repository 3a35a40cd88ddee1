package schema

func textFunctions() []Function {
	return []Function{
		{
			Name: "format", Params: with(one("format", "string", "text with verbs such as %s and %d"), many("values", "any value", "one for each verb")),
			Result: "string", Context: true,
			Doc: "The format with %s, %d and the like replaced by the values.", Example: `format("%s-%d", "py", 312)`,
		},
		{
			Name: "formatlist", Params: with(one("format", "string", "text with verbs"), many("lists", "any value", "lists of the same length, or single values")),
			Result: "list of string", Context: true,
			Doc:     "The format applied to the first elements of the lists, then the second ones, and so on.",
			Example: `formatlist("%s.conf", ["a", "b"])`,
		},
		{
			Name: "indent", Params: with(one("spaces", "number", "how many"), one("string", "string", "text of several lines")), Result: "string",
			Doc: "The string with so many spaces before every line but the first.", Example: `indent(2, "a\nb")`, Context: true,
		},
		{
			Name: "join", Params: with(one("separator", "string", "what stands between two strings"), many("lists", "list of string", "the strings")),
			Result: "string", Context: true,
			Doc: "The strings of the lists with the separator between them.", Example: `join(":", ["/bin", "/usr/bin"])`,
		},
		{
			Name: "lower", Params: with(one("string", "string", "any text")), Result: "string",
			Doc: "The string in lower-case letters.", Example: `lower("AGENT")`,
		},
		{
			Name: "replace", Params: with(one("string", "string", "any text"), one("substring", "string", "what is replaced"), one("replacement", "string", "by what")),
			Result: "string",
			Doc:    "The string with every occurrence of the substring replaced. For patterns, see regexreplace.", Example: `replace("a-b", "-", "_")`,
		},
		{
			Name: "sanitize", Params: with(one("string", "string", "any text")), Result: "string",
			Doc: "The string with an underscore for every character that is no ASCII letter, digit, - or _.", Example: `sanitize("feature/new box")`,
		},
		{
			Name: "strlen", Params: with(one("string", "string", "any text")), Result: "number",
			Doc: "The number of characters of the string.", Example: `strlen("agent")`,
		},
		{
			Name: "strrev", Params: with(one("string", "string", "any text")), Result: "string",
			Doc: "The characters of the string in the opposite order.", Example: `strrev("abc")`,
		},
		{
			Name: "title", Params: with(one("string", "string", "any text")), Result: "string",
			Doc: "The string with a capital letter at the start of each word.", Example: `title("agent box")`,
		},
		{
			Name: "upper", Params: with(one("string", "string", "any text")), Result: "string",
			Doc: "The string in capital letters.", Example: `upper("agent")`,
		},
	}
}

func partFunctions() []Function {
	return []Function{
		{
			Name: "chomp", Params: with(one("string", "string", "any text")), Result: "string",
			Doc: "The string without the line breaks at its end.", Example: `chomp("a\n")`, Context: true,
		},
		{
			Name: "endswith", Params: with(one("string", "string", "any text"), one("suffix", "string", "what it may end with")), Result: "bool",
			Doc: "Whether the string ends with the suffix.", Example: `endswith("agent.hcl", ".hcl")`,
		},
		{
			Name: "split", Params: with(one("separator", "string", "what stands between two pieces"), one("string", "string", "any text")),
			Result: "list of string",
			Doc:    "The pieces of the string between the separators.", Example: `split(",", "a,b")`,
		},
		{
			Name: "startswith", Params: with(one("string", "string", "any text"), one("prefix", "string", "what it may start with")), Result: "bool",
			Doc: "Whether the string starts with the prefix.", Example: `startswith("agentbox", "agent")`,
		},
		{
			Name: "strcontains", Params: with(one("string", "string", "any text"), one("substring", "string", "what it may hold")), Result: "bool",
			Doc: "Whether the substring stands somewhere in the string.", Example: `strcontains("agentbox", "box")`,
		},
		{
			Name: "substr", Params: with(one("string", "string", "any text"), one("offset", "number", "of the first character; from the end when negative"), one("length", "number", "-1 is the rest")),
			Result: "string",
			Doc:    "A part of the string; offset and length count characters.", Example: `substr("agentbox", 0, 5)`,
		},
		{
			Name: "trim", Params: with(one("string", "string", "any text"), one("characters", "string", "each of them is taken off")), Result: "string",
			Doc: "The string without the characters at its ends.", Example: `trim("--a--", "-")`,
		},
		{
			Name: "trimprefix", Params: with(one("string", "string", "any text"), one("prefix", "string", "what is taken off its start")), Result: "string",
			Doc: "The string without the prefix, when it has it.", Example: `trimprefix("v1.2", "v")`, Context: true,
		},
		{
			Name: "trimspace", Params: with(one("string", "string", "any text")), Result: "string",
			Doc: "The string without the white space at its ends.", Example: `trimspace(" a ")`, Context: true,
		},
		{
			Name: "trimsuffix", Params: with(one("string", "string", "any text"), one("suffix", "string", "what is taken off its end")), Result: "string",
			Doc: "The string without the suffix, when it has it.", Example: `trimsuffix("a.sh", ".sh")`, Context: true,
		},
	}
}

func patternFunctions() []Function {
	return []Function{
		{
			Name: "regex", Params: with(one("pattern", "string", "in the syntax of RE2"), one("string", "string", "any text")), Result: "any value",
			Doc: "The first match of the pattern; with groups, a list or an object of them. That there is none is an error.", Example: `regex("[0-9]+", "py312")`,
		},
		{
			Name: "regexall", Params: with(one("pattern", "string", "in the syntax of RE2"), one("string", "string", "any text")), Result: "list of any value",
			Doc: "All matches of the pattern.", Example: `regexall("[0-9]", "a1b2")`,
		},
		{
			Name: "regexreplace", Params: with(one("string", "string", "any text"), one("pattern", "string", "in the syntax of RE2"), one("replacement", "string", "by what; $1 is the first group")),
			Result: "string",
			Doc:    "The string with every match of the pattern replaced.", Example: `regexreplace("a1b2", "[0-9]", "")`,
		},
		{
			Name: "semvercmp", Params: with(one("version", "string", "such as 1.10.0"), one("constraint", "string", "such as >= 1.9, < 2")), Result: "bool",
			Doc: "Whether the version meets the constraint, as in required_version.", Example: `semvercmp("1.10.0", ">= 1.9, < 2")`,
		},
	}
}
