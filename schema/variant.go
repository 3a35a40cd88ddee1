package schema

import "slices"

var variantBlock = &Block{
	Type:   "variant",
	Labels: []Label{nameLabel("Name in expressions, as `variant.name`, and of the flake's package.")},
	Doc: `An image.

Its layers are those of ` + "`layers`" + `, in that order, then one for the variant's own packages, files and root links.`,
	Example: `variant "runtime" {
  layers   = [layer.base, layer.node]
  packages = [pkgs.ripgrep]

  config {
    entrypoint = ["${pkgs.bashInteractive}/bin/bash"]
    user       = user.agent
  }

  user "agent" {
    uid = 1000
  }
}`,
	Choices: []Choice{{Names: []string{"for_each", "matrix"}}},
	Attrs: slices.Concat([]*Attr{
		{
			Name: "extends",
			Doc: `Variant that this one starts from.

Scalars and lists set here replace the parent's; maps and nested blocks are merged by key. To add to a list of the parent,
write ` + "`concat(super.layers, [layer.vnc])`" + `.`,
			Type:    One(VariantRef),
			Example: `variant.runtime`,
		},
		{
			Name:    "abstract",
			Doc:     "Whether the variant exists only to be extended: it is checked and never built.",
			Type:    Flag,
			Default: "false",
			Example: `true`,
		},
		{
			Name:    "description",
			Doc:     "What the image is for.",
			Type:    Text,
			Example: `"Headless, for CI"`,
		},
		{
			Name:    "layers",
			Doc:     "Layers of the image, in order.",
			Type:    Many(LayerRef),
			Example: `[layer.base, layer.node]`,
		},
		{
			Name:    "packages",
			Doc:     "Packages of this variant alone, which go into its last layer.",
			Type:    Packages,
			Example: `[pkgs.ripgrep]`,
		},
		{
			Name:    "platforms",
			Doc:     "Platforms that the image is built for; the default is all of the unit.",
			Type:    Texts,
			Check:   Platform,
			Example: `["x86_64-linux"]`,
		},
		{
			Name:    "image",
			Doc:     "Image name; the default is the name of the unit.",
			Type:    Text,
			Check:   ImageName,
			Example: `"ghcr.io/team/agentbox"`,
		},
		{
			Name:    "tag",
			Doc:     "Image tag; the default is the name of the variant.",
			Type:    Text,
			Check:   Tag,
			Example: `"latest"`,
		},
		{
			Name:    "max_layers",
			Doc:     "Number of image layers that the variant's own packages and files may be split into.",
			Type:    Number,
			Default: "1",
			Check:   Positive,
			Example: `2`,
		},
		forEachAttr("variants", "variant.python"),
	}, matrixAttrs()),
	Blocks: []*Block{
		configBlock,
		rootfsBlock,
		userBlock,
		fileBlock,
		directoryBlock,
		symlinkBlock,
		budgetBlock,
	},
}
