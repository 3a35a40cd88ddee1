package schema

// The blocks that the language reserves.
var (
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
