package schema

var agentboxBlock = &Block{
	Type: "agentbox",
	Doc: `What holds for the whole unit.

The block may be left out. Then the image name is the name of the unit's directory and the default variant is the first
one in the files.`,
	Unique: true,
	Example: `agentbox {
  name             = "agentbox"
  description      = "Tools for coding agents"
  required_version = ">= 0.1"
  default          = variant.runtime
}`,
	Attrs: []*Attr{
		{
			Name: "name",
			Doc: `Image name of every variant that does not set its own with ` + "`image`" + `.

The default is the name of the unit's directory.`,
			Type:    Text,
			Check:   ImageName,
			Example: `"agentbox"`,
		},
		{
			Name:    "description",
			Doc:     "What the unit is for, as the description of the generated flake.",
			Type:    Text,
			Example: `"Tools for coding agents"`,
		},
		{
			Name: "required_version",
			Doc: `Versions of agentboxc that may compile this unit.

Several conditions are separated by commas and must all hold. The operators are those of OpenTofu: ` +
				"`=`, `!=`, `>`, `>=`, `<`, `<=` and `~>`.",
			Type:    Text,
			Check:   VersionRange,
			Example: `">= 0.1, < 2.0"`,
		},
		{
			Name: "default",
			Doc: `Variant that is built when none is named, and from which the default shell is made.

The default is the first variant in the files that is not abstract.`,
			Type:    One(VariantRef),
			Example: `variant.runtime`,
		},
	},
}
