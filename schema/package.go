package schema

var packageBlock = &Block{
	Type: "package",
	Labels: []Label{
		{Name: "kind", Doc: "How the package is made.", Enum: kindNames()},
		nameLabel("Name of the package, in expressions as `package.kind.name`."),
	},
	Doc: `A package that nixpkgs does not have in this form.

The first label is the kind, which decides how the package is made and which attributes the block takes. The package is
then used like one of nixpkgs: in lists of packages, and in strings as its store path.`,
	Example: `package "script" "entrypoint" {
  runtime_inputs = [pkgs.coreutils]
  text           = "exec \"$@\""
}`,
	Attrs: []*Attr{forEachAttr("packages", "package.script.tool")},
	Kinds: packageKinds,
}

var packageKinds = []*Block{
	pythonEnvKind,
	rustToolchainKind,
	nodeEnvKind,
	npmPackageKind,
	goModuleKind,
	rustCrateKind,
	fetchBinaryKind,
	scriptKind,
	overrideKind,
	flakeKind,
	nixKind,
}

func kindNames() []string {
	names := make([]string, len(packageKinds))
	for i, kind := range packageKinds {
		names[i] = kind.Type
	}
	return names
}
