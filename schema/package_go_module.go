package schema

var goModuleKind = &Block{
	Type: "go_module",
	Doc: `Programs of a Go module of yours.

It becomes ` + "`buildGoModule`" + `. The programs have the names of their directories, as ` + "`go install`" + ` gives them.`,
	Example: `package "go_module" "server" {
  source      = "./server"
  vendor_hash = "sha256-KlDo1uuvUTcEbQbHlHFXjEDWAHRLbLl0jgD0U1KLbQk="
}`,
	Attrs: []*Attr{
		sourceAttr("`go.mod`", `"./server"`),
		{
			Name: "vendor_hash",
			Doc: `Hash of the modules that it depends on.

Leave it out at first: the build stops and names it. A module without dependencies needs none, and neither does one that has
them in its directory ` + "`vendor`; `null`" + ` says so.`,
			Type:    Text,
			Check:   Hash,
			Example: `"sha256-KlDo1uuvUTcEbQbHlHFXjEDWAHRLbLl0jgD0U1KLbQk="`,
		},
		versionAttr,
		{
			Name:    "sub_packages",
			Doc:     "Directories with the packages to build; the default is all of the module.",
			Type:    Texts,
			Check:   InnerPath,
			Example: `["cmd/server"]`,
		},
		{
			Name:       "ldflags",
			Doc:        "Flags for the linker.",
			Type:       Texts,
			StorePaths: true,
			Example:    `["-s", "-w", "-X main.version=1.2.3"]`,
		},
		testsAttr,
	},
}
