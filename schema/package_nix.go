package schema

var nixKind = &Block{
	Type: "nix",
	Doc: `A package that a Nix file of yours describes: the way out for all that the other kinds cannot do.

The file is a function as in nixpkgs, such as ` + "`{ stdenv, fetchurl }: stdenv.mkDerivation { … }`" + `, and is called with
` + "`pkgs.callPackage`" + `.`,
	Example: `package "nix" "tool" {
  file = "./nix/tool.nix"
  args = { withDocs = false }
}`,
	Attrs: []*Attr{
		{
			Name:     "file",
			Doc:      "Nix file that holds the function.",
			Type:     Text,
			Required: true,
			Check:    RelativePath,
			Example:  `"./nix/tool.nix"`,
		},
		{
			Name: "args",
			Doc: `Arguments that the function gets on top of what nixpkgs fills in.

Values may be packages.`,
			Type:       AnyMap,
			Keys:       Identifier,
			StorePaths: true,
			Example:    `{ withDocs = false, python = pkgs.python312 }`,
		},
	},
}
