package schema

import "github.com/zclconf/go-cty/cty"

var npmPackageKind = &Block{
	Type: "npm_package",
	Doc: `A Node.js program of yours, built with npm.

It becomes ` + "`buildNpmPackage`" + `: the dependencies of ` + "`package-lock.json`" + ` are installed, the script ` + "`build`" + ` of ` + "`package.json`" + ` runs if
there is one, and the programs that ` + "`package.json`" + ` names in ` + "`bin`" + ` are installed.`,
	Example: `package "npm_package" "cli" {
  nodejs        = pkgs.nodejs_20
  source        = "./cli"
  npm_deps_hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
}`,
	Attrs: []*Attr{
		nodejsAttr,
		sourceAttr("`package.json` and `package-lock.json`", `"./cli"`),
		npmDepsHashAttr,
		versionAttr,
		{
			Name: "bin",
			Doc: `Programs of the package: the name of each, and the script of the project that it runs.

It takes the place of ` + "`bin` in `package.json`" + `.`,
			Type:    TextMap,
			Keys:    ProgramName,
			Check:   InnerPath,
			Example: `{ agent = "dist/cli.js" }`,
		},
	},
}

var nodeEnvKind = &Block{
	Type: "node_env",
	Doc: `The npm dependencies of a project of yours, without its own code.

It has what ` + "`npm ci`" + ` makes of ` + "`package-lock.json`" + `: the modules in ` + "`lib/node_modules`" + `, where Node.js finds them when ` + "`NODE_PATH`" + `
says so, and their programs in ` + "`bin`" + `. It is built anew only when ` + "`package.json` or `package-lock.json`" + ` changes.`,
	Example: `package "node_env" "web" {
  nodejs        = pkgs.nodejs_20
  source        = "./web"
  npm_deps_hash = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
}`,
	Attrs: []*Attr{
		nodejsAttr,
		sourceAttr("`package.json` and `package-lock.json`", `"./web"`),
		npmDepsHashAttr,
		versionAttr,
		{
			Name: "bin",
			Doc: `Programs of the dependencies to have in ` + "`bin`" + `; the default is all of them.

A list names programs as npm calls them. A map gives each another name.`,
			Type:    Type{Value: cty.String, Map: true, Or: &Texts},
			Keys:    ProgramName,
			Check:   ProgramName,
			Example: `["tsc", "eslint"]`,
		},
	},
}

var nodejsAttr = &Attr{
	Name:    "nodejs",
	Doc:     "Node.js to build with, and that programs run in.",
	Type:    One(Package),
	Default: "pkgs.nodejs",
	Example: `pkgs.nodejs_20`,
}

var npmDepsHashAttr = &Attr{
	Name: "npm_deps_hash",
	Doc: `Hash of the downloaded dependencies.

Leave it out at first: the build stops and names it.`,
	Type:    Text,
	Check:   Hash,
	Example: `"sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="`,
}
