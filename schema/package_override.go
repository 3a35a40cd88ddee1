package schema

var overrideKind = &Block{
	Type: "override",
	Doc: `A package of nixpkgs, built differently.

` + "`args` goes through `.override`, everything else through `.overrideAttrs`" + `. Only this package changes. What else depends on the
original keeps the original; an ` + "`overlay`" + ` changes it for all.`,
	Example: `package "override" "ffmpeg" {
  base = pkgs.ffmpeg
  args = { withX11 = false }
}`,
	Attrs: []*Attr{
		{
			Name:     "base",
			Doc:      "Package to change.",
			Type:     One(Package),
			Required: true,
			Example:  `pkgs.ffmpeg`,
		},
		{
			Name: "args",
			Doc: `Arguments of the package's Nix function that get another value.

Values may be packages.`,
			Type:       AnyMap,
			Keys:       Identifier,
			StorePaths: true,
			Example:    `{ withX11 = false, openssl = pkgs.openssl_3 }`,
		},
		{
			Name:       "env",
			Doc:        "Environment variables of the build.",
			Type:       TextMap,
			Keys:       EnvName,
			StorePaths: true,
			Example:    `{ CFLAGS = "-Os" }`,
		},
		patchesAttr,
		checkAttr,
	},
}
