package schema

var pkgsetBlock = &Block{
	Type:   "pkgset",
	Labels: []Label{nameLabel("Name in expressions, as `pkgset.name.hello`; `default` is what `pkgs` means.")},
	Doc: `An instance of nixpkgs: which input it comes from, with which overlays and configuration.

` + "`pkgset.default` is what `pkgs`" + ` means. It exists without being declared, and declaring it changes what every
` + "`pkgs.name`" + ` in the unit stands for. Further sets, such as a newer nixpkgs for a few packages, are used by name.`,
	Example: `pkgset "default" {
  input        = input.nixpkgs
  overlays     = [input.rust-overlay.overlays.default]
  allow_unfree = ["vscode"]
}`,
	Attrs: []*Attr{
		{
			Name:    "input",
			Doc:     "Input that is nixpkgs or a fork of it.",
			Type:    One(InputRef),
			Default: "input.nixpkgs",
			Example: `input.nixpkgs`,
		},
		{
			Name: "overlays",
			Doc: `Overlays that are applied, in order.

Each is an ` + "`overlay` block of this unit or an attribute of an input, such as `input.rust-overlay.overlays.default`" + `.`,
			Type:    Many(OverlayRef),
			Example: `[input.rust-overlay.overlays.default, overlay.patches]`,
		},
		{
			Name: "allow_unfree",
			Doc: `Packages whose licence is not free and that may be used all the same: all of them (` + "`true`" + `), or those named.

Nixpkgs refuses such packages otherwise. The names are those without the version, such as ` + "`vscode`" + `.`,
			Type:    Type{Value: Flag.Value, Or: &Texts},
			Default: "false",
			Example: `["vscode", "cuda_nvcc"]`,
		},
		{
			Name: "config",
			Doc: `Further settings for nixpkgs, handed over as they are.

Unfree and insecure packages have their own attribute and block.`,
			Type:    AnyMap,
			Example: `{ cudaSupport = true }`,
		},
	},
	Blocks: []*Block{{
		Type: "permit_insecure",
		Labels: []Label{{
			Name: "name",
			Doc:  "Name and version of the package as nixpkgs reports it, such as `openssl-1.1.1w`.",
			Free: true,
		}},
		Doc: `A package with known security problems that may be used all the same.

Nixpkgs refuses such packages otherwise.`,
		Example: `permit_insecure "openssl-1.1.1w" {
  reason  = "The billing client has no build against OpenSSL 3."
  expires = "2027-03-31"
}`,
		Attrs: []*Attr{
			{
				Name:     "reason",
				Doc:      "Why it is needed, for those who review it.",
				Type:     Text,
				Required: true,
				Example:  `"The billing client has no build against OpenSSL 3."`,
			},
			{
				Name:    "expires",
				Doc:     "Last day for which the permission was given.",
				Type:    Text,
				Check:   Date,
				Example: `"2027-03-31"`,
			},
		},
	}},
}
