package schema

var functionBlock = &Block{
	Type:   "function",
	Labels: []Label{nameLabel("Name under which expressions call it.")},
	Doc: `A function of your own, for expressions.

Its result may refer to its parameters and to whatever a local value may refer to, and may call other functions. A function
that calls itself, or does so through others, is a cycle. Its name must be that of no built-in function.`,
	Example: `function "major" {
  params = [version]
  result = split(".", version)[0]
}`,
	Attrs: []*Attr{
		{
			Name: "params",
			Doc: `Names of the parameters, without quotes.

Every one of them needs an argument. In the result they hide what else has that name.`,
			Type:        Texts,
			Unevaluated: true,
			Params:      true,
			Default:     "[]",
			Example:     `[version, prefix]`,
		},
		{
			Name:        "variadic_params",
			Doc:         "Name, without quotes, of the list that holds all further arguments.",
			Type:        Text,
			Unevaluated: true,
			Params:      true,
			Example:     `rest`,
		},
		{
			Name:       "result",
			Doc:        "Expression that gives the value of a call.",
			Type:       AnyValue,
			Required:   true,
			StorePaths: true,
			Example:    `"always the same"`,
		},
	},
}
