package schema

var scriptKind = &Block{
	Type: "script",
	Doc: `A shell script with the programs that it needs.

It becomes ` + "`writeShellApplication`" + `: the script runs in Bash with ` + "`errexit`, `nounset` and `pipefail`" + ` set, and finds the
programs of ` + "`runtime_inputs`" + ` whatever ` + "`PATH`" + ` is. It is installed under the name of the block.`,
	Example: `package "script" "entrypoint" {
  runtime_inputs = [pkgs.coreutils, pkgs.git]
  text           = <<-EOT
    mkdir -p "$HOME"
    exec "$@"
  EOT
}`,
	Choices: []Choice{{Names: []string{"text", "file"}, Required: true}},
	Attrs: []*Attr{
		{
			Name: "text",
			Doc: `Script, without the first line that names the shell.

A template sequence such as ` + "`${pkgs.git}` is the package's store path. Write `$${` for a `${`" + ` that the shell should see.`,
			Type:       Text,
			StorePaths: true,
			Example:    `"exec \"$@\""`,
		},
		{
			Name:    "file",
			Doc:     "File that holds the script, taken as it is.",
			Type:    Text,
			Check:   RelativePath,
			Example: `"./scripts/entrypoint.sh"`,
		},
		{
			Name:    "runtime_inputs",
			Doc:     "Packages whose programs the script calls.",
			Type:    Packages,
			Example: `[pkgs.coreutils, pkgs.git]`,
		},
		{
			Name:    "check",
			Doc:     "Whether the build runs ShellCheck over the script and fails on what it finds.",
			Type:    Flag,
			Default: "true",
			Example: `false`,
		},
	},
}
