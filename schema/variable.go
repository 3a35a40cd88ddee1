package schema

var variableBlock = &Block{
	Type:   "variable",
	Labels: []Label{nameLabel("Name under which expressions read it, as `var.name`.")},
	Doc: `A value that is chosen when the unit is compiled.

It is set with ` + "`--var name=value`, a file given with `--var-file`, an `*.auto.agentboxvars` file or the environment variable `AGENTBOX_VAR_name`" + `.
A variable without a default has to be set.`,
	Example: `variable "node_major" {
  type        = number
  default     = 20
  description = "Major version of Node.js"

  validation {
    condition     = var.node_major >= 18
    error_message = "Node.js older than 18 is not supported."
  }
}`,
	Attrs: []*Attr{
		{
			Name: "type",
			Doc: `Type constraint of the value.

The syntax is Terraform's: ` + "`string`, `number`, `bool`, `list(T)`, `set(T)`, `map(T)`, `object({…})` with `optional()`, `tuple([…])` and `any`" + `.`,
			Type:        AnyValue,
			Unevaluated: true,
			Default:     "any",
			Example:     `list(string)`,
		},
		{
			Name:    "default",
			Doc:     "Value when none is given; it makes the variable optional.",
			Type:    AnyValue,
			Example: `20`,
		},
		{
			Name:    "description",
			Doc:     "What the variable decides, for those who set it.",
			Type:    Text,
			Example: `"Major version of Node.js"`,
		},
		{
			Name: "sensitive",
			Doc: `Whether the value is kept out of all messages.

A sensitive value that would end up in a generated file is an error, because everyone can read that file.`,
			Type:    Flag,
			Default: "false",
			Example: `true`,
		},
		{
			Name:    "nullable",
			Doc:     "Whether the value may be `null`; when not, `null` means the default.",
			Type:    Flag,
			Default: "true",
			Example: `false`,
		},
	},
	Blocks: []*Block{{
		Type: "validation",
		Doc: `A condition that the value has to meet.

There may be several, and each that does not hold is reported.`,
		Example: `validation {
  condition     = var.node_major >= 18
  error_message = "Node.js older than 18 is not supported."
}`,
		Attrs: []*Attr{
			{
				Name:     "condition",
				Doc:      "Expression that is true for accepted values; it may read only this variable.",
				Type:     Flag,
				Required: true,
				Example:  `var.node_major >= 18`,
			},
			{
				Name:     "error_message",
				Doc:      "What to tell the person who set the value, as full sentences.",
				Type:     Text,
				Required: true,
				Example:  `"Node.js older than 18 is not supported."`,
			},
		},
	}},
}
