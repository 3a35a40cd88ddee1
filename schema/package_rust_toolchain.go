package schema

var rustToolchainKind = &Block{
	Type: "rust_toolchain",
	Doc: `A Rust toolchain as rustup would install it, from rust-overlay.

rust-overlay has to be an input, and its overlay has to be among those of a package set (or be named here with ` + "`overlay`" + `).
Without ` + "`version` and `date`" + ` the newest toolchain is taken that the locked rust-overlay knows.`,
	Example: `package "rust_toolchain" "stable" {
  version    = "1.84.0"
  profile    = "minimal"
  extensions = ["rust-src", "clippy"]
  targets    = ["wasm32-unknown-unknown"]
  overlay    = input.rust-overlay.overlays.default
}`,
	Choices: []Choice{{Names: []string{"version", "date"}}},
	Attrs: []*Attr{
		{
			Name:    "channel",
			Doc:     "Release channel.",
			Type:    Text,
			Enum:    []string{"stable", "beta", "nightly"},
			Default: `"stable"`,
			Example: `"nightly"`,
		},
		{
			Name:    "version",
			Doc:     "Version of a stable release; the default is the newest one.",
			Type:    Text,
			Check:   Revision,
			Example: `"1.84.0"`,
		},
		{
			Name:    "date",
			Doc:     "Day of a beta or nightly release; the default is the newest one.",
			Type:    Text,
			Check:   Date,
			Example: `"2026-01-15"`,
		},
		{
			Name:    "profile",
			Doc:     "Set of components to start from, as in rustup.",
			Type:    Text,
			Enum:    []string{"minimal", "default", "complete"},
			Default: `"default"`,
			Example: `"minimal"`,
		},
		{
			Name:    "extensions",
			Doc:     "Further components, such as the sources that editors need.",
			Type:    Texts,
			Example: `["rust-src", "rust-analyzer"]`,
		},
		{
			Name:    "targets",
			Doc:     "Further targets to compile for, as target triples.",
			Type:    Texts,
			Example: `["wasm32-unknown-unknown"]`,
		},
		{
			Name: "overlay",
			Doc: `Overlay that the toolchain comes from.

The default is the one that a package set already applies.`,
			Type:    One(OverlayRef),
			Example: `input.rust-overlay.overlays.default`,
		},
	},
}
