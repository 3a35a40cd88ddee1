package schema

var fileBlock = &Block{
	Type: "file",
	Labels: []Label{{
		Name: "path",
		Doc:  "Absolute path in the image, unless `path` gives it.",
		Free: true,
	}},
	Doc: "A file in the image, with content of your own.",
	Example: `file "/etc/motd" {
  content = "Welcome to agentbox.\n"
}`,
	Choices: []Choice{{Names: []string{"content", "source"}, Required: true}},
	Attrs: []*Attr{
		{
			Name:    "path",
			Doc:     "Absolute path in the image; the default is the label.",
			Type:    Text,
			Check:   AbsolutePath,
			Example: `"/etc/motd"`,
		},
		{
			Name:       "content",
			Doc:        "What the file holds.",
			Type:       Text,
			StorePaths: true,
			Example:    `"Welcome to agentbox.\n"`,
		},
		{
			Name:    "source",
			Doc:     "File that is copied.",
			Type:    Text,
			Check:   RelativePath,
			Example: `"./files/motd"`,
		},
		{
			Name: "mode",
			Doc: `File mode in octal digits.

The default is ` + "`0444`, or `0555` when `source`" + ` is executable.`,
			Type:    Text,
			Check:   OctalMode,
			Example: `"0644"`,
		},
		ownerAttr(),
	},
}
