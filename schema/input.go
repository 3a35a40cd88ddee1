package schema

var inputBlock = &Block{
	Type:   "input",
	Labels: []Label{nameLabel("Name of the input in `flake.nix`, and in expressions as `input.name`.")},
	Doc: `A source that the generated flake is made from, such as nixpkgs, pinned by ` + "`flake.lock`" + `.

The inputs ` + "`nixpkgs` (`github:NixOS/nixpkgs/nixos-unstable`) and `nix2container` (`github:nlewo/nix2container`, following nixpkgs)" + ` exist
without being declared. Declaring one replaces it.`,
	Example: `input "rust-overlay" {
  url     = "github:oxalica/rust-overlay"
  follows = { nixpkgs = input.nixpkgs }
}`,
	Attrs: []*Attr{
		{
			Name: "url",
			Doc: `Flake reference to fetch.

Any string expression will do; its value is written into ` + "`flake.nix`" + `. The revision belongs into the lock file rather than here.`,
			Type:     Text,
			Required: true,
			Check:    FlakeRef,
			Example:  `"github:NixOS/nixpkgs/nixos-24.11"`,
		},
		{
			Name: "follows",
			Doc: `Inputs of this input that are replaced by inputs of this unit.

The usual one is nixpkgs, so that there is only one of it.`,
			Type:    Type{Ref: InputRef, Map: true},
			Keys:    Identifier,
			Example: `{ nixpkgs = input.nixpkgs }`,
		},
		{
			Name:    "flake",
			Doc:     "Whether the source is a flake; when not, it is fetched and used as plain files.",
			Type:    Flag,
			Default: "true",
			Example: `false`,
		},
		{
			Name:    "description",
			Doc:     "What the input is needed for.",
			Type:    Text,
			Example: `"Rust toolchains of every version"`,
		},
	},
}
