package schema

var pythonEnvKind = &Block{
	Type: "python_env",
	Doc: `A Python interpreter together with packages that it can import.

It becomes ` + "`python.withPackages`" + `: its ` + "`bin`" + ` directory has an interpreter that finds the packages, and the programs that
they bring.`,
	Example: `package "python_env" "main" {
  python   = pkgs.python312
  packages = ["requests", "numpy"]
}`,
	Attrs: []*Attr{
		{
			Name:    "python",
			Doc:     "Interpreter.",
			Type:    One(Package),
			Default: "pkgs.python3",
			Example: `pkgs.python312`,
		},
		{
			Name: "packages",
			Doc: `Python packages that can be imported.

A string is the name of an attribute in the interpreter's own package set, such as ` + "`\"requests\"`" + `. A reference, such as
` + "`pkgs.python312Packages.requests`" + `, has to be made for the same interpreter.`,
			Type:    Packages,
			Example: `["requests", "numpy", pkgs.python312Packages.pip]`,
		},
		{
			Name:    "ignore_collisions",
			Doc:     "Whether two packages may bring the same file, of which one is then taken.",
			Type:    Flag,
			Default: "false",
			Example: `true`,
		},
	},
}
