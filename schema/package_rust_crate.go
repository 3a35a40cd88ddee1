package schema

var rustCrateKind = &Block{
	Type: "rust_crate",
	Doc: `Programs of a Rust crate of yours.

It becomes ` + "`rustPlatform.buildRustPackage`" + `. Its dependencies are those of ` + "`Cargo.lock`" + `, which holds a hash of each one that comes
from a registry.`,
	Example: `package "rust_crate" "agent" {
  source     = "./agent"
  cargo_lock = "./agent/Cargo.lock"
}`,
	Choices: []Choice{{Names: []string{"cargo_lock", "cargo_hash"}}},
	Attrs: []*Attr{
		sourceAttr("`Cargo.toml` and `Cargo.lock`", `"./agent"`),
		{
			Name:    "cargo_lock",
			Doc:     "Lock file of Cargo; the default is the one in `source`.",
			Type:    Text,
			Check:   RelativePath,
			Example: `"./agent/Cargo.lock"`,
		},
		{
			Name: "cargo_hash",
			Doc: `Hash of all dependencies together, for a lock file that names git repositories.

Set it to ` + "`\"\"`" + ` at first: the build stops and names it.`,
			Type:    Text,
			Check:   Hash,
			Example: `"sha256-mN1+dhQZjV1VqEqvqEtGxFVCQLJVXVbGGTHeBCRUZpE="`,
		},
		versionAttr,
		testsAttr,
	},
}
