package schema

// The blocks that the language reserves.
var (
	moduleBlock = &Block{
		Type:   "module",
		Labels: []Label{nameLabel("Name in expressions, as `module.name`.")},
		Doc:    "Another unit whose layers and packages are used here.",
		Example: `module "common" {
  source = "../common"
}`,
		Planned: "agentboxc does not support modules yet. Declare what you need of the other unit here.",
	}
	workspaceBlock = &Block{
		Type: "workspace",
		Doc:  "A directory tree of several units, declared in `agentbox.work.hcl` at its root.",
		Example: `workspace {
  members = ["services/*"]
}`,
		Unique:  true,
		Planned: "agentboxc does not support workspaces yet. Compile each unit by its directory.",
	}
)
