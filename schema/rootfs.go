package schema

var rootfsBlock = &Block{
	Type: "rootfs",
	Doc: `What is laid into the root directory of the image.

Packages live in ` + "`/nix/store`" + `. This block says which of their directories are linked into ` + "`/`" + `, and whether the files that
programs expect everywhere are there.`,
	Unique: true,
	Example: `rootfs {
  link = ["/bin", "/etc", "/share/man"]
}`,
	Attrs: []*Attr{
		{
			Name:    "link",
			Doc:     "Directories of all packages of the image that are linked into `/`.",
			Type:    Texts,
			Default: `["/bin", "/etc", "/lib", "/share"]`,
			Check:   AbsolutePath,
			Example: `["/bin", "/etc"]`,
		},
		{
			Name: "standard",
			Doc: `Whether the image has what programs expect of every Linux system.

That is ` + "`/tmp` (mode 1777), `/etc/passwd`, `/etc/group`, `/etc/nsswitch.conf`, `/usr/bin/env`, and `SSL_CERT_FILE`" + ` when ` +
				"`cacert`" + ` is part of the image.`,
			Type:    Flag,
			Default: "true",
			Example: `false`,
		},
	},
}
