package schema

var publishBlock = &Block{
	Type:   "publish",
	Labels: []Label{nameLabel("Name of the publication, for messages.")},
	Doc:    "Where images are pushed to.",
	Example: `publish "ghcr" {
  variants    = [variant.runtime]
  repository  = "ghcr.io/team/agentbox"
  tags        = ["latest", "v1"]
  compression = "zstd"
}`,
	Attrs: []*Attr{
		{
			Name:     "variants",
			Doc:      "Variants, and groups of them, whose images are pushed; they cannot be abstract.",
			Type:     Many(VariantOrGroup),
			Required: true,
			Example:  `[variant.runtime]`,
		},
		{
			Name: "repository",
			Doc: `Registry and repository to push to.

Without a registry it is a repository of Docker Hub.`,
			Type:     Text,
			Required: true,
			Check:    Repository,
			Example:  `"ghcr.io/team/agentbox"`,
		},
		{
			Name: "tags",
			Doc: `Tags under which the images are pushed; the default is, for each variant, its own tag.

A tag names one image for each platform, so variants can share a tag only when they exist on different platforms.`,
			Type:    Texts,
			Check:   Tag,
			Example: `["latest", "v1"]`,
		},
		{
			Name: "index",
			Doc: `Whether a tag names an image index, from which each host takes the image of its platform.

Without it a tag names a single image, so the variants must exist on one platform only.`,
			Type:    Flag,
			Default: "true",
			Example: `false`,
		},
		{
			Name:    "compression",
			Doc:     "Compression of the layers. Every host reads gzip; zstd is faster, but older hosts cannot read it.",
			Type:    Text,
			Default: `"gzip"`,
			Enum:    []string{"none", "gzip", "zstd"},
			Example: `"zstd"`,
		},
		{
			Name: "level",
			Doc: `Level of the compression: the higher, the smaller and the slower.

The default is 6 for gzip and 3 for zstd. Levels of zstd above 6 give the same as 6.`,
			Type:    Number,
			Check:   CompressionLevel,
			Example: `9`,
		},
	},
}
