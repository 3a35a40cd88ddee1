package schema

var shellBlock = &Block{
	Type:   "shell",
	Labels: []Label{nameLabel("Name of the shell, for `nix develop .#name`; `default` is the one without a name.")},
	Doc: `A development shell with the tools of the image.

A ` + "`default`" + ` shell is made from the default variant unless one is declared.`,
	Example: `shell "default" {
  from     = variant.runtime
  packages = [pkgs.gdb]
  hook     = "echo welcome"
}`,
	Attrs: []*Attr{
		{
			Name:    "from",
			Doc:     "Variant whose packages and environment the shell has.",
			Type:    One(VariantRef),
			Example: `variant.runtime`,
		},
		{
			Name:    "layers",
			Doc:     "Layers whose packages the shell has, besides those of the variant.",
			Type:    Many(LayerRef),
			Example: `[layer.base]`,
		},
		{
			Name:    "packages",
			Doc:     "Further packages.",
			Type:    Packages,
			Example: `[pkgs.gdb]`,
		},
		{
			Name:       "env",
			Doc:        "Environment variables, on top of those of the variant.",
			Type:       TextMap,
			Keys:       EnvName,
			StorePaths: true,
			Example:    `{ RUST_BACKTRACE = "1" }`,
		},
		{
			Name:       "hook",
			Doc:        "Bash code that runs when the shell starts.",
			Type:       Text,
			StorePaths: true,
			Example:    `"echo welcome"`,
		},
		{
			Name: "parity",
			Doc: `Whether the shell must have all packages and the environment of its variant.

It may then add to them, and a variable that it sets to another value is an error.`,
			Type:    Flag,
			Default: "true",
			Example: `false`,
		},
	},
}
