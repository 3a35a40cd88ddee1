package schema

func numberFunctions() []Function {
	return []Function{
		{
			Name: "abs", Params: with(one("number", "number", "any number")), Result: "number",
			Doc: "The distance of a number from zero.", Example: `abs(-5)`,
		},
		{
			Name: "ceil", Params: with(one("number", "number", "any number")), Result: "number",
			Doc: "The next whole number that is not smaller.", Example: `ceil(1.2)`,
		},
		{
			Name: "floor", Params: with(one("number", "number", "any number")), Result: "number",
			Doc: "The next whole number that is not larger.", Example: `floor(1.8)`,
		},
		{
			Name: "int", Params: with(one("number", "number", "any number")), Result: "number",
			Doc: "The number without its fraction.", Example: `int(1.8)`,
		},
		{
			Name: "log", Params: with(one("number", "number", "more than 0"), one("base", "number", "base of the logarithm")), Result: "number",
			Doc: "The logarithm of the number to the base.", Example: `log(16, 2)`,
		},
		{
			Name: "max", Params: with(many("numbers", "number", "at least one")), Result: "number",
			Doc: "The largest of the numbers.", Example: `max(1, 3, 2)`,
		},
		{
			Name: "min", Params: with(many("numbers", "number", "at least one")), Result: "number",
			Doc: "The smallest of the numbers.", Example: `min(1, 3, 2)`,
		},
		{
			Name: "parseint", Params: with(one("string", "string", "the digits"), one("base", "number", "2 to 62")), Result: "number",
			Doc: "The whole number that the digits stand for.", Example: `parseint("ff", 16)`,
		},
		{
			Name: "pow", Params: with(one("number", "number", "any number"), one("power", "number", "-4096 to 4096")), Result: "number",
			Doc: "The number raised to the power.", Example: `pow(2, 10)`,
		},
		{
			Name: "signum", Params: with(one("number", "number", "any number")), Result: "number",
			Doc: "-1, 0 or 1 for a negative number, zero and a positive one.", Example: `signum(-3)`,
		},
		{
			Name: "sum", Params: with(one("numbers", "list of number", "finite numbers")), Result: "number",
			Doc: "The sum of a list of numbers.", Example: `sum([1, 2, 3])`,
		},
	}
}
