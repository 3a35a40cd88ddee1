package schema

import "github.com/zclconf/go-cty/cty"

var fetchBinaryKind = &Block{
	Type: "fetch_binary",
	Doc: `A program that is downloaded as it is.

It is not changed, so it has to find in the image what it needs: a program that is linked dynamically wants a loader and
libraries that an image of packages does not have. An archive (` + "`.tar`, also compressed, and `.zip`" + `) is unpacked.`,
	Example: `package "fetch_binary" "tool" {
  url     = "https://example.org/tool-1.2.3-${platform.arch}"
  version = "1.2.3"

  hash = {
    x86_64-linux  = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
    aarch64-linux = "sha256-KlDo1uuvUTcEbQbHlHFXjEDWAHRLbLl0jgD0U1KLbQk="
  }
}`,
	Attrs: []*Attr{
		{
			Name: "url",
			Doc: `Address of the program or archive.

Where it differs between platforms, it is a map by platform or uses ` + "`platform`" + `.`,
			Type:     byPlatform,
			Required: true,
			Keys:     Platform,
			Check:    URL,
			Example:  `"https://example.org/tool-${platform.arch}.tar.gz"`,
		},
		{
			Name: "hash",
			Doc: `Hash of the file, or a map by platform.

Leave it out at first: the build stops and names it.`,
			Type:    byPlatform,
			Keys:    Platform,
			Check:   Hash,
			Example: `{ x86_64-linux = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw=" }`,
		},
		versionAttr,
		{
			Name: "only",
			Doc: `Platforms that the program exists for; the default is all.

It is left out of lists of packages on others. What else needs it there is an error.`,
			Type:    Texts,
			Check:   Platform,
			Example: `["x86_64-linux"]`,
		},
		{
			Name: "bin",
			Doc: `What to take: of an archive the paths of the programs in it, of a single program the name to install it under.

The default is the name of the block. Programs of an archive are installed under the last part of their paths; a map gives each
a name.`,
			Type:    Type{Value: cty.String, Map: true, Or: &Type{Value: cty.String, List: true, Or: &Text}},
			Keys:    ProgramName,
			Check:   InnerPath,
			Example: `{ tool = "tool-1.2.3/bin/tool" }`,
		},
	},
}

var byPlatform = Type{Value: cty.String, Map: true, Or: &Text}
