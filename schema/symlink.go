package schema

var symlinkBlock = &Block{
	Type: "symlink",
	Labels: []Label{{
		Name: "path",
		Doc:  "Absolute path of the link in the image, unless `path` gives it.",
		Free: true,
	}},
	Doc: "A symbolic link in the image.",
	Example: `symlink "/usr/bin/python" {
  target = "${pkgs.python3}/bin/python3"
}`,
	Attrs: []*Attr{
		{
			Name:    "path",
			Doc:     "Absolute path of the link in the image; the default is the label.",
			Type:    Text,
			Check:   AbsolutePath,
			Example: `"/usr/bin/python"`,
		},
		{
			Name:       "target",
			Doc:        "What the link points to.",
			Type:       Text,
			Required:   true,
			StorePaths: true,
			Example:    `"${pkgs.python3}/bin/python3"`,
		},
	},
}
