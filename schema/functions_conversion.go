package schema

func conversionFunctions() []Function {
	return []Function{
		{
			Name: "can", Params: with(one("expression", "any value", "an expression that may fail")), Result: "bool",
			Doc: "Whether the expression can be evaluated.", Example: `can(tonumber("a"))`, Context: true,
		},
		{
			Name: "issensitive", Params: with(one("value", "any value", "any value")), Result: "bool",
			Doc: "Whether the value, or a part of it, is kept out of messages.", Example: `issensitive("token")`, Context: true,
		},
		{
			Name: "nonsensitive", Params: with(one("value", "any value", "any value")), Result: "any value",
			Doc:     "The value without its mark as sensitive: from here on it may be shown and published.",
			Example: `nonsensitive("token")`, Context: true,
		},
		{
			Name: "sensitive", Params: with(one("value", "any value", "any value")), Result: "any value",
			Doc: "The value marked as sensitive, as that of a sensitive variable is.", Example: `sensitive("token")`, Context: true,
		},
		{
			Name: "tobool", Params: with(one("value", "any value", "a bool, or a string that spells one")), Result: "bool",
			Doc: "The value as a bool.", Example: `tobool("true")`, Context: true,
		},
		{
			Name: "tolist", Params: with(one("value", "any value", "a list or set")), Result: "list of any value",
			Doc: "The value as a list.", Example: `tolist(["a", "b"])`, Context: true,
		},
		{
			Name: "tomap", Params: with(one("value", "any value", "a map")), Result: "map of any value",
			Doc: "The value as a map.", Example: `tomap({ a = 1 })`, Context: true,
		},
		{
			Name: "tonumber", Params: with(one("value", "any value", "a number, or a string of its digits")), Result: "number",
			Doc: "The value as a number.", Example: `tonumber("12")`, Context: true,
		},
		{
			Name: "toset", Params: with(one("value", "any value", "a list or set")), Result: "set of any value",
			Doc: "The value as a set: sorted, without repetitions.", Example: `toset(["b", "a", "b"])`, Context: true,
		},
		{
			Name: "tostring", Params: with(one("value", "any value", "a string, number, bool or package")), Result: "string",
			Doc: "The value as a string.", Example: `tostring(12)`, Context: true,
		},
		{
			Name: "try", Params: with(many("expressions", "any value", "expressions that may fail")), Result: "any value",
			Doc: "The value of the first expression that can be evaluated.", Example: `try({ a = 1 }.b, "none")`, Context: true,
		},
	}
}
