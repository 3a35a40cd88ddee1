package schema

var policyBlock = &Block{
	Type:   "policy",
	Labels: []Label{nameLabel("Name of the policy, for messages.")},
	Doc: `Packages that must not be part of a layer or an image.

It does not matter who brings them: what a package needs is part of the image as well.`,
	Example: `policy "no-old-openssl" {
  applies_to = [variant.runtime]
  forbid     = [pkgs.gcc, "openssl-1.1*"]
  reason     = "Production has no compiler and no library without support."
}`,
	Attrs: []*Attr{
		{
			Name: "applies_to",
			Doc: `Layers, variants and groups of variants that must be free of the packages.

An abstract variant cannot be named, because no image is made of it: name those that extend it.`,
			Type:     Many(AnyTarget),
			Required: true,
			Example:  `[variant.runtime]`,
		},
		{
			Name: "forbid",
			Doc: `Packages, and patterns for names of the store.

A package is that one with all its outputs. A pattern is compared with the name of every store path, both with its version
and without it: ` + "`\"openssl\"` forbids every version, `\"openssl-1.1*\"`" + ` the old ones.`,
			Type:     Packages,
			Required: true,
			Check:    StorePattern,
			Example:  `[pkgs.gcc, "openssl-1.1*"]`,
		},
		{
			Name:    "reason",
			Doc:     "Why, for those whose image it stops.",
			Type:    Text,
			Example: `"Production has no compiler."`,
		},
	},
}
