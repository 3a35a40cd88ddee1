package schema

var flakeKind = &Block{
	Type: "flake",
	Doc: `A package that an input offers.

It is ` + "`packages.<system>.<attr>`" + ` of the input, for the platform that is being built.`,
	Example: `package "flake" "agent" {
  input = input.agent
  attr  = "default"
}`,
	Attrs: []*Attr{
		{
			Name:     "input",
			Doc:      "Input that offers the package; it has to be a flake.",
			Type:     One(InputRef),
			Required: true,
			Example:  `input.agent`,
		},
		{
			Name:    "attr",
			Doc:     "Name of the package among those of the input.",
			Type:    Text,
			Default: `"default"`,
			Example: `"agent-cli"`,
		},
	},
}
