package schema

var localsBlock = &Block{
	Type: "locals",
	Doc: `Names for values that are used in several places.

There may be several blocks. A name is read as ` + "`local.name`" + `, and may be defined only once in the unit.`,
	Example: `locals {
  tools = [pkgs.git, pkgs.jq]
  title = "agentbox for ${platform.arch}"
}`,
	Any: &Attr{
		Name:       "name",
		Doc:        "Any expression; references to packages and layers are kept as references.",
		Type:       AnyValue,
		StorePaths: true,
		Example:    `[pkgs.git, pkgs.jq]`,
	},
}
