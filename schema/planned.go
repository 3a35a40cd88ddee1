package schema

// The blocks that the language reserves.
var (
	functionBlock = &Block{
		Type:   "function",
		Labels: []Label{nameLabel("Name under which expressions call it.")},
		Doc:    "A function of your own, for expressions.",
		Example: `function "major" {
  params = [version]
  result = split(".", version)[0]
}`,
		Planned: "agentboxc does not support functions of your own yet. A `locals` value can often do the same.",
	}
	groupBlock = &Block{
		Type:   "group",
		Labels: []Label{nameLabel("Name, usable wherever a command takes a variant.")},
		Doc:    "A name for several variants.",
		Example: `group "all" {
  variants = [variant.runtime, variant.desktop]
}`,
		Planned: "agentboxc does not support groups yet. Name the variants themselves on the command line.",
	}
	sharedBudgetBlock = &Block{
		Type:   "budget",
		Labels: []Label{nameLabel("Name of the budget.")},
		Doc:    "Limits for several layers or variants at once.",
		Example: `budget "images" {
  applies_to = [variant.runtime, variant.desktop]
  max        = "5GB"
}`,
		Planned: "agentboxc does not support top-level budgets yet. Put a `budget` block into each layer or variant.",
	}
	waiverBlock = &Block{
		Type:   "waiver",
		Labels: []Label{nameLabel("Name of the waiver.")},
		Doc:    "A limit of a budget that is raised until a date.",
		Example: `waiver "cuda" {
  for     = layer.cuda
  metric  = "max"
  max     = "3GB"
  reason  = "The new toolkit is larger."
  expires = "2027-03-31"
}`,
		Planned: "agentboxc does not support waivers yet. Raise the limit in the budget itself.",
	}
	policyBlock = &Block{
		Type:   "policy",
		Labels: []Label{nameLabel("Name of the policy.")},
		Doc:    "Packages that must not be part of an image.",
		Example: `policy "no-compilers" {
  applies_to = [variant.runtime]
  forbid     = ["gcc-*"]
  reason     = "Compilers stay out of production."
}`,
		Planned: "agentboxc does not support policies yet. Leave the block out.",
	}
	publishBlock = &Block{
		Type:   "publish",
		Labels: []Label{nameLabel("Name of the publication.")},
		Doc:    "Where images are pushed to.",
		Example: `publish "ghcr" {
  variants   = [variant.runtime]
  repository = "ghcr.io/team/agentbox"
  tags       = ["latest"]
}`,
		Planned: "agentboxc does not support publishing yet. Push the images with `nix run .#runtime.copyToRegistry`.",
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
