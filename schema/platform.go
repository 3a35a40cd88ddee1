package schema

var platformBlock = &Block{
	Type: "platform",
	Doc: `A system that the unit is built for.

The unit is evaluated once per platform, and ` + "`platform.system`, `platform.os` and `platform.arch`" + ` tell which one. Values
that differ between platforms become plain data per system in the generated flake.`,
	Labels: []Label{{
		Name: "system",
		Doc:  "Nix's name of the system; `linux/amd64` and `amd64` are other spellings of `x86_64-linux`.",
		Free: true,
	}},
	Example: `platform "x86_64-linux" {}`,
	Attrs: []*Attr{
		{
			Name: "builders",
			Doc: `Machines that build for this platform, each as a line of Nix's builders file.

They are used when images are built, and are no part of the generated flake.`,
			Type:    Texts,
			Example: `["ssh-ng://builder@arm.example.org aarch64-linux - 4 1"]`,
		},
	},
}
