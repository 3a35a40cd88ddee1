package schema

// WorkspaceRoot returns the blocks that may stand in agentbox.work.hcl.
func WorkspaceRoot() []*Block { return workspaceRoot }

var workspaceRoot = []*Block{workspaceBlock}

var workspaceBlock = &Block{
	Type: "workspace",
	Doc: `A directory tree of several units, declared in ` + "`agentbox.work.hcl`" + ` at its root.

Its values are written out: they refer to nothing and call no function.`,
	Example: `workspace {
  members = ["services/*"]
  exclude = ["services/attic"]
  lock    = "shared"
}`,
	Unique: true,
	Attrs: []*Attr{
		{
			Name: "members",
			Doc: `Directories of the units, as patterns relative to the root.

` + "`*` stands for any characters but `/`, `**`" + ` for any directories.`,
			Type:     Texts,
			Required: true,
			Example:  `["services/*", "tools/**"]`,
		},
		{
			Name:    "exclude",
			Doc:     "Directories that are no members all the same, as patterns.",
			Type:    Texts,
			Example: `["services/attic"]`,
		},
		{
			Name: "lock",
			Doc: `Whether the units share what their inputs are locked to (` + "`shared`" + `), or each has its own (` + "`own`" + `).

Shared pins are in ` + "`agentbox.work.lock`" + ` at the root. The ` + "`flake.lock`" + ` of each unit, which Nix reads, follows from it.`,
			Type:    Text,
			Enum:    []string{"own", "shared"},
			Default: `"own"`,
			Example: `"shared"`,
		},
	},
}
