package schema

var layerBlock = &Block{
	Type:   "layer",
	Labels: []Label{nameLabel("Name under which variants and shells list it, as `layer.name`; it is also found in the image's history.")},
	Doc: `Packages that share a layer of the image.

A store path lands in the first layer of the image that needs it and in no other. The same layers in the same leading
order give the same blobs in every variant, so put first what changes least and is shared most.`,
	Example: `layer "base" {
  description = "What every agent needs"
  packages    = [pkgs.coreutils, pkgs.bashInteractive, pkgs.git]

  budget {
    max = "50MB"
  }
}`,
	Attrs: []*Attr{
		{
			Name:    "description",
			Doc:     "What the layer is for.",
			Type:    Text,
			Example: `"What every agent needs"`,
		},
		{
			Name: "packages",
			Doc: `Packages of the layer; what they depend on comes with them.

A string such as ` + "`\"git-lfs\"` or `\"python312Packages.pip\"` is short for `pkgs`" + ` and that name.`,
			Type:    Packages,
			Example: `[pkgs.coreutils, pkgs.git, "git-lfs"]`,
		},
		{
			Name: "max_layers",
			Doc: `Number of image layers that it may be split into.

More than one lets registries and hosts keep more of an image when a package changes.`,
			Type:    Number,
			Default: "1",
			Check:   Positive,
			Example: `4`,
		},
		{
			Name:    "only",
			Doc:     "Platforms on which the layer exists; on others, variants go without it.",
			Type:    Texts,
			Check:   Platform,
			Example: `["x86_64-linux"]`,
		},
		forEachAttr("layers", "layer.python"),
	},
	Blocks: []*Block{budgetBlock},
}
