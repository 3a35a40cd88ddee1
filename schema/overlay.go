package schema

var overlayBlock = &Block{
	Type:   "overlay",
	Labels: []Label{nameLabel("Name under which a package set lists it, as `overlay.name`.")},
	Doc: `A change to nixpkgs that applies to every package that depends on what it changes.

It takes effect in the package sets that list it in ` + "`overlays`" + `. To change a package in one place only, use
` + "`package \"override\"`" + `.`,
	Example: `overlay "patches" {
  override "hello" {
    patches = ["./nix/hello.patch"]
  }
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
	Blocks: []*Block{overrideBlock},
}

var overrideBlock = &Block{
	Type: "override",
	Labels: []Label{{
		Name: "package",
		Doc: "Name of the package in nixpkgs, or in a set of Python packages: `python312Packages.requests`, and with `python3Packages` that of " +
			"every Python.",
		Free: true,
	}},
	Doc: `A package that the overlay changes, without a Nix file.

At least one attribute besides ` + "`reason`" + ` has to be set.`,
	Example: `override "hello" {
  patches = ["./nix/hello.patch"]
  reason  = "Says hello in our language."
}`,
	Attrs: []*Attr{
		{
			Name:    "version",
			Doc:     "Version of what is built; it does not choose a source by itself.",
			Type:    Text,
			Check:   Version,
			Example: `"2.12.1"`,
		},
		{
			Name: "source",
			Doc: `Directory with the sources, or the address of an archive.

A directory is relative to the file that holds the attribute. An address takes a ` + "`hash`" + `.`,
			Type:    Text,
			Example: `"https://ftp.gnu.org/gnu/hello/hello-2.12.1.tar.gz"`,
		},
		{
			Name: "hash",
			Doc: `Hash of the archive that ` + "`source`" + ` is the address of.

Leave it out at first: the build stops and names it.`,
			Type:    Text,
			Check:   Hash,
			Example: `"sha256-jZkUKv2SV28wsM18tCqNxoCZmLxdYH2Idh9RLibH2yA="`,
		},
		{
			Name:    "env",
			Doc:     "Environment variables of the build.",
			Type:    TextMap,
			Keys:    EnvName,
			Example: `{ CFLAGS = "-Os" }`,
		},
		patchesAttr,
		checkAttr,
		{
			Name:    "reason",
			Doc:     "Why the package is changed; it becomes a comment in the flake.",
			Type:    Text,
			Example: `"The release does not build on arm64."`,
		},
	},
}

var patchesAttr = &Attr{
	Name:    "patches",
	Doc:     "Patch files that are applied after the package's own.",
	Type:    Texts,
	Check:   RelativePath,
	Example: `["./nix/hello.patch"]`,
}

var checkAttr = &Attr{
	Name:    "check",
	Doc:     "Whether the package's tests run; the default is the package's own choice.",
	Type:    Flag,
	Example: `false`,
}
