package schema

var overlayBlock = &Block{
	Type:   "overlay",
	Labels: []Label{nameLabel("Name under which a package set lists it, as `overlay.name`.")},
	Doc: `A change to nixpkgs that applies to every package that depends on what it changes.

It takes effect in the package sets that list it in ` + "`overlays`" + `. To change a package in one place only, use
` + "`package \"override\"`" + `.`,
	Example: `overlay "patches" {
  file = "./nix/patches.nix"
}`,
	Choices: []Choice{{Names: []string{"file", "override"}, Required: true}},
	Attrs: []*Attr{
		{
			Name:    "file",
			Doc:     "Nix file that is a function `final: prev: { … }`.",
			Type:    Text,
			Check:   RelativePath,
			Example: `"./nix/patches.nix"`,
		},
	},
	Blocks: []*Block{{
		Type:   "override",
		Labels: []Label{{Name: "package", Doc: "Attribute of the package in nixpkgs.", Free: true}},
		Doc:    "A package that the overlay changes, without a Nix file.",
		Example: `override "hello" {
  patches = ["./nix/hello.patch"]
}`,
		Planned: "agentboxc does not support `override` blocks in overlays yet. Put the change into a Nix file and name it with `file`.",
	}},
}
