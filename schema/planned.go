package schema

// The blocks that the language reserves.
var (
	groupBlock = &Block{
		Type:   "group",
		Labels: []Label{nameLabel("Name, usable wherever a command takes a variant.")},
		Doc:    "A name for several variants.",
		Example: `group "all" {
  variants = [variant.runtime, variant.desktop]
}`,
		Planned: "agentboxc does not support groups yet. Name the variants themselves on the command line.",
	}
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
