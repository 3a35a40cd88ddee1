package schema

var directoryBlock = &Block{
	Type: "directory",
	Labels: []Label{{
		Name: "path",
		Doc:  "Absolute path in the image, unless `path` gives it.",
		Free: true,
	}},
	Doc: "An empty directory in the image.",
	Example: `directory "/workspace" {
  mode  = "0755"
  owner = "1000:1000"
}`,
	Attrs: []*Attr{
		{
			Name:    "path",
			Doc:     "Absolute path in the image; the default is the label.",
			Type:    Text,
			Check:   AbsolutePath,
			Example: `"/workspace"`,
		},
		{
			Name:    "mode",
			Doc:     "Mode of the directory in octal digits.",
			Type:    Text,
			Default: `"0755"`,
			Check:   OctalMode,
			Example: `"1777"`,
		},
		ownerAttr(),
	},
}
